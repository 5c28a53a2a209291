import pytest
from django.core.files.base import ContentFile

from events.models import Document, Photo
from tests.factories import make_event, make_published_event

pytestmark = pytest.mark.django_db


def make_document(event, **fields):
    return Document.objects.create(
        event=event,
        **{
            "kind": "agenda",
            "title_fr": "Ordre du jour",
            "file": ContentFile(b"%PDF-1.7", "x.pdf"),
            "is_public": True,
            **fields,
        },
    )


def address_of(document):
    return f"/fr/evenements/{document.event.reference}/documents/{document.pk}/"


def test_a_public_document_is_downloaded_under_its_title(client):
    document = make_document(make_published_event())
    response = client.get(address_of(document))
    assert b"".join(response) == b"%PDF-1.7"
    assert response["Content-Disposition"] == 'attachment; filename="ordre-du-jour.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "max-age=60" in response["Cache-Control"]
    page = client.get(document.event.get_absolute_url()).content.decode()
    assert address_of(document) in page and "(PDF, 8" in page


@pytest.mark.parametrize(
    ("make", "fields"),
    [
        (make_published_event, {"is_public": False}),
        (lambda: make_event(reference="RSS-ML-2023-9999"), {}),
        (lambda: make_published_event(sensitivity="region_and_month"), {}),
        (lambda: make_published_event(sensitivity="aggregate"), {}),
    ],
    ids=["not public", "of a draft", "of a protected place", "of an event in totals only"],
)
def test_no_other_document_leaves(client, make, fields):
    assert client.get(address_of(make_document(make(), **fields))).status_code == 404


def test_a_document_is_reached_through_its_own_event_only(client):
    document, other = make_document(make_published_event()), make_published_event()
    address = f"/fr/evenements/{other.reference}/documents/{document.pk}/"
    assert client.get(address).status_code == 404


def test_a_file_that_has_gone_is_a_page_that_is_not_found(client):
    document = make_document(make_published_event())
    document.file.storage.delete(document.file.name)
    assert client.get(address_of(document)).status_code == 404


def test_a_photo_needs_consent(client):
    event = make_published_event()
    image = {"image": ContentFile(b"\xff\xd8", "x.jpg"), "credit": "Crédit", "caption_fr": "La salle"}
    shown = Photo.objects.create(event=event, consent=True, **image)
    image["image"] = ContentFile(b"\xff\xd8", "y.jpg")
    hidden = Photo.objects.create(event=event, **image)
    folder = f"/fr/evenements/{event.reference}/photos"
    response = client.get(f"{folder}/{shown.pk}/")
    assert (response["Content-Type"], b"".join(response)) == ("image/jpeg", b"\xff\xd8")
    assert client.get(f"{folder}/{hidden.pk}/").status_code == 404
