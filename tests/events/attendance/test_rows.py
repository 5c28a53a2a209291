from datetime import date

from events.attendance.headings import Use
from events.attendance.layout import lay_out
from events.attendance.moments import Moment
from events.attendance.rows import entries
from tests.events.attendance.reading import known_organisation, sheet_of

DAY = date(2023, 10, 12)
U = Use


def read(text, *uses, **more):
    """The people of a list whose columns are used as told."""
    told = {
        index: use if isinstance(use, tuple) else (use, None)
        for index, use in enumerate(uses)
        if use is not None
    }
    return entries("Feuil1", lay_out(sheet_of(text), 1), told, known_organisation, first_day=DAY, **more)


def test_only_what_is_stated_is_a_value_and_what_was_typed_is_kept_beside():
    (person,) = read("Nom | Tel | Fonction\nAwa TRAORE | 76123401. |", U.FULL_NAME, U.PHONE, U.FUNCTION)
    assert person.values == {"full_name": "Awa TRAORE", "phone": "+223 76 12 34 01"}
    assert person.raw == {"full_name": "Awa TRAORE", "phone": "76123401"}
    assert (person.sheet, person.line, person.problems) == ("Feuil1", 2, {})


def test_problems_stand_at_their_field_and_the_row_stays():
    people = read(
        "Nom | Sexe | Âge | Mail | Tel\n | F | | |\n'123 | F | | |\nAwa Ba | ? | 150 | awa | 76 12\n"
        f"{'A' * 201} B | F | | |",
        U.FULL_NAME,
        U.SEX,
        U.AGE,
        U.EMAIL,
        U.PHONE,
    )
    assert [sorted(person.problems) for person in people] == [
        ["full_name"],
        ["full_name"],
        ["age_band", "email", "phone", "sex"],
        ["full_name"],
    ]


def test_a_cell_that_the_spreadsheet_cannot_compute_is_a_problem_of_its_field():
    from rss_registry.sheets import Sheet, Unreadable

    sheet = Sheet("", (("Nom", "Tel"), ("Awa Ba", Unreadable("#REF!")), (Unreadable("#N/A"), "76 12 34 01")))
    people = entries("", lay_out(sheet), {0: (U.FULL_NAME, None), 1: (U.PHONE, None)}, known_organisation)
    assert [list(person.problems) for person in people] == [["phone"], ["full_name"]]
    assert "#REF!" in people[0].problems["phone"]


def test_a_birth_leaves_nothing_but_its_band():
    people = read("Nom | Né le\nAwa Ba | @1990-05-06\nAli Sow | 06/05/1950", U.FULL_NAME, U.AGE)
    assert [person.values["age_band"] for person in people] == ["18_35", "60_plus"]
    assert "1990" not in repr(people) and "1950" not in repr(people)


def test_numbers_that_begin_anew_are_no_numbers():
    once = read("N | Nom\n1 | Awa Ba\n2 | Ali Sow", U.NUMBER, U.FULL_NAME)
    assert [person.values.get("number") for person in once] == [1, 2]
    again = read("N | Nom\n1 | Awa Ba\n2 | Ali Sow\n1 | Sira Ba", U.NUMBER, U.FULL_NAME)
    assert [person.values.get("number") for person in again] == [None, None, None]


def test_what_a_blank_cell_of_a_presence_means_follows_the_column():
    first, second, third = ((U.PRESENCE, Moment(date(2023, 10, day))) for day in (12, 13, 14))
    people = read(
        "Nom | J1 | J2 | J3\nAwa Ba | x | P |\nAli Sow | | A |\nSira Ba | | |",
        U.FULL_NAME,
        first,
        second,
        third,
    )
    assert [person.presences for person in people] == [
        {Moment(DAY): True, second[1]: True},
        {Moment(DAY): False, second[1]: False},
        {Moment(DAY): False},
    ]


