import random
from datetime import date, datetime
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.attendance.columns import guess
from events.attendance.headings import Use
from events.attendance.layout import lay_out
from events.attendance.line_kinds import Reason
from events.attendance.rows import entries
from rss_registry.sheets import Merge, Sheet, Unreadable, read_sheets
from tests.events.attendance.files import described, written
from tests.events.attendance.reading import LISTS_OF_SHEETS, known_organisation, sheet_of


def reasons(layout):
    return [(out.line, out.reason.value) for out in layout.left_out]


def accounted(layout):
    return sorted(
        {*layout.header_lines, *(row.line for row in layout.rows), *(one.line for one in layout.left_out)}
    )


def filled(sheet):
    return [line for line, row in enumerate(sheet.rows, 1) if row]


@pytest.mark.parametrize("name", LISTS_OF_SHEETS)
def test_every_line_is_a_heading_somebody_or_left_out_with_a_reason(name):
    for sheet in read_sheets(written(described(name))):
        layout = lay_out(sheet)
        assert accounted(layout) == filled(sheet)
        assert len(layout.rows) == len({(row.line, row.block) for row in layout.rows})
        assert all(out.text for out in layout.left_out)


WORDS = [
    "N°",
    "Nom et prénom",
    "Prénom",
    "Nom",
    "Sexe",
    "F",
    "H",
    "J1",
    "J2",
    "Présence",
    "Total",
    "Total : 3",
    "ONG ADD",
    "Awa Traoré",
    "Moussa",
    "x",
    "oui",
    "non",
    "Idem",
    '"',
    "76 12 34 01",
    "awa@exemple.ml",
    "Fait à Bamako",
    "Ethnie",
    "Page 1/2",
    "Le Directeur",
    "18-35",
    "36 ans et plus",
    "12/10/2023",
    "(Tous)",
    "NB : x",
    "Arrêtée à 3 personnes",
    "Jour 2",
    "de la femme",
]
NUMBERS = st.integers(-2, 40) | st.floats(allow_nan=False, allow_infinity=False, width=32) | st.booleans()
CELLS = st.none() | st.sampled_from(WORDS) | NUMBERS
CELLS |= st.text(max_size=6).map(lambda text: text.strip() or None) | st.just(Unreadable("#REF!"))
CELLS |= st.sampled_from([date(2023, 10, 12), datetime(2023, 10, 12, 8, 30), date(1990, 1, 1)])


def _row(cells):
    while cells and cells[-1] is None:
        cells.pop()
    return tuple(cells)


@st.composite
def sheets(draw):
    rows = tuple(_row(cells) for cells in draw(st.lists(st.lists(CELLS, max_size=7), max_size=14)))
    places = st.tuples(st.integers(1, 14), st.integers(0, 6), st.integers(0, 3), st.integers(0, 3))
    areas = draw(st.lists(places, max_size=4))
    merged = tuple(Merge(top, left, top + down, left + right) for top, left, down, right in areas)
    return Sheet("Jour 1", rows, merged=merged, hidden_rows=frozenset({2}))


@settings(deadline=None, max_examples=200)
@given(sheets(), st.none() | st.integers(1, 14))
def test_no_sheet_makes_a_traceback_and_no_line_is_dropped_in_silence(sheet, chosen):
    layout = lay_out(sheet, chosen)
    assert [line for line in accounted(layout) if line in filled(sheet)] == filled(sheet)
    found = guess(layout, first_day=date(2023, 10, 12), last_day=date(2023, 10, 13))
    uses = {index: (one.use, one.moment) for index, one in found.items()}
    people = entries(sheet.name, layout, uses, known_organisation, first_day=date(2023, 10, 12))
    assert len(people) == len(layout.rows)
    assert all(person.values.get("full_name") or person.problems for person in people)


def test_a_person_may_say_which_line_holds_the_headings():
    sheet = sheet_of("Nom | Structure\nQui | D'où\nAwa Traoré | ADD")
    assert lay_out(sheet).header_lines == (1,)
    chosen = lay_out(sheet, 2)
    assert (chosen.header_lines, [column.heading for column in chosen.columns]) == ((2,), ["Qui", "D'où"])
    assert reasons(chosen) == [(1, "title")]


def test_totals_signatures_and_pages_are_named():
    layout = lay_out(
        sheet_of(
            "Liste\nN° | Nom et prénom | Tel\n1 | Awa Traoré | 76 12 34 01\n2 | |\nPage 1/1\nTotal | 42\n"
            "Arrêtée la présente liste à 42 personnes\n | Fait à Gao\n | Le Président\n | Ali Sow"
        )
    )
    assert reasons(layout) == [
        (1, "title"),
        (4, "nobody"),
        (5, "page"),
        (6, "total"),
        (7, "closing"),
        (8, "closing"),
        (9, "closing"),
        (10, "closing"),
    ]
    assert ([row.line for row in layout.rows], layout.stated_total) == ([3], 42)


@pytest.mark.parametrize(
    ("line", "total"),
    [
        ("Total | 42 | |", 42),
        ("Total : 3 dont 2 femmes | | |", 3),
        ("Total participants : 12 (H : 7 ; F : 5) | | |", 12),
        ("Total | 1 | 1 | ", 2),
        ("Total | 9 | 9 | 9", None),
        ("Sous-total : 2 | | |", None),
        ("Total page 1 : 2 | | |", None),
        ("Arrêtée la présente liste à 2 (deux) personnes | | |", 2),
    ],
)
def test_the_number_of_people_that_a_list_states(line, total):
    layout = lay_out(sheet_of(f"Nom et prénom | H | F | J1\nAwa Traoré | | x | x\nAli Sow | x | | x\n{line}"))
    assert (len(layout.rows), layout.stated_total) == (2, total)


