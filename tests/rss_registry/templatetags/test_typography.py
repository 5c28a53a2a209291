import pytest
from django.template import Context, Template
from django.utils.translation import override

from rss_registry.signs import semicolons
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


def test_a_list_is_set_text_by_text_and_nothing_is_escaped_twice():
    template = Template('{% load typography %}{{ names|typeset|join:" – " }} | {{ names|join:", "|typeset }}')
    printed = template.render(Context({"names": ["l'eau & l'air", "<b> !"]}))
    assert printed == "l’eau &amp; l’air – &lt;b&gt;\u202f! | l&#x27;eau &amp; l&#x27;air, &lt;b&gt;\u202f!"


def test_signs_have_their_spaces_in_french_only():
    template = Template("{% load typography %}a{% colon %}b{% semicolon %}c")
    with override("fr"):
        assert template.render(Context()) == "a\u00a0: b\u202f; c"
        assert semicolons(["a", "", "b"]) == "a\u202f; b"
    with override("en"):
        assert template.render(Context()) == "a: b; c"


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
