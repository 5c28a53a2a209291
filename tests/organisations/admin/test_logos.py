"""The logo of an organisation: sent by its own staff, drawn anew, told to nobody but staff."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from organisations.models import Organisation
from tests.admin_forms import admin_url, data_of, errors_of
from tests.factories import make_organisation

pytestmark = pytest.mark.django_db


def drawn():
    target = BytesIO()
    picture = Image.new("RGBA", (800, 400), (0, 0, 0, 0))
    ImageDraw.Draw(picture).ellipse((200, 100, 600, 300), fill="navy")
    picture.save(target, "WEBP")
    return target.getvalue()


def send(client, organisation, **fields):
    address = admin_url(organisation, "change")
    return client.post(address, data_of(client.get(address)) | fields)


def test_staff_send_the_logo_of_their_organisation_and_see_it(client, officer):
    organisation = officer.organisation
    file = SimpleUploadedFile("Logo de Mme Diallo.webp", drawn(), "image/webp")
    assert send(client, organisation, logo=file).status_code == 302
    organisation.refresh_from_db()
    assert organisation.logo.name.startswith("organisations/")
    assert organisation.logo.name.endswith(".png")
    with organisation.logo.open() as stored, Image.open(stored) as picture:
        assert picture.size == (401, 201)
    address = admin_url(organisation, "logo")
    assert address in client.get(admin_url(organisation, "change")).content.decode()
    response = client.get(address)
    assert response["Content-Type"] == "image/png"
    assert response.getvalue().startswith(b"\x89PNG")


def test_a_drawing_that_could_run_programs_is_refused_in_words(client, officer):
    file = SimpleUploadedFile("logo.svg", b"<svg onload='x'/>", "image/svg+xml")
    response = send(client, officer.organisation, logo=file)
    assert response.status_code == 200
    assert "logo" in errors_of(response)
    assert not Organisation.objects.exclude(logo="").exists()


def test_the_logo_of_another_organisation_is_only_looked_at(client, officer):
    other = make_organisation()
    other.logo.save("logo.png", SimpleUploadedFile("logo.png", drawn()))
    page = client.get(admin_url(other, "change")).content.decode()
    assert admin_url(other, "logo") in page
    assert 'type="file"' not in page


def test_a_past_version_says_that_there_was_a_logo(client, officer):
    organisation = officer.organisation
    organisation.logo.save("logo.png", SimpleUploadedFile("logo.png", drawn()))
    version = organisation.history.first()
    page = client.get(admin_url(organisation, "simple_history", version.pk))
    assert ("logo", "un fichier") in page.context["values"]


def test_without_a_logo_there_is_nothing_to_see(client, officer):
    assert client.get(admin_url(officer.organisation, "logo")).status_code == 404