def test_words_of_totals_and_signatures_hide_nobody():
    layout = lay_out(
        sheet_of(
            "Structure | Nom et prénom | Tel\nEnsemble pour la paix | Awa Traoré | 76 12 34 01\n"
            "Le Chef de village | Ali Sow | 76 12 34 02\nTotal | 2 |\nLe Président | Issa Ba |"
        )
    )
    assert [row.line for row in layout.rows] == [2, 3]
    assert (reasons(layout), layout.stated_total) == ([(4, "total"), (5, "closing")], 2)


def test_a_second_table_is_continued_when_its_headings_are_the_same_in_any_order():
    layout = lay_out(
        sheet_of(
            "Nom et prénom | Tel\nAwa Traoré | 76 12 34 01\n\nTel | Nom et prénom\n66 12 34 02 | Ali Sow"
        )
    )
    assert [row.cells for row in layout.rows] == [("Awa Traoré", "76 12 34 01"), ("Ali Sow", "66 12 34 02")]
    assert reasons(layout) == [(4, "repeated_header")]


def test_a_second_table_of_another_kind_is_left_out():
    layout = lay_out(
        sheet_of(
            "Nom et prénom | Tel\nAwa Ba | 76 12 34 01\n\nNom et prénom | Net | Ethnie\nAli Sow | 5 | TABOU"
        )
    )
    assert [row.cells[0] for row in layout.rows] == ["Awa Ba"]
    assert reasons(layout) == [(4, "other_table"), (5, "other_table")]
    assert "TABOU" not in repr(layout)


def test_a_group_stands_above_its_people_and_a_title_above_headings():
    layout = lay_out(
        sheet_of(
            "Nom et prénom | Tel\nCAFO\nAwa Ba | 76 12 34 01\nFacilitateurs\nNom et prénom | Tel\nAli Sow |"
        )
    )
    assert [(row.line, row.group) for row in layout.rows] == [(3, "CAFO"), (6, "")]
    assert reasons(layout) == [(2, "group"), (4, "title"), (5, "repeated_header")]


def test_wrapped_text_joins_the_line_before():
    layout = lay_out(
        sheet_of(
            "N° | Nom et prénom | Structure\n1 | Awa Traoré | Réseau des\n | | femmes\n2 | Ali Sow | ADD"
        )
    )
    assert [row.cells for row in layout.rows] == [
        (1, "Awa Traoré", "Réseau des femmes"),
        (2, "Ali Sow", "ADD"),
    ]
    assert reasons(layout) == [(3, Reason.CONTINUED.value)]


def test_a_name_merged_over_two_lines_is_one_person_and_a_body_merged_over_two_is_of_both():
    people = "Awa Traoré | 76 12 34 01 | ADD\n | 66123402 |\nAli Sow | 1 | CAFO\nSira Ba | 2 |"
    merged = [(2, 0, 3, 0), (4, 2, 5, 2)]
    layout = lay_out(sheet_of(f"Nom et prénom | Tel | Structure\n{people}", merged=merged))
    assert [row.cells for row in layout.rows] == [
        ("Awa Traoré", "76 12 34 01 66123402", "ADD"),
        ("Ali Sow", 1, "CAFO"),
        ("Sira Ba", 2, "CAFO"),
    ]
    assert reasons(layout) == [(3, "continued")]


@pytest.mark.parametrize("unit", ["a", "a.", "a@", "-", '"', "7 ", "7/", " x", "nom ", "(a) ", " et "])
def test_a_long_text_in_a_cell_costs_little(unit):
    text = (unit * 30_000)[:30_000].strip()
    sheet = Sheet("", (("Nom", "Tel", "Âge", "Mail", "J1"), (text,) * 5, (text, f"{text}@"), (text,)))
    before = process_time()
    layout = lay_out(sheet)
    guess(layout, first_day=date(2023, 10, 12))
    uses = dict(enumerate((use, None) for use in (Use.FULL_NAME, Use.PHONE, Use.AGE, Use.EMAIL, Use.CONTACT)))
    entries("", layout, uses, known_organisation)
    assert process_time() - before < 2


def test_made_up_merges_cost_little():
    lines = "\n".join(f"ONG n{n}" for n in range(3_000))
    wide = [(n, 0, n, 1) for n in range(1, 3_001)]
    tall = [(2, 2, 3_000, 3)] * 3_000
    before = process_time()
    lay_out(sheet_of(f"N° | Nom et prénom\n{lines}", merged=wide + tall))
    assert process_time() - before < 2


def test_lists_side_by_side_keep_their_lines():
    layout = lay_out(sheet_of("N° | Nom | | N° | Nom\n1 | Awa Traoré | | 2 | Ali Sow"))
    assert [(row.line, row.block, row.cells[:2]) for row in layout.rows] == [
        (2, 0, (1, "Awa Traoré")),
        (2, 1, (2, "Ali Sow")),
    ]


def test_a_long_list_is_read_in_little_time():
    chance = random.Random(2)
    rows = "\n".join(f"{n} | Awa Traoré{n} | 76 12 {chance.randint(10, 99)} 01" for n in range(1, 3001))
    assert len(lay_out(sheet_of(f"N° | Nom et prénom | Tel\n{rows}")).rows) == 3000
