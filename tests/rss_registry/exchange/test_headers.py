import pytest

from events.resources import EventResource, HeadcountResource
from events.resources.workbook import SHEETS
from organisations.resources import (
    AgreementResource,
    OrganisationResource,
    PlaceResource,
    ProgrammeResource,
)
from rss_registry.exchange.columns import Text
from rss_registry.exchange.headers import LINE, recognise
from rss_registry.exchange.held_to_forms import FormHeldResource
from rss_registry.forms import RecordForm
from rss_registry.tabular import Record, Table
from rss_registry.text import fold

RESOURCES = [
    AgreementResource,
    EventResource,
    HeadcountResource,
    OrganisationResource,
    PlaceResource,
    ProgrammeResource,
]
TITLE = Text(fr="titre", en="title", aliases=("intitulé",))
PLACE = Text(fr="lieu", en="place")
TITLE.code, PLACE.code = "title_fr", "places"


def look_at(*rows):
    records = tuple(Record(line, tuple(cells)) for line, cells in enumerate(rows, 1) if any(cells))
    return recognise(Table(records), [TITLE, PLACE])


@pytest.mark.parametrize("header", ["Titre", "TITRE *", "title", "title_fr", "Intitule", " Intitulé "])
def test_headers_are_known_in_french_in_english_and_as_codes(header):
    layout, problems = look_at([header, "Lieu"], ["Forum", "Kati"])
    assert problems == []
    assert layout.lines() == [{"title_fr": "Forum", "places": "Kati", LINE: 2}]


def test_a_title_above_the_headers_is_passed_over():
    layout, problems = look_at(
        ["LISTE DES ACTIVITÉS 2024"], [None], [None, "Titre", "Lieu"], [None, "Forum", "Kati"]
    )
    assert problems == []
    assert layout.line == 3
    assert layout.lines() == [{"title_fr": "Forum", "places": "Kati", LINE: 4}]


def test_an_unknown_header_is_named_with_the_nearest_known_one():
    _, problems = look_at(["Tittre", "Lieu", "Budget voté"], ["Forum", "Kati", "12"])
    assert [(problem.line, problem.letter, problem.header) for problem in problems] == [
        (1, "A", "Tittre"),
        (1, "C", "Budget voté"),
    ]
    assert "Vouliez-vous dire « titre »" in problems[0].message
    assert "Vouliez-vous" not in problems[1].message


def test_a_header_that_comes_twice_is_refused_with_both_columns():
    _, problems = look_at(["Titre", "Lieu", "title_fr"], ["Forum", "Kati", "Forum"])
    assert [(problem.letter, problem.message) for problem in problems] == [
        ("C", "Cette colonne figure deux fois : colonne A (« Titre ») et ici. Ôtez-en une.")
    ]


def test_a_value_without_a_header_is_not_dropped_in_silence():
    _, problems = look_at(["Titre", "", "Lieu"], ["Forum", "perdu", "Kati"])
    assert [(problem.line, problem.letter) for problem in problems] == [(2, "B")]
    assert "perdu" in problems[0].message


@pytest.mark.parametrize(
    ("header", "what"),
    [
        ("Ethnie", "l’origine ethnique"),
        ("Groupe ethnique", "l’origine ethnique"),
        ("Ethnic group", "l’origine ethnique"),
        ("RELIGION", "la religion"),
        ("Confession religieuse", "la religion"),
        ("Parti politique", "l’opinion politique"),
        ("Appartenance politique", "l’opinion politique"),
        ("Political party", "l’opinion politique"),
        ("Syndicat", "l’appartenance syndicale"),
        ("Trade union", "l’appartenance syndicale"),
    ],
)
def test_what_the_register_never_keeps_of_a_person_is_refused_by_name_and_says_why(header, what):
    _, problems = look_at(["Titre", header], ["Forum", "x"])
    assert [problem.header for problem in problems] == [header]
    assert f"ne garde jamais {what} d’une personne" in problems[0].message
    assert "2013-015" in problems[0].message


@pytest.mark.parametrize("resource", RESOURCES)
def test_no_two_columns_of_a_table_answer_to_the_same_header(resource):
    known = {}
    for code, column in resource.fields.items():
        for name in column.known_as():
            assert known.setdefault(fold(name), code) == code, name


@pytest.mark.parametrize("resource", SHEETS)
def test_every_line_is_held_to_a_form_of_the_admin(resource):
    assert issubclass(resource, FormHeldResource) and issubclass(resource.form_class, RecordForm)
    # The form names its fields, or the table does.
    assert resource.form_fields or hasattr(resource.form_class, "_meta") and resource.form_class._meta.model
