import io
import zipfile
from datetime import date
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from rss_registry.tabular import TableError
from rss_registry.workbooks import MAX_CELL_CHARACTERS, Sheet, read_xlsx, write_xlsx
from tests.rss_registry.test_tabular import DANGEROUS, TEXTS

LOOKS_ESCAPED = st.sampled_from(["_x0041_", "_x005F_", "_x000d_", "a_x005F_x0041_b", "\x01\x1f\ufffe"])


def packed(**members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def saved(workbook):
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def code_of_refusal(data):
    with pytest.raises(TableError) as refused:
        read_xlsx(data)
    return refused.value.code


@settings(deadline=None)
@given(st.lists(TEXTS | DANGEROUS | LOOKS_ESCAPED, min_size=1, max_size=4))
def test_what_is_written_as_xlsx_is_read_back_to_the_letter(texts):
    data = write_xlsx(Sheet("Essai", ["a"], [[*texts, "fin"]]))
    assert read_xlsx(data).records[1].cells == (*texts, "fin")


@settings(deadline=None)
@given(DANGEROUS)
def test_no_cell_that_is_written_is_a_formula(text):
    sheet = load_workbook(io.BytesIO(write_xlsx(Sheet("Essai", [text], [[text]])))).active
    assert {cell.data_type for row in sheet.rows for cell in row} <= {"s", "inlineStr"}


def test_days_numbers_and_gaps_keep_their_type_and_their_line():
    workbook = Workbook()
    sheet = workbook.active
    sheet["A1"], sheet["B1"] = "Date", "Nombre"
    sheet["A4"], sheet["B4"] = date(2024, 2, 29), 18
    table = read_xlsx(saved(workbook))
    assert [(record.line, record.cells) for record in table.records] == [
        (1, ("Date", "Nombre")),
        (4, (date(2024, 2, 29), 18)),
    ]


def test_the_first_visible_sheet_is_read_and_named():
    workbook = Workbook()
    workbook.active.title, workbook.active["A1"] = "Brouillon", "caché"
    workbook.active.sheet_state = "hidden"
    workbook.create_sheet("Activités")["A1"] = "Titre"
    workbook.active = 1
    table = read_xlsx(saved(workbook))
    assert (table.sheet, table.records[0].cells) == ("Activités", ("Titre",))


def test_the_word_of_excel_about_a_sheets_size_is_not_believed():
    data = write_xlsx(Sheet("Essai", ["a"], [["1"], ["2"]]))
    members = {
        name: zipfile.ZipFile(io.BytesIO(data)).read(name)
        for name in zipfile.ZipFile(io.BytesIO(data)).namelist()
    }
    name = "xl/worksheets/sheet1.xml"
    members[name] = members[name].replace(b"<sheetData>", b'<dimension ref="A1:A1"/><sheetData>', 1)
    assert len(read_xlsx(packed(**members)).records) == 3


def test_a_small_file_that_unpacks_to_a_monster_is_refused_before_it_is_opened():
    row = b"<row><c><v>1</v></c></row>"
    bomb = packed(
        **{"[Content_Types].xml": b"", "xl/workbook.xml": b"", "xl/worksheets/sheet1.xml": row * 300_000}
    )
    assert len(bomb) < 100_000
    assert code_of_refusal(bomb) == "bomb"
    assert code_of_refusal(packed(**{f"xl/{number}.xml": b"x" for number in range(201)})) == "bomb"


def test_an_entity_bomb_expands_nowhere():
    data = write_xlsx(Sheet("Essai", ["a"], [["x"]]))
    archive = zipfile.ZipFile(io.BytesIO(data))
    members = {name: archive.read(name) for name in archive.namelist()}
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "lol"}">' for n in range(9))
    name = "xl/worksheets/sheet1.xml"
    members[name] = (
        b"<!DOCTYPE worksheet [" + entities.encode() + b"]>" + members[name].replace(b">x<", b">&e8;<")
    )
    assert code_of_refusal(packed(**members)) == "broken_workbook"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"\xd0\xcf\x11\xe0 Workbook", "old_excel"),
        (packed(**{"word/document.xml": b"<a/>"}), "not_workbook"),
        (packed(**{"[Content_Types].xml": b"", "xl/workbook.xml": b"", "xl/vbaProject.bin": b"x"}), "macros"),
        (packed(**{"[Content_Types].xml": b"<a/>", "xl/workbook.xml": b"<a/>"}), "broken_workbook"),
        (b"PK\x03\x04 coupe", "broken_workbook"),
    ],
)
def test_what_is_no_honest_workbook_is_refused_in_words(data, code):
    assert code_of_refusal(data) == code


