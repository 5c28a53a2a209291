"""Documents and photos: checked when they come, and given to the event's staff alone."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from events.models import Document, Photo
from tests.admin_forms import add_row, data_of, errors_of, log_in, sheet_url
from tests.factories import make_event, make_published_event, make_source, make_user

pytestmark = pytest.mark.django_db


def upload(client, event, prefix, **row):
    address = sheet_url(event)
    data = data_of(client.get(address))
    add_row(data, prefix, **row)
    return client.post(address, data)


def picture(width=40, height=20):
    target = BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "AppareilDuTémoin"
    Image.new("RGB", (width, height), "navy").save(target, "JPEG", exif=exif)
    return target.getvalue()


def test_a_photo_loses_what_tells_where_it_was_taken(client, officer):
    event = make_event(owner=officer.organisation)
    file = SimpleUploadedFile("Aminata Diallo.jpg", picture(), "image/jpeg")
    response = upload(
        client, event, "photos", image=file, caption_fr="Ouverture", credit="CRSS", position="1"
    )
    assert response.status_code == 302
    photo = Photo.objects.get()
    assert "Aminata" not in photo.image.name
    with Image.open(photo.image) as stored:
        assert dict(stored.getexif()) == {}
    photo.image.close()


def test_a_photo_comes_with_its_printed_copy_which_follows_it(client, officer):
    event = make_event(owner=officer.organisation)
    large = SimpleUploadedFile("p.jpg", picture(2000, 1000), "image/jpeg")
    row = {"caption_fr": "Ouverture", "credit": "CRSS", "position": "1"}
    upload(client, event, "photos", image=large, source=make_source().pk, **row)
    photo = Photo.objects.get()
    assert (photo.image.width, photo.printed.width, photo.printed.height) == (2000, 960, 480)

    data = data_of(client.get(sheet_url(event)))
    client.post(sheet_url(event), {**data, "photos-0-caption_fr": "Clôture"})
    kept = Photo.objects.get()
    assert (kept.caption, kept.printed.name) == ("Clôture", photo.printed.name)

    other = SimpleUploadedFile("p.jpg", picture(300, 400), "image/jpeg")
    data = data_of(client.get(sheet_url(event)))
    client.post(sheet_url(event), {**data, "photos-0-image": other})
    assert Photo.objects.get().printed.height == 400

    data = data_of(client.get(sheet_url(event)))
    client.post(sheet_url(event), {**data, "photos-0-image-clear": "on"})
    assert (Photo.objects.get().image, Photo.objects.get().printed) == ("", "")


def test_a_photo_is_somewhere(client, officer):
    event = make_event(owner=officer.organisation)
    response = upload(client, event, "photos", caption_fr="Ouverture", credit="CRSS")
    assert errors_of(response) == {
        "photos-0-image": ["Joignez l’image, ou dites dans quelle source elle a paru."]
    }
    row = {"caption_fr": "Ouverture", "credit": "CRSS", "source": make_source().pk}
    event = make_event(owner=officer.organisation)
    assert upload(client, event, "photos", **row).status_code == 302


def test_a_program_under_another_name_is_refused(client, officer):
    event = make_event(owner=officer.organisation)
    file = SimpleUploadedFile("rapport.pdf", b"MZ\x90\x00 program", "application/pdf")
    response = upload(client, event, "documents", title_fr="Rapport", kind="report", file=file)
    assert "n’est pas celui d’un fichier « .pdf »" in errors_of(response)["documents-0-file"][0]
    assert not Document.objects.exists()


@pytest.fixture
def document():
    event = make_published_event()
    file = ContentFile(b"%PDF-1.7 corps", name="Liste Aminata.pdf")
    return Document.objects.create(event=event, title_fr="Rapport", kind="report", file=file)


def address_of(document):
    return reverse("admin:events_event_file", args=[document.event_id, "document", document.pk])


def test_a_private_document_is_a_download_for_its_staff(client, document):
    log_in(client, make_user(organisation=document.event.owner))
    response = client.get(address_of(document))
    assert b"".join(response.streaming_content) == b"%PDF-1.7 corps"
    response.close()
    assert response["Content-Disposition"] == (
        f'attachment; filename="{document.event.reference}-document-{document.pk}.pdf"'
    )


def test_others_learn_nothing_of_it(client, document):
    log_in(client, make_user())
    assert client.get(address_of(document)).status_code == 404
    mine = make_event(owner=make_user(username="collegue").organisation)
    log_in(client, make_user(username="autre", organisation=mine.owner))
    crossed = reverse("admin:events_event_file", args=[mine.pk, "document", document.pk])
    assert client.get(crossed).status_code == 404
    assert client.get(address_of(document).replace("document", "participant")).status_code == 404


def test_a_file_lost_on_disk_is_not_an_error_page(client, document):
    document.file.storage.delete(document.file.name)
    log_in(client, make_user(organisation=document.event.owner))
    assert client.get(address_of(document)).status_code == 404


def test_the_page_links_to_the_file_through_the_rules(client, document):
    log_in(client, make_user(organisation=document.event.owner))
    page = client.get(sheet_url(document.event)).content.decode()
    assert address_of(document) in page
    assert document.file.name not in page
