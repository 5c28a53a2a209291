"""Tables as files: nothing is lost, nothing runs, nothing protected is told."""

import json
from datetime import date

import pytest

from rss_registry.figures import BELOW_THRESHOLD
from rss_registry.tabular import read_csv
from rss_registry.workbooks import read_xlsx
from website.datasets.columns import Column, Dataset, Hidden, Kind, Table
from website.datasets.formats import write_csv, write_json, write_xlsx

HOSTILE = [
    '=HYPERLINK("http://x")',
    "+1",
    "-2+3",
    "@SUM(A1)",
    "\tTAB",
    "＝1",
    "'=déjà",
    'guillemet " et ; point-virgule, virgule',
    "deux\nlignes",
    "« é ’ œ ɛ »",
    "_x0041_",
]
DATASET = Dataset(
    "things",
    "Choses",
    "",
    (
        Column("text", "Texte", hxl="#text"),
        Column("number", "Nombre", Kind.INTEGER, "#number"),
        Column("day", "Jour", Kind.DATE),
        Column("list", "Liste", Kind.LIST),
    ),
    tuple,
)


def table(*rows):
    return Table(DATASET, iter(rows), len(rows), "http://x/fr/choses/", "choses")


def csv_of(*rows, **options):
    return b"".join(write_csv(table(*rows), **options))


def xlsx_cells(*rows):
    with write_xlsx(table(*rows)) as workbook:
        return [record.cells for record in read_xlsx(workbook.read()).records]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_comes_back_to_the_letter_and_never_runs(text):
    content = csv_of((text, 1, None, ()))
    assert read_csv(content).records[1].cells[0] == text
    assert content.decode("utf-8-sig").splitlines()[1].lstrip('"')[0] not in "=+-@＝\t"
    assert xlsx_cells((text, 1, None, ()))[1][0] == text


def test_a_csv_begins_with_its_mark_and_takes_semicolons_on_demand():
    row = ("a", 1, date(2024, 2, 29), ("x", "y"))
    assert csv_of(row) == "\ufeffTexte,Nombre,Jour,Liste\r\na,1,2024-02-29,x | y\r\n".encode()
    assert csv_of(row, semicolon=True).decode().splitlines()[1] == "a;1;2024-02-29;x | y"


def test_headers_can_be_codes_with_hxl_tags():
    lines = csv_of(headers="hxl").decode("utf-8-sig").splitlines()
    assert lines == ["text,number,day,list", "#text,#number,,"]


def test_a_hidden_number_is_words_in_a_table_and_nothing_in_json():
    row = ("a", Hidden(BELOW_THRESHOLD), None, ())
    assert BELOW_THRESHOLD in csv_of(row).decode()
    assert xlsx_cells(row)[1][1] == BELOW_THRESHOLD
    data = json.loads(b"".join(write_json(table(row))))
    assert data["rows"] == [{"text": "a", "number": None, "day": None, "list": []}]
    assert data["licence"]["code"] == "CC-BY-4.0"


def test_json_of_no_row_and_of_many_is_json():
    assert json.loads(b"".join(write_json(table())))["rows"] == []
    rows = [(text, number, None, ()) for number, text in enumerate(HOSTILE)]
    assert [row["text"] for row in json.loads(b"".join(write_json(table(*rows))))["rows"]] == HOSTILE


def test_a_text_too_long_for_a_workbook_is_visibly_cut():
    assert xlsx_cells(("é" * 40_000, 1, None, ()))[1][0].endswith(" […]")


def test_a_csv_is_sent_while_it_is_read():
    """What has been sent is not kept: the rows are asked for as the answer is."""
    asked = []

    def rows():
        for number in range(20_000):
            asked.append(number)
            yield ("x" * 50, number, None, ())

    chunks = write_csv(Table(DATASET, rows(), 20_000, "", "choses"))
    first = next(chunks)
    assert len(asked) < 2_000 and len(first) < 100_000
    assert sum(chunk.count(b"\r\n") for chunk in [first, *chunks]) == 20_001
