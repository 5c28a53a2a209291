import pytest
from django.utils.translation import override

from rss_registry.templatetags.typography import percent, raised, shortened, typeset


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Thème : la sécurité", "Thème\u00a0: la sécurité"),
        ("« Sécurité pour tous »", "«\u00a0Sécurité pour tous\u00a0»"),
        ("Qui ? Nous !", "Qui\u202f? Nous\u202f!"),
        ("l'alliance", "l’alliance"),
        ("Atelier n° 12", "Atelier n°\u00a012"),
        ("https://exemple.ml:80/a?b", "https://exemple.ml:80/a?b"),
    ],
)
def test_typed_text_is_set_as_a_printer_would(typed, printed):
    assert typeset(typed) == printed


def test_a_percentage_has_its_space_in_french_only():
    with override("fr"):
        assert percent(38.9) == "39\u202f%"
    with override("en"):
        assert percent(38.9) == "39%"


def test_the_ending_of_a_french_ordinal_is_raised():
    with override("fr"):
        assert raised("29 février – 1er mars 2024") == "29 février – 1<sup>er</sup> mars 2024"
        assert raised("2e de 5 <b>") == "2<sup>e</sup> de 5 &lt;b&gt;"
    with override("en"):
        assert raised("1 March 2024") == "1 March 2024"


@pytest.mark.parametrize(
    ("text", "shown"),
    [("la paix", "la paix"), ("la paix durable", "la paix…"), ("https://exemple.ml", "https://exe…")],
    ids=["short", "between words", "one word"],
)
def test_a_long_title_is_cut_between_two_words(text, shown):
    assert shortened(text, 12) == shown
