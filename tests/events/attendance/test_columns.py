import tomllib
from datetime import date
from pathlib import Path

import pytest

from events.attendance import headings
from events.attendance.columns import guess
from events.attendance.headings import Use, uses_of
from events.attendance.layout import lay_out
from events.attendance.moments import Moment
from events.attendance.rows import entries
from rss_registry.never_kept import never_kept
from rss_registry.sheets import read_sheets
from rss_registry.text import fold
from tests.events.attendance.files import described, written
from tests.events.attendance.reading import LISTS_OF_SHEETS, sheet_of

DAY = date(2023, 10, 12)


def guessed(text, **context):
    return guess(lay_out(sheet_of(text)), **context)


def uses(text, **context):
    return [found.use for found in guessed(text, **context).values()]


def test_the_reasons_count_the_cells():
    rows = "\n".join(f"Awa Traoré {chr(97 + n)}ba | 76 12 34 {n:02}" for n in range(18))
    found = guessed(f"Nom et prénom | Contact\n{rows}\nAli Sow | ?\nIssa Ba | Gao")
    assert found[1].use == Use.CONTACT
    assert "18" in found[1].reasons[1] and "20" in found[1].reasons[1] and "Contact" in found[1].reasons[0]


def test_cells_contradict_their_heading():
    # « Numéro » of telephones, « Titre » that is a courtesy, « Adresse » that is an e-mail.
    text = """Numéro | Nom et prénom | Titre | Adresse
76 12 34 01 | Awa Traoré | Mme | awa@exemple.ml
76 12 34 02 | Ali Sow | M. | ali@exemple.ml
76 12 34 03 | Sira Ba | Mme | sira@exemple.ml"""
    assert uses(text) == [Use.PHONE, Use.FULL_NAME, Use.SEX, Use.EMAIL]


def test_a_column_under_no_heading_is_told_by_its_cells():
    text = """N° | Nom et prénom | |
1 | Awa Traoré | F | 76 12 34 01
2 | Ali Sow | H | 76 12 34 02"""
    assert uses(text) == [Use.NUMBER, Use.FULL_NAME, Use.SEX, Use.PHONE]


def test_no_use_is_given_twice_but_presence():
    text = """Nom et prénom | Tel | Téléphone | Mobile | J1 | J2
Awa Traoré | 76 12 34 01 | 66 12 34 01 | 79 12 34 01 | x | x"""
    found = uses(text, first_day=DAY, last_day=date(2023, 10, 13))
    once = [use for use in found if use not in Use.repeatable()]
    assert len(once) == len(set(once))
    assert found[-2:] == [Use.PRESENCE, Use.PRESENCE]


def test_what_was_chosen_before_for_a_heading_is_chosen_again_unless_it_is_never_kept():
    text = "Nom et prénom | Ancrage | Ethnie\nAwa Traoré | ADD | x"
    remembered = {"ancrage": "organisation", "ethnie": "category", "nom et prenom": "nonsense"}
    assert uses(text, remembered=remembered) == [Use.FULL_NAME, Use.ORGANISATION, Use.FORBIDDEN]


def test_a_signature_of_one_day_is_a_presence_and_of_several_days_nothing():
    text = "Nom et prénom | Émargement\nAwa Traoré | x\nAli Sow | "
    assert guessed(text, first_day=DAY, last_day=DAY)[1].moment == Moment(DAY)
    assert uses(text, first_day=DAY, last_day=date(2023, 10, 13))[1] == Use.SIGNATURE


def test_sums_of_money_under_a_day_are_no_presences():
    text = "Nom et prénom | J1 | J2\nAwa Traoré | 5000 | 5000\nAli Sow | 5000 | 7500\nSira Ba | 5000 | 5000"
    assert Use.PRESENCE not in uses(text, first_day=DAY, last_day=date(2023, 10, 13))


@pytest.mark.parametrize(
    "heading", ["Ethnie", "Groupe ethnique", "Religion", "Confession religieuse", "Parti", "Parti politique",
                "Political party", "Syndicat", "Appartenance syndicale", "Tribe"]
)  # fmt: skip
def test_headings_of_what_is_never_kept(heading):
    assert uses_of(heading) == ((Use.FORBIDDEN, 1.0),)


@pytest.mark.parametrize("heading", ["Partie prenante", "Nom", "Structure", "Commune", "Département"])
def test_headings_that_only_resemble_them(heading):
    assert never_kept(heading) is None


def test_cells_that_are_never_kept_come_out_nowhere():
    list_ = described("lists/18_never_kept")
    layout = lay_out(read_sheets(written(list_))[0])
    found = guess(layout, first_day=list_["first_day"], last_day=list_["last_day"])
    # Not even where somebody asks for them.
    asked = {index: (one.use, one.moment) for index, one in found.items()}
    asked[2] = (Use.FUNCTION, None)
    people = entries("", layout, asked, lambda name: None)
    assert "TABOU" not in repr((layout, found, people))
    assert [found[index].use for index in (2, 4, 6, 8)] == [Use.FORBIDDEN] * 4
    assert all(found[index].reasons for index in (2, 4, 6, 8))


@pytest.mark.parametrize("name", LISTS_OF_SHEETS)
def test_every_guess_says_why(name):
    for sheet in read_sheets(written(described(name))):
        assert all(found.reasons and 0 <= found.score <= 1 for found in guess(lay_out(sheet)).values())


def test_every_heading_of_the_table_is_folded():
    known = tomllib.loads(Path(headings.__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    every = [words for several in known.values() for words in several]
    assert [words for words in every if fold(words) != words] == []


def test_the_evening_of_a_programme_without_one_is_its_afternoon():
    text = "Nom et prénom | J1 matin | J1 soir\nAwa Traoré | x | x\nAli Sow | x | x\nSira Ba | x | x"
    morning, afternoon, evening = (Moment(DAY, half) for half in ("morning", "afternoon", "evening"))
    planned = guessed(text, first_day=DAY, last_day=DAY, moments=[morning, afternoon])
    assert [planned[index].moment for index in (1, 2)] == [morning, afternoon]
    planned = guessed(text, first_day=DAY, last_day=DAY, moments=[morning, evening])
    assert planned[2].moment == evening


def test_what_was_chosen_for_two_headings_of_other_lists_is_given_once():
    remembered = {"nom": "full_name", "participant": "full_name"}
    found = uses("Nom | Participant | Sexe\nAwa Traoré | oui | F\nAli Sow | oui | M", remembered=remembered)
    assert found.count(Use.FULL_NAME) == 1
