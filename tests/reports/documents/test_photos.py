"""Photos on paper: with consent, small, and without what their files say beside them."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from events.models import Photo
from publication.questions.reading import event_facts
from reports.documents.photos import printed_photos
from tests.factories import make_published_event, make_source

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def make_photo(width=2000, height=1000, **fields):
    picture = BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "Appareil de la victime"
    Image.new("RGB", (width, height), "navy").save(picture, "JPEG", exif=exif)
    photo = Photo(event=make_published_event(), caption_fr="Plénière", credit="WANEP-Mali", **fields)
    photo.image.save("plenary.jpg", ContentFile(picture.getvalue()))
    return photo


def printed_of(photo):
    """As the report of its event prints them."""
    return printed_photos(event_facts(photo.event.reference).photos)


def test_a_photo_is_reduced_and_keeps_nothing_of_the_camera():
    (printed,) = printed_of(make_photo(consent=True))

    with Image.open(BytesIO(printed.content)) as picture:
        assert picture.size == (960, 480)
        assert not picture.getexif()
    assert b"victime" not in printed.content
    assert printed.asset.startswith("photos/")


def test_the_copy_made_at_the_upload_is_embedded_as_it_is():
    photo = make_photo(consent=True)
    photo.printed.save("printed.jpg", ContentFile(b"as it is"))

    (printed,) = printed_of(photo)

    assert printed.content == b"as it is"


def test_what_shows_its_ground_is_printed_on_white():
    target = BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(target, "PNG")
    photo = Photo(event=make_published_event(), caption_fr="Plénière", credit="WANEP-Mali", consent=True)
    photo.image.save("plenary.png", ContentFile(target.getvalue()))

    (printed,) = printed_of(photo)

    with Image.open(BytesIO(printed.content)) as picture:
        assert picture.getpixel((5, 5)) == (255, 255, 255)


def test_a_photo_without_consent_is_never_embedded():
    assert printed_of(make_photo(consent=False)) == ()


def test_a_photo_that_a_source_published_is_mentioned():
    photo = Photo.objects.create(
        event=make_published_event(),
        caption_fr="Photo de famille",
        credit="FES",
        source=make_source(title="Article"),
    )

    (printed,) = printed_of(photo)

    assert (printed.caption, printed.credit, printed.source, printed.asset) == (
        "Photo de famille",
        "FES",
        "Article",
        "",
    )


def test_a_lost_file_does_not_lose_the_report():
    photo = make_photo(consent=True)
    photo.image.storage.delete(photo.image.name)

    (printed,) = printed_of(photo)

    assert printed.asset == ""
