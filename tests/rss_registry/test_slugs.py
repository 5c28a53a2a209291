import pytest

from organisations.models import Organisation
from rss_registry.slugs import slug_of, unique_slug
from tests.factories import make_organisation


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Réseau national (RENEDEP)", "reseau-national-renedep"),
        ("  L’Éveil – œuvre  ", "l-eveil-oeuvre"),
        ("Kɔrɔ ɲɛtaa", "koro-netaa"),
        ("…", ""),
    ],
)
def test_a_slug_is_plain_letters(text, slug):
    assert slug_of(text) == slug


def test_a_long_slug_is_cut_at_a_word():
    assert slug_of("Commission nationale des droits", 20) == "commission-nationale"
    assert slug_of("Anticonstitutionnellement", 10) == "anticonsti"


@pytest.mark.django_db
def test_the_first_free_name_is_taken_then_the_last_is_numbered():
    rows = Organisation.objects.all()
    assert unique_slug(rows, "ADD", "Alliance") == "add"
    make_organisation(slug="add")
    assert unique_slug(rows, "ADD", "Alliance") == "alliance"
    make_organisation(slug="alliance")
    assert unique_slug(rows, "ADD", "Alliance") == "alliance-2"
    assert unique_slug(rows, "", "…") == "sans-nom"
