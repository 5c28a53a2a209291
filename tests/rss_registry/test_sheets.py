import io
import zipfile
from datetime import date, datetime

import pytest
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from rss_registry.sheets import Merge, Unreadable, read_sheets
from rss_registry.sheets.biff import Locked, sizes
from rss_registry.sheets.ole import workbook_stream
from rss_registry.tabular import MAX_COLUMNS, MAX_ROWS, TableError
from tests.events.attendance.files import ods_file
from tests.rss_registry.test_workbooks import packed, saved

ODS_TABLE = """<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>
 <table:table table:name="T">%s</table:table></office:spreadsheet></office:body></office:document-content>"""


def code_of_refusal(data):
    with pytest.raises(TableError) as refused:
        read_sheets(data)
    return refused.value.code


def workbook_with(**cells):
    workbook = Workbook()
    for place, value in cells.items():
        workbook.active[place] = value
    return workbook


def test_every_line_and_every_blank_keeps_its_place():
    sheet = read_sheets(saved(workbook_with(B3="Nom", D3=12, A6=date(2023, 10, 12))))[0]
    assert sheet.rows == ((), (), (None, "Nom", None, 12), (), (), (date(2023, 10, 12),))
    assert (sheet.cell(3, 3), sheet.cell(3, 9), sheet.cell(99, 0)) == (12, None, None)


def test_hidden_and_merged_cells_of_xlsx():
    workbook = workbook_with(A1="Titre", C2="x", A3="y")
    workbook.active.merge_cells("A1:C1")
    workbook.active.column_dimensions["C"].hidden = True
    workbook.active.row_dimensions[2].hidden = True
    workbook.create_sheet("Vue").sheet_state = "hidden"
    first, second = read_sheets(saved(workbook))
    assert (first.hidden_columns, first.hidden_rows, first.merged) == ({2}, {2}, (Merge(1, 0, 1, 2),))
    assert (first.hidden, second.hidden) == (False, True)


def test_a_telephone_kept_as_a_number_has_no_point():
    sheet = read_sheets(saved(workbook_with(A1=76123401.0, B1=1.5, C1=True)))[0]
    assert [str(cell) for cell in sheet.rows[0]] == ["76123401", "1.5", "True"]


def test_an_error_of_the_spreadsheet_is_one_cell_that_cannot_be_read():
    workbook = workbook_with(A1="Nom", B1="#REF!")
    workbook.active["B1"].data_type = "e"
    cell = read_sheets(saved(workbook))[0].rows[0][1]
    assert isinstance(cell, Unreadable) and cell == "#REF!"


def test_old_excel():
    workbook = xlwt.Workbook()
    sheet = workbook.add_sheet("Jour 1")
    sheet.write_merge(0, 0, 0, 2, "Liste de présence")
    sheet.write(2, 0, 76123401)
    sheet.write(2, 1, datetime(2023, 10, 12), xlwt.easyxf(num_format_str="DD/MM/YYYY"))
    out = io.BytesIO()
    workbook.save(out)
    read = read_sheets(out.getvalue())[0]
    assert (read.name, read.merged) == ("Jour 1", (Merge(1, 0, 1, 2),))
    assert read.rows == (("Liste de présence",), (), (76123401, date(2023, 10, 12)))


def saved_as_xls(*sheets):
    workbook = xlwt.Workbook()
    for number, cells in enumerate(sheets):
        sheet = workbook.add_sheet(f"s{number}")
        for (line, column), value in cells.items():
            sheet.write(line, column, value)
        sheet.col(1).hidden = True
        sheet.row(2).hidden = True
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def test_what_is_hidden_in_old_excel():
    first, second = read_sheets(saved_as_xls({(0, 0): "a", (3, 2): 1}, {(0, 0): "b", (3, 0): 2}))
    assert [(one.hidden_columns, one.hidden_rows) for one in (first, second)] == [({1}, {3})] * 2
    assert (first.rows[3], second.rows[0]) == ((None, None, 1), ("b",))


