from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from rss_registry.files import clean_photo


def test_a_photo_of_several_pictures_is_kept_as_one_jpeg():
    content, second = BytesIO(), Image.new("RGB", (20, 20), "blue")
    Image.new("RGB", (20, 20), "red").save(content, "MPO", save_all=True, append_images=[second])
    kept = clean_photo(SimpleUploadedFile("photo.jpg", content.getvalue()), 1_000_000)
    assert kept.name == "photo.jpg"
    with Image.open(kept) as picture:
        assert (picture.format, getattr(picture, "n_frames", 1)) == ("JPEG", 1)
