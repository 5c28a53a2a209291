import gzip

import pytest

pytestmark = pytest.mark.django_db

ABOUT = "/fr/a-propos/"


def test_a_public_page_travels_compressed_to_those_who_can_read_it(client):
    plain = client.get(ABOUT)
    packed = client.get(ABOUT, headers={"accept-encoding": "gzip"})
    assert gzip.decompress(packed.content) == plain.content
    assert len(packed.content) < len(plain.content) / 2


def test_a_reader_who_has_the_page_already_gets_no_body(client):
    etag = client.get(ABOUT)["ETag"]
    again = client.get(ABOUT, headers={"if-none-match": etag})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_a_public_page_is_read_and_never_written_to(client, method):
    assert getattr(client, method)(ABOUT).status_code == 405