def test_the_shared_texts_of_old_excel_are_measured_over_all_their_records():
    texts = [chr(0x410 + n % 30) * (n % 300) + "é" * (n % 7) + "a" for n in range(3_000)]
    data = saved_as_xls({(n % 1500, n // 1500): text for n, text in enumerate(texts)})
    assert sizes(workbook_stream(data))[1] == sum(map(len, texts))


@pytest.mark.parametrize(
    "cells",
    [
        {(n, 0): "a" * 32_000 for n in range(2_000)},
        {(0, 0): "a", (65_535, 200): "b"},
    ],
)
def test_an_old_workbook_that_asks_for_gigabytes_is_refused(cells):
    assert code_of_refusal(saved_as_xls(cells)) == "bomb"


def test_a_cell_in_the_last_line_of_an_old_sheet_is_read():
    assert read_sheets(saved_as_xls({(0, 0): "a", (65_535, 3): "b"}))[0].cell(65_536, 3) == "b"


def test_an_old_workbook_with_a_password_is_refused():
    stream = workbook_stream(saved_as_xls({(0, 0): "a"}))
    with pytest.raises(Locked):
        sizes(stream[:4] + stream[4:20] + b"\x2f\x00\x00\x00" + stream[20:])


def test_libreoffice():
    table = """<table:table-column/><table:table-column table:visibility="collapse"/>
    <table:table-row><table:table-cell table:number-columns-spanned="2" office:value-type="string">
    <office:annotation><text:p>non</text:p></office:annotation><text:p>Pré<text:span>nom</text:span></text:p>
    <text:p>Name</text:p></table:table-cell><table:covered-table-cell/></table:table-row>
    <table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="9"/>
    </table:table-row>
    <table:table-row table:visibility="filter">
    <table:table-cell office:value-type="float" office:value="76123401"/>
    <table:table-cell office:value-type="date" office:date-value="2023-10-12"/></table:table-row>
    <table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>"""
    sheet = read_sheets(ods_file(ODS_TABLE % table))[0]
    assert sheet.rows == (("Prénom\nName",), (), (), (76123401, date(2023, 10, 12)))
    assert (sheet.hidden_columns, sheet.hidden_rows, sheet.merged) == ({1}, {4}, (Merge(1, 0, 1, 1),))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "cp850"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_text_in_every_encoding(encoding, separator):
    text = "Titre\r\nN°|Prénom et Nom|Téléphone\r\n1|Zeïnab Maïga|76 12 34 01\r\n2|André Koné|66 12 34 02\r\n"
    rows = read_sheets(text.replace("|", separator).encode(encoding))[0].rows
    assert rows[1] == ("N°", "Prénom et Nom", "Téléphone") or encoding == "cp850"
    assert rows[2][1:] == ("Zeïnab Maïga", "76 12 34 01")


def test_accents_that_a_program_broke_are_mended():
    lines = ["Nom;Prénom".encode(), "Koné;Zeïnab".encode("cp1252"), "PrÃ©nom;FonÃ§ais".encode()]
    assert read_sheets(b"\n".join(lines))[0].rows == (
        ("Nom", "Prénom"),
        ("Koné", "Zeïnab"),
        ("Prénom", "Fonçais"),
    )


def test_a_lone_quotation_mark_repeats_the_cell_above_and_swallows_nothing():
    rows = read_sheets(b'N;Nom;Structure\n1;Awa;ADD\n2;Ali;"\n3;Issa;"\n')[0].rows
    assert [row[2] for row in rows[1:]] == ["ADD", "〃", "〃"]
    assert read_sheets(b'n;"a;"\nm;"b\nc"\n')[0].rows == (("n", "a;"), ("m", "b\nc"))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"  \n", "empty"),
        (b";;;\n;;\n", "empty"),
        (b"%PDF-1.7 " + b"x" * 50, "not_text"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "not_text"),
        (b"<html><table><tr><td>Nom</td></tr></table></html>", "web_page"),
        (b"PK\x03\x04 and no more", "broken_workbook"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 2000, "broken_workbook"),
        (b"x" * (5 * 1024 * 1024 + 1), "too_big"),
        (b"\n".join([b"a;b"] * (MAX_ROWS + 1)), "too_many_rows"),
        (b";".join([b"a"] * (MAX_COLUMNS + 1)), "too_many_columns"),
    ],
)
def test_what_is_no_table_is_refused_with_a_remedy(data, code):
    assert code_of_refusal(data) == code


def test_macros_and_passwords_are_refused():
    assert code_of_refusal(
        packed(**{"[Content_Types].xml": "", "xl/workbook.xml": "", "xl/vbaProject.bin": ""})
    ) == ("macros")
    assert code_of_refusal(b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le")) == "encrypted"
    assert code_of_refusal(b"\xd0\xcf\x11\xe0" + "_VBA_PROJECT".encode("utf-16-le")) == "macros"
    locked = packed(**{"content.xml": "", "META-INF/manifest.xml": "<manifest:encryption-data/>"})
    assert code_of_refusal(locked) == "encrypted"
    assert code_of_refusal(packed(**{"content.xml": "", "Basic/Standard/script-lb.xml": ""})) == "macros"


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        (
            '<table:table-cell table:number-columns-repeated="16000"><text:p>a</text:p></table:table-cell>',
            "too_many_columns",
        ),
        ("<table:table-cell><text:p>a</text:p></table:table-cell>", "too_many_rows"),
    ],
)
def test_a_few_letters_repeated_a_million_times_stay_small(cells, code):
    row = f'<table:table-row table:number-rows-repeated="1000000">{cells}</table:table-row>'
    assert code_of_refusal(ods_file(ODS_TABLE % row)) == code


@pytest.mark.parametrize("signs", [40_000, 1_000_000])
def test_a_cell_that_is_too_long_is_named(signs):
    with pytest.raises(TableError) as refused:
        read_sheets(b"Nom;Note\nAwa;" + b"a" * signs + b"\n")
    assert (refused.value.code, refused.value.params["line"]) == ("long_cell", 2)
    assert refused.value.params["column"] == "B"


def test_a_zip_that_unpacks_to_gigabytes_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("content.xml", b" " * 60_000_000)
    assert code_of_refusal(out.getvalue()) == "bomb"


@settings(deadline=None)
@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\xff\xfe", b"N;Nom\n"]),
)
def test_no_file_makes_a_traceback(data, start):
    try:
        assert any(sheet.rows for sheet in read_sheets(start + data))
    except TableError as error:
        assert error.code


@settings(deadline=None)
@given(st.data())
def test_no_damaged_workbook_makes_a_traceback(data):
    whole = data.draw(st.sampled_from(WHOLE))
    place = data.draw(st.integers(0, len(whole) - 1))
    damaged = (
        whole[:place] + data.draw(st.binary(max_size=8)) + whole[place + data.draw(st.integers(0, 40)) :]
    )
    try:
        read_sheets(damaged)
    except TableError as error:
        assert error.code


def _whole_files():
    old = xlwt.Workbook()
    old.add_sheet("a").write(1, 1, "é")
    out = io.BytesIO()
    old.save(out)
    row = "<table:table-row><table:table-cell><text:p>a</text:p></table:table-cell></table:table-row>"
    return [saved(workbook_with(A1="é", B2=3)), out.getvalue(), ods_file(ODS_TABLE % row)]


WHOLE = _whole_files()
