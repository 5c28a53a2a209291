from datetime import date, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from rss_registry.exchange.cells import (
    bulleted,
    day_of,
    decimal_of,
    flag_of,
    items_of,
    lines_of,
    listed,
    month_of,
    text_of,
    whole_of,
)

# What a text column holds once it has been stored: stripped, one kind of line break, no control signs.
STORED = (
    st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.just("\n"), min_size=1)
    .map(lambda text: text_of(text))
    .filter(bool)
)


def sentence(understand, cell):
    with pytest.raises(ValidationError) as refused:
        understand(cell)
    return refused.value.messages[0]


@pytest.mark.parametrize(
    "cell",
    [
        "29/02/2024",
        "29.02.2024",
        "29-2-2024",
        "2024-02-29",
        "2024-02-29T00:00:00",
        "29 février 2024",
        "jeudi 29 févr. 2024",
        "29 February 2024",
        date(2024, 2, 29),
        datetime(2024, 2, 29, 9, 30),
    ],
)
def test_a_day_is_understood_however_it_is_written(cell):
    assert day_of(cell) == date(2024, 2, 29)


def test_the_first_of_a_month_is_understood():
    assert day_of("1er mars 2024") == date(2024, 3, 1)


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("31/02/2024", "« 31/02/2024 » n’existe pas dans le calendrier : vérifiez le jour et le mois."),
        ("29/02/2023", "« 29/02/2023 » n’existe pas dans le calendrier : vérifiez le jour et le mois."),
        ("02/29/2024", "« 02/29/2024 » : le jour vient avant le mois (JJ/MM/AAAA)."),
        ("29/02/24", "« 29/02/24 » : écrivez l’année en quatre chiffres."),
        ("29/02/0024", "« 29/02/0024 » : l’année est invraisemblable."),
        ("mars 2024", "« mars 2024 » n’est pas une date : écrivez JJ/MM/AAAA, par exemple 29/02/2024."),
        (45351, "« 45351 » n’est pas une date : écrivez JJ/MM/AAAA, par exemple 29/02/2024."),
    ],
)
def test_what_is_no_day_is_refused_with_what_to_write(cell, said):
    assert sentence(day_of, cell) == said


@pytest.mark.parametrize("cell", [1234, 1234.0, "1234", "1 234", "1\u202f234", "1\u00a0234", "1'234"])
def test_a_whole_number_is_understood_with_its_thousands_apart(cell):
    assert whole_of(cell) == 1234


@pytest.mark.parametrize(
    "cell", ["12,5", 12.5, "douze", "1e3", "١٢", "", True, "9" * 40, 1e300, float("nan"), float("inf")]
)
def test_what_is_no_whole_number_is_refused(cell):
    assert "n’est pas un nombre entier" in sentence(whole_of, cell)


@pytest.mark.parametrize("cell", ["1 500,50", "1500.50", "1.500,50", "1,500.50", Decimal("1500.50"), 1500.5])
def test_an_amount_is_understood_with_a_comma_or_a_point(cell):
    assert decimal_of(cell) == Decimal("1500.5")


@pytest.mark.parametrize("cell", ["nan", "inf", "1e9", "1,2,3", "-", float("nan"), float("inf")])
def test_what_is_no_amount_is_refused(cell):
    assert "n’est pas un nombre" in sentence(decimal_of, cell)


def test_yes_and_no_are_understood_as_people_tick_boxes():
    assert [flag_of(cell) for cell in ("oui", "X", "Yes", "✓", True, "1")] == [True] * 6
    assert [flag_of(cell) for cell in ("non", "No", "faux", False, "0")] == [False] * 5
    assert sentence(flag_of, "peut-être") == "« peut-être » : écrivez « oui » ou « non »."


def test_a_date_that_the_spreadsheet_made_of_a_text_is_not_stored_as_one():
    assert "mettez-la au format « Texte »" in sentence(text_of, datetime(2024, 3, 1))


def test_an_invisible_sign_is_refused():
    assert "signe invisible" in sentence(text_of, "Kati\x07")


def test_several_values_stand_in_one_cell():
    assert items_of("WANEP ; FES|CRSS\nADD;;") == ["WANEP", "FES", "CRSS", "ADD"]
    assert lines_of("- un\n- deux ; trois\n  suite") == ["un", "deux ; trois\nsuite"]
    assert lines_of("un\ndeux") == ["un", "deux"]


@given(st.lists(STORED, min_size=1))
def test_a_list_of_any_texts_is_given_back_to_the_letter(texts):
    assert lines_of(bulleted(texts)) == texts
    assert items_of(listed(texts)) == texts


def test_signs_that_turn_a_text_around_are_left_out_and_the_text_stays():
    assert text_of("\u202a+223 76 54 32 10\u202c") == "+223 76 54 32 10"
    assert text_of("facture\u202egpj.exe") == "facturegpj.exe"


@pytest.mark.parametrize("text", ["mars 2027", "Mars 2027", " 03/2027", "3.2027", "2027-03", "march 2027"])
def test_a_month_is_read_as_people_write_it(text):
    assert month_of(text) == date(2027, 3, 1)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("bientôt", "not_a_month"),
        ("13/2027", "no_such_day"),
        ("mars 1027", "odd_year"),
        ("mars", "not_a_month"),
    ],
)
def test_what_is_no_month_is_refused(text, code):
    with pytest.raises(ValidationError) as refused:
        month_of(text)
    assert refused.value.code == code
