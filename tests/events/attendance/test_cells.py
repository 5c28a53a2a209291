from datetime import date

import pytest
from django.utils.translation import override

from events.attendance import cells
from events.attendance.ages import age_band, is_open_band
from events.attendance.headings import HEADINGS, Use, uses_of
from events.attendance.names import without_title
from events.attendance.phones import digits_of, in_one_cell, phones_in
from events.enums import AgeBand, Category, Sex

ON = date(2023, 10, 12)


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        (76123401, ["+223 76 12 34 01"]),
        (76123401.0, ["+223 76 12 34 01"]),
        ("76123401.0", ["+223 76 12 34 01"]),
        ("7.6123401E7", ["+223 76 12 34 01"]),
        ("7,6123401E+07", ["+223 76 12 34 01"]),
        ("76 123 401", ["+223 76 12 34 01"]),
        ("76.12.34.01", ["+223 76 12 34 01"]),
        ("(+223) 76-12-34-01", ["+223 76 12 34 01"]),
        (22376123401, ["+223 76 12 34 01"]),
        ("0022376123401", ["+223 76 12 34 01"]),
        ("Tél : 76 12 34 01", ["+223 76 12 34 01"]),
        ("76 12 34 01 / 66 12 34 02", ["+223 76 12 34 01", "+223 66 12 34 02"]),
        ("76123401 66123402", ["+223 76 12 34 01", "+223 66 12 34 02"]),
        ("76 12 34 01 66 12 34 02", ["+223 76 12 34 01", "+223 66 12 34 02"]),
        ("76123401\n66123402", ["+223 76 12 34 01", "+223 66 12 34 02"]),
        ("+33 6 12 34 56 78", ["+33612345678"]),
        ("+226 70 12 34 56", ["+22670123456"]),
        ("76 12 34", []),
        ("ADD", []),
        (12, []),
        (True, []),
        (None, []),
        ("12/10/2023", []),
    ],
)
def test_telephones(cell, numbers):
    assert list(phones_in(cell)) == numbers


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_words_of_the_register_itself_are_understood(language):
    with override(language):
        assert [age_band(str(label), None) or "" for label in AgeBand.labels] == AgeBand.values
        assert [cells.sex_in(str(label)) or "" for label in Sex.labels] == Sex.values
        listed = dict(Category.listed())
        assert [cells.category_in(str(label)) for label in listed.values()] == list(listed)
        assert all(cells.is_not_stated(str(choices("").label)) for choices in (AgeBand, Sex, Category))
        # « Nom » alone is the whole name, unless a column of given names stands beside it.
        own = {use: str(heading) for use, heading in HEADINGS.items() if use != Use.FAMILY_NAME}
        assert {use: uses_of(heading)[0] for use, heading in own.items()} == {use: (use, 1.0) for use in own}


def test_two_numbers_share_a_cell_and_never_more_than_it_holds():
    assert in_one_cell(["+223 76 12 34 01", "+223 76 12 34 01"]) == "+223 76 12 34 01"
    three = in_one_cell(["+223 76 12 34 01", "+223 66 12 34 02", "+223 79 12 34 03"])
    assert three == "+223 76 12 34 01 / +223 66 12 34 02" and len(three) <= 40
    assert digits_of("+223 76 12 34 01") == digits_of("76.12.34.01")


@pytest.mark.parametrize(
    ("cell", "band"),
    [
        (17, "under_18"),
        ("18", "18_35"),
        ("35 ans", "18_35"),
        (36.0, "36_59"),
        (60, "60_plus"),
        ("18-35 ans", "18_35"),
        ("36 – 59", "36_59"),
        ("60+", "60_plus"),
        ("< 18", "under_18"),
        ("Moins de 18 ans", "under_18"),
        ("60 ans et plus", "60_plus"),
        (1990, "18_35"),
        ("vers 1950", "60_plus"),
        (date(2005, 10, 13), "under_18"),
        (date(2005, 10, 12), "18_35"),
        ("13/10/1987", "18_35"),
        ("12.10.1987", "36_59"),
        (0, None),
        (-4, None),
        (150, None),
        ("Sikasso", None),
        ("31/02/1990", None),
        ("36 ans et plus", None),
    ],
)
def test_of_an_age_only_the_band(cell, band):
    assert age_band(cell, ON) == band


def test_an_age_over_several_bands_is_known_as_such():
    assert (
        is_open_band("36 ans et +") and is_open_band("plus de 35 ans") and not is_open_band("36 ans Sikasso")
    )


@pytest.mark.parametrize(
    ("name", "left", "sex"),
    [
        ("Mme Awa Traoré", "Awa Traoré", "women"),
        ("MLLE. Sira Ba", "Sira Ba", "women"),
        ("M. Oumar Sy", "Oumar Sy", "men"),
        ("Mr Oumar Sy", "Oumar Sy", "men"),
        ("El Hadj Oumar Sy", "El Hadj Oumar Sy", "men"),
        ("Hadja Awa Sy", "Hadja Awa Sy", "women"),
        ("Awa Sy (Mme)", "Awa Sy", "women"),
        ("3. Awa Sy", "Awa Sy", None),
        ("Mmadi Keïta", "Mmadi Keïta", None),
        ("M Oumar", "M Oumar", None),
        ("Dr Awa Sy", "Dr Awa Sy", None),
        ("Mme", "Mme", None),
    ],
)
def test_titles_tell_the_sex_and_courtesy_leaves(name, left, sex):
    assert without_title(name) == (left, sex)


@pytest.mark.parametrize(
    ("cell", "mark"),
    [
        *((sign, True) for sign in ("x", "X", 1, "oui", "P", "présente", "√", "✓", True)),
        *((sign, False) for sign in ("A", "abs", "Absent(e)", 0, "non", "-", False)),
        *((sign, None) for sign in ("FT", "", None, date(2023, 1, 1))),
    ],
)
def test_marks_of_presence(cell, mark):
    assert cells.mark_in(cell) is mark


@pytest.mark.parametrize("cell", ["Idem", "idem", "//", '"', "''", "-//-", "-do-", "〃", "»", "Id."])
def test_what_repeats_the_cell_above(cell):
    assert cells.is_ditto(cell)


@pytest.mark.parametrize("cell", ["-", "Ide", "ADD", "x", None, 3])
def test_what_does_not(cell):
    assert not cells.is_ditto(cell)


def test_what_is_a_name_and_what_is_an_office_or_a_body():
    names = ["Fatoumata TRAORE", "Moussa Ag Acharatoumane", "N'Diaye Aïssata", "KONÉ Awa épouse DIALLO"]
    assert all(map(cells.looks_like_name, names))
    others = ["ONG Tassaght", "Chef de village", "76 12 34 01", "Awa", "awa@exemple.ml", "Mairie de Gao", 12]
    assert not any(map(cells.looks_like_name, others))
