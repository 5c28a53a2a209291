import random
from datetime import date
from time import process_time

from events.attendance.likeness import Known, find_same, unite
from events.attendance.moments import Moment
from events.attendance.rows import Entry

DAY = date(2023, 10, 12)


def entry(name, *, sheet="a", line=2, presences=None, problems=None, **values):
    return Entry(sheet, line, {"full_name": name, **values}, {}, presences or {}, problems or {})


def certain(entries, known=()):
    return {place: [one.certain for one in same] for place, same in find_same(entries, known).items()}


def test_the_same_words_in_any_order_are_the_same_person():
    assert certain([entry("TRAORE Fatoumata"), entry("Fatoumata Traoré")]) == {1: [True]}


def test_the_same_telephone_and_nearly_the_same_name_are_the_same_person():
    first = entry("Fatoumata Traoré", phone="+223 76 12 34 01")
    assert certain([first, entry("Fatoumta TRAORE", phone="+223 76 12 34 01")]) == {1: [True]}
    assert certain([first, entry("Moussa Diarra", phone="+223 76 12 34 01")]) == {}


def test_homonyms_are_only_likely():
    first = entry("Moussa Traoré", phone="+223 76 12 34 01")
    assert certain([first, entry("Moussa Traoré", phone="+223 66 12 34 02")]) == {1: [False]}
    assert certain(
        [entry("Moussa Traoré", organisation_name="ADD"), entry("Moussa Traoré", organisation_name="CAFO")]
    ) == {1: [False]}


def test_a_name_less_or_a_letter_off_is_likely():
    assert certain([entry("Awa Coumba Traoré"), entry("Traoré Awa")]) == {1: [False]}
    assert certain([entry("Kadidiatou Ouologuem"), entry("Kadidia Ouologuem")]) == {1: [False]}
    assert certain([entry("Awa Traoré"), entry("Ali Traoré")]) == {}
    assert certain([entry("Awa"), entry("Awa")]) == {1: [False]}


def test_stored_people_are_found_by_name_or_telephone():
    known = [(7, "Traoré Fatoumata", "76123401", "Forum"), (8, "Ali Sow", "", "Atelier")]
    same = find_same([entry("Fatoumata TRAORE", phone="+223 76 12 34 01"), entry("Nobody Else")], known)
    assert list(same) == [0]
    assert same[0][0].known == Known(7, "Traoré Fatoumata", "76123401", "Forum")
    assert (same[0][0].certain, same[0][0].entry) == (True, None)


def test_a_row_without_a_name_is_nobody():
    assert find_same([entry(""), entry("")], [(1, "", "", "")]) == {}


def test_the_days_of_several_sheets_are_united():
    morning, evening = Moment(DAY, "morning"), Moment(DAY, "evening")
    united = unite(
        [
            entry("Awa Traoré", sheet="J1", presences={morning: True}, problems={"phone": "?"}, number=1),
            entry("Ali Sow", sheet="J1", presences={morning: True}, line=3),
            entry("TRAORE Awa", sheet="J2", presences={evening: True}, phone="+223 76 12 34 01", number=9),
        ]
    )
    assert [one.values["full_name"] for one in united] == ["Awa Traoré", "Ali Sow"]
    assert united[0].presences == {morning: True, evening: True}
    assert united[0].values == {"full_name": "Awa Traoré", "number": 1, "phone": "+223 76 12 34 01"}
    assert (united[0].also, united[0].problems) == ((("J2", 2),), {})


def test_two_of_one_sheet_are_left_for_a_person_to_judge():
    assert len(unite([entry("Awa Traoré"), entry("Awa Traoré", line=3)])) == 2


def test_somebody_present_on_one_sheet_is_not_made_absent_by_another():
    united = unite(
        [
            entry("Awa Traoré", sheet="J1", presences={Moment(DAY): True}),
            entry("Awa Traoré", sheet="J2", presences={Moment(DAY): False}),
        ]
    )
    assert united[0].presences == {Moment(DAY): True}


def test_two_thousand_against_two_thousand_take_less_than_two_seconds():
    chance = random.Random(1)
    families = [
        "Traoré",
        "Diarra",
        "Coulibaly",
        "Keïta",
        "Touré",
        "Maïga",
        "Diallo",
        "Koné",
        "Sidibé",
        "Sangaré",
        "Cissé",
        "Dembélé",
        "Camara",
    ]
    given = [
        "Fatoumata",
        "Aminata",
        "Moussa",
        "Ibrahim",
        "Awa",
        "Oumar",
        "Seydou",
        "Mariam",
        "Adama",
        "Issa",
        "Kadiatou",
        "Mamadou",
        "Hawa",
    ]
    names = [
        f"{chance.choice(families)} {chance.choice(given)} {chance.choice(given)}" for _n in range(2_000)
    ]
    entries = [entry(name, line=line) for line, name in enumerate(names, 2)]
    before = process_time()
    same = find_same(entries, [(pk, name, "", "") for pk, name in enumerate(names)])
    assert process_time() - before < 2
    assert all(
        any(one.known and one.known.full_name == name for one in same[n]) for n, name in enumerate(names)
    )


def test_two_lines_of_two_sexes_are_two_people_unless_somebody_says_otherwise():
    assert certain([entry("Dominique Diarra", sex="women"), entry("Dominique Diarra", sex="men")]) == {
        1: [False]
    }
    phone = "+223 76 12 34 01"
    same_house = [entry("Awa Traoré", sex="women", phone=phone), entry("Aba Traoré", sex="men", phone=phone)]
    assert certain(same_house) == {1: [False]}
    assert certain([entry("Dominique Diarra", sex="women"), entry("Dominique Diarra")]) == {1: [True]}
