import pytest
from hypothesis import given
from hypothesis import strategies as st

from rss_registry.tabular import MAX_COLUMNS, MAX_ROWS, TableError, inert, plain, read_csv, write_csv

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# Everything that a text column may hold: no half of a surrogate pair, and no NUL.
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1)
DANGEROUS = st.builds(
    "".join,
    st.tuples(st.sampled_from(["", "'", "''", " ", "'\u00a0"]), st.sampled_from(FORMULA_STARTS), TEXTS),
)


def cells(data):
    return [record.cells for record in read_csv(data).records]


def refusal(data):
    with pytest.raises(TableError) as refused:
        read_csv(data)
    return refused.value


@given(TEXTS | DANGEROUS)
def test_an_inert_text_never_begins_like_a_formula_and_is_given_back_to_the_letter(text):
    assert not inert(text).lstrip().startswith(FORMULA_STARTS)
    assert not inert(text).startswith(FORMULA_STARTS)
    assert plain(inert(text)) == text


@given(st.lists(TEXTS | DANGEROUS, min_size=1, max_size=4), st.sampled_from([";", ","]))
def test_what_is_written_as_csv_is_read_back_to_the_letter(texts, delimiter):
    # The last cell keeps the blank end of a record from being cut.
    data = write_csv(["a"] * len(texts) + ["fin"], [[*texts, "fin"]], delimiter=delimiter)
    assert cells(data)[1] == (*texts, "fin")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_the_files_of_every_tablet_and_office_are_read(encoding, delimiter):
    text = delimiter.join(["Titre", "Région"]) + "\r\n" + delimiter.join(["Forum d’été", "Ségou"]) + "\r\n"
    assert cells(text.encode(encoding)) == [("Titre", "Région"), ("Forum d’été", "Ségou")]


def test_commas_in_texts_do_not_hide_the_semicolons():
    data = "titre;lieu\nPaix, sécurité, droits;Ségou\nBamako, Kati, Ségou;Kati\n".encode()
    assert cells(data)[1:] == [("Paix, sécurité, droits", "Ségou"), ("Bamako, Kati, Ségou", "Kati")]


def test_semicolons_in_a_long_text_do_not_hide_the_commas():
    data = ('titre,contexte\nForum,"' + "un ; deux ; trois\n" * 20 + '"\n').encode()
    assert cells(data)[0] == ("titre", "contexte")
    assert len(cells(data)) == 2


def test_excels_own_separator_line_is_obeyed_and_not_counted():
    table = read_csv(b"sep=;\r\nnom;type\r\nA,B;C\r\n")
    assert [(record.line, record.cells) for record in table.records] == [
        (1, ("nom", "type")),
        (2, ("A,B", "C")),
    ]


def test_lines_are_numbered_as_a_spreadsheet_does_blank_ones_and_long_cells_included():
    table = read_csv(b'nom;note\n\n;;\nA;"deux\nlignes"\nB;x\n')
    assert [(record.line, record.cells[0]) for record in table.records] == [(1, "nom"), (4, "A"), (5, "B")]


def test_a_quote_left_open_does_not_swallow_the_rest_of_the_file():
    error = refusal(b'nom;note\nA;"ouvert\nB;x\nC;y\n')
    assert error.code == "broken_line"
    assert "guillemet" in error.message


def test_accents_that_were_damaged_before_are_not_stored():
    assert refusal("nom\nSÃ©gou – état\n".encode("cp1252")).code == "mixed_encodings"


@pytest.mark.parametrize("data", [b"\x00\x01\x02\x03abc\x00", b"\xff\xfe\x00", b"nom\n\x81\x8d\xe9\n"])
def test_bytes_that_are_no_text_are_refused(data):
    assert refusal(data).code == "not_text"


def test_more_than_the_register_can_take_is_refused():
    assert refusal(b"n\n" + b"1\n" * (MAX_ROWS + 1)).code == "too_many_rows"
    assert refusal(b";".join([b"n"] * (MAX_COLUMNS + 1)) + b"\n").code == "too_many_columns"
    assert len(read_csv(b"n\n" + b"1\n" * MAX_ROWS).records) == MAX_ROWS + 1


def test_numbers_and_days_are_written_for_the_readers_language():
    from datetime import date
    from decimal import Decimal

    row = [Decimal("16.7666"), date(2024, 2, 29), -3, None]
    assert write_csv(["a"], [row]).decode("utf-8-sig").splitlines()[1] == "16,7666;2024-02-29;-3;"
    english = write_csv(["a"], [row], delimiter=",", decimal=".").decode("utf-8-sig")
    assert english.splitlines()[1] == "16.7666,2024-02-29,-3,"


def test_five_megabytes_of_commas_are_no_table():
    assert refusal(b"," * 5_000_000).code == "too_many_columns"


def test_a_cell_of_a_megabyte_is_refused_in_words():
    error = refusal(b"nom;type\n" + b"a" * 1_000_000 + b";B\n")
    assert (error.code, error.params["line"], error.params["column"]) == ("long_cell", 2, "A")


def test_a_spreadsheets_blank_columns_to_the_last_are_not_taken_for_cells():
    assert cells(b"nom" + b";" * 16_000 + b"\nA;B\n") == [("nom",), ("A", "B")]