def test_a_password_on_the_archive_is_named():
    data = bytearray(packed(**{"[Content_Types].xml": b"", "xl/workbook.xml": b"x"}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.find(mark)
        while start >= 0:
            data[start + offset] |= 1
            start = data.find(mark, start + 4)
    assert code_of_refusal(bytes(data)) == "encrypted"


def test_an_error_that_the_spreadsheet_shows_is_refused_with_its_cell():
    workbook = Workbook()
    workbook.active["A1"], workbook.active["B2"] = "Total", "#REF!"
    with pytest.raises(TableError) as refused:
        read_xlsx(saved(workbook))
    assert refused.value.messages == ["Ligne 2, colonne B : le tableur y affiche l’erreur « #REF! »."]


def test_a_value_beyond_the_last_allowed_column_is_seen():
    workbook = Workbook()
    workbook.active["A1"], workbook.active.cell(2, 201).value = "Titre", "loin"
    assert code_of_refusal(saved(workbook)) == "too_many_columns"


def test_a_text_too_long_for_excel_is_refused_rather_than_cut():
    with pytest.raises(TableError) as refused:
        write_xlsx(Sheet("Essai", ["a"], [["x" * (MAX_CELL_CHARACTERS + 1)]]))
    assert "CSV" in refused.value.messages[0]


def test_offered_values_come_from_a_hidden_sheet_behind_the_first():
    data = write_xlsx(Sheet("Modèle", ["Type"], choices={1: ["atelier", "forum"]}))
    workbook = load_workbook(io.BytesIO(data))
    assert [sheet.sheet_state for sheet in workbook.worksheets] == ["visible", "hidden"]
    assert [cell.value for cell in workbook.worksheets[1]["A"]] == ["atelier", "forum"]
    assert workbook.worksheets[0].data_validations.dataValidation[0].formula1.endswith("$A$1:$A$2")


# -- files made to harm ----------------------------------------------------------------------------


def workbook_with(rows=b"", **members):
    """A workbook of ours with other rows in its sheet, or other members."""
    archive = zipfile.ZipFile(io.BytesIO(write_xlsx(Sheet("Essai", ["a"]))))
    held = {name: archive.read(name) for name in archive.namelist()}
    head, _rows, tail = held[SHEET].partition(b"<sheetData>")
    held[SHEET] = head + b"<sheetData>" + rows + b"</sheetData>" + tail.partition(b"</sheetData>")[2]
    return packed(**(held | members))


SHEET = "xl/worksheets/sheet1.xml"


def cell(place, text="x"):
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'.encode()


def test_one_value_in_the_last_line_of_a_sheet_does_not_hold_the_server():
    rows = b'<row r="1">' + cell("A1") + b'</row><row r="1048576">' + cell("A1048576") + b"</row>"
    started = process_time()
    table = read_xlsx(workbook_with(rows))
    assert [record.line for record in table.records] == [1, 1_048_576]
    assert process_time() - started < 10


@pytest.mark.parametrize("line", ["99999999", "9" * 30])
def test_a_line_that_no_sheet_has_is_refused(line):
    rows = f'<row r="{line}">'.encode() + cell("A1") + b"</row>"
    assert code_of_refusal(workbook_with(rows)) == "broken_workbook"


def test_a_cell_longer_than_excel_allows_is_refused_with_its_place():
    rows = b'<row r="1">' + cell("A1") + cell("B1", text="é" * (MAX_CELL_CHARACTERS + 1)) + b"</row>"
    assert code_of_refusal(packed_loosely(workbook_with(rows))) == "long_cell"


def packed_loosely(data):
    """The same archive, not compressed, so that its ratio says nothing."""
    archive, out = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(out, "w") as loose:
        for name in archive.namelist():
            loose.writestr(name, archive.read(name))
    return out.getvalue()


@pytest.mark.parametrize("target", ["file:///etc/passwd", "http://127.0.0.1:9/x"])
def test_an_entity_from_outside_is_never_fetched(target, monkeypatch):
    monkeypatch.setattr("socket.socket.connect", lambda *_args: pytest.fail("the network was asked"))
    entity = f'<!DOCTYPE worksheet [<!ENTITY x SYSTEM "{target}">]>'.encode()
    rows = b'<row r="1">' + cell("A1", text="&x;") + b"</row>"
    archive = zipfile.ZipFile(io.BytesIO(workbook_with(rows)))
    held = {name: archive.read(name) for name in archive.namelist()}
    assert code_of_refusal(packed(**(held | {SHEET: entity + held[SHEET]}))) == "broken_workbook"


def test_a_formula_gives_what_excel_last_computed_and_is_not_run():
    rows = b'<row r="1"><c r="A1"><f>WEBSERVICE("http://127.0.0.1:9/")</f><v>5</v></c></row>'
    assert read_xlsx(workbook_with(rows)).records[0].cells == (5,)


@pytest.mark.parametrize("number", [b"nan", b"9" * 10_000])
def test_a_number_that_is_none_is_refused(number):
    rows = b'<row r="1"><c r="A1"><v>' + number + b"</v></c></row>"
    assert code_of_refusal(workbook_with(rows)) == "broken_workbook"