def test_a_cross_is_a_presence_alone_and_an_absence_beside_checks():
    first = (U.PRESENCE, Moment(DAY))
    alone = read("Nom | J1\nAwa Ba | ✗\nAli Sow | x", U.FULL_NAME, first)
    beside = read("Nom | J1\nAwa Ba | ✗\nAli Sow | ✓", U.FULL_NAME, first)
    assert [person.presences[first[1]] for person in (*alone, *beside)] == [True, True, False, True]


def test_a_sheet_of_one_day_says_when_its_people_were_there():
    people = read("Nom | Tel\nAwa Ba |", U.FULL_NAME, U.PHONE, present_at=Moment(DAY, "morning"))
    assert people[0].presences == {Moment(DAY, "morning"): True}


def test_a_group_says_the_organisation_the_category_or_the_day():
    people = read(
        "Nom | Tel\nCAFO\nAwa Ba | 76 12 34 01\nC) Médias\nAli Sow | 1\nJour 2\nSira Ba | 2",
        U.FULL_NAME,
        U.PHONE,
        last_day=date(2023, 10, 13),
    )
    assert people[0].values["organisation"] == 13
    assert people[1].values["category"] == "media" and "organisation_name" not in people[1].values
    assert people[2].presences == {Moment(date(2023, 10, 13)): True}
    assert all(person.notices for person in people[:2])


def test_function_and_organisation_are_parted_only_where_it_is_clear():
    people = read(
        "Nom | F\nA Ba | Présidente / CAFO\nA Bb | Mairie de Gao, conseiller\nA Bc | Chargée de l'appui\n"
        "A Bd | ONG Benkadi\nA Be | Secrétaire / Trésorière",
        U.FULL_NAME,
        U.FUNCTION_AND_ORGANISATION,
    )
    told = [
        {code: value for code, value in person.values.items() if code != "full_name"} for person in people
    ]
    assert told == [
        {"function": "Présidente", "organisation": 13},
        {"function": "conseiller", "organisation_name": "Mairie de Gao"},
        {"function": "Chargée de l'appui"},
        {"organisation_name": "ONG Benkadi"},
        {"function": "Secrétaire / Trésorière"},
    ]


def test_boxes_that_contradict_each_other():
    people = read(
        "Nom | F | H | oui | non\nAwa Ba | x | x | x |\nAli Sow | | x | | x\nSira Ba | x | | x | x",
        U.FULL_NAME,
        U.WOMEN,
        U.MEN,
        U.PHOTO_YES,
        U.PHOTO_NO,
    )
    assert [list(person.problems) for person in people] == [["sex"], [], ["photo_consent"]]
    assert people[1].values == {"full_name": "Ali Sow", "sex": "men", "photo_consent": False}


def test_contacts_find_their_place_whatever_the_column():
    people = read(
        "Nom | Tel | Mail\nA Ba | awa@exemple.ml | 76 12 34 01\nA Bb | néant | -\n"
        "A Bc | 76 12 34 01 Awa@Exemple.ml |",
        U.FULL_NAME,
        U.PHONE,
        U.EMAIL,
    )
    assert [person.problems for person in people] == [{}, {}, {}]
    assert people[0].values == people[2].values | {"full_name": "A Ba"}
    assert people[0].values["email"] == "awa@exemple.ml" and people[1].values == {"full_name": "A Bb"}


def test_to_have_no_address_is_no_mistake():
    lines = (
        "A Ba | pas de mail | n'a pas\nA Bb | sans adresse | Aucun numéro\nA Bc | Non communiqué | no e-mail"
    )
    people = read(f"Nom | Tel | Mail\n{lines}", U.FULL_NAME, U.PHONE, U.EMAIL)
    assert [(set(person.values), person.problems) for person in people] == [({"full_name"}, {})] * 3
    (person,) = read("Nom | Tel | Mail\nA Ba | sans 76 12 | sansnom.ml", U.FULL_NAME, U.PHONE, U.EMAIL)
    assert set(person.problems) == {"phone", "email"}
