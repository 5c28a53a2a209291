import pytest
from django.utils.translation import gettext, override

from rss_registry.library_texts import LIBRARY_TEXTS


@pytest.mark.parametrize("text", LIBRARY_TEXTS)
def test_our_french_stands_before_that_of_the_libraries(text):
    with override("fr"):
        assert gettext(text) != text
    with override("en"):
        assert gettext(text) == text


def test_our_catalogue_leaves_the_french_of_django_as_it_is():
    with override("fr"):
        assert [gettext(text) for text in ("Home", "History", "View", "Search")] == [
            "Accueil",
            "Historique",
            "Afficher",
            "Rechercher",
        ]


def test_a_history_has_a_french_title():
    with override("fr"):
        assert gettext("View history: %s") % "Atelier" == "Historique : Atelier".replace(" :", "\u00a0:")
