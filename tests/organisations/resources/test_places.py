import pytest

from organisations.enums import PlaceKind
from organisations.models import Place
from tests.factories import make_coordinator, make_place, make_user
from tests.importing import as_csv, as_xlsx, confirm, import_file, problems, send, text_of

pytestmark = pytest.mark.django_db
PLACES = "organisations_place"


def test_a_new_place_is_shown_then_imported(client):
    client.force_login(make_coordinator())
    region = make_place(name_fr="Ségou", slug="segou")
    page = send(client, PLACES, as_csv(["Nom", "TYPE", "Fait partie de"], ["Markala", "commune", "Ségou"]))
    assert "1 ligne nouvelle" in text_of(page)
    assert not Place.objects.filter(name_fr="Markala").exists()
    answer = confirm(client, PLACES, page)
    print(text_of(answer))
    markala = Place.objects.get(name_fr="Markala")
    assert (markala.slug, markala.kind, markala.parent) == ("markala", PlaceKind.COMMUNE, region)
