"""Text with separators: CSV and TSV, in whatever encoding an office's program wrote them."""

import csv
import re

from django.utils.translation import gettext_lazy as _

from rss_registry.sheets.sheet import Sheet, make_sheet
from rss_registry.tabular import TableError, decode, delimiter_of, not_a_table, reader_of

# A PDF, a picture of text: bytes that are letters of Windows-1252 by accident.
_NOT_TEXT = re.compile("[\x01-\x08\x0e-\x1a\x1c-\x1f]")
# The bytes of « é è ê à ç ô » under DOS (« CSV (MS-DOS) » of Excel), and under Windows.
_DOS, _WINDOWS = b"\x82\x8a\x88\x85\x87\x93", b"\xe9\xe8\xea\xe0\xe7\xf4"
# What a spreadsheet takes for the whole of a cell that repeats the one above.
_DITTO = "〃"


def read_text(data: bytes) -> tuple[Sheet, ...]:
    """The one sheet of a text file; it has no name."""
    text = _text(data)
    if text.startswith("sep=") and len(first := text.partition("\n")[0].rstrip("\r")) == 5:
        delimiter, text = first[4], text.partition("\n")[2]
    else:
        delimiter = delimiter_of(text)
    return (make_sheet("", _rows(text, delimiter)),)


def _text(data):
    start = data[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<html", b"<!doctype", b"<?xml", b"<table", b"<meta")):
        raise TableError(
            _(
                "Ce fichier est une page web à laquelle on a donné le nom d’un classeur : ouvrez-le dans le "
                "tableur et enregistrez-le au format « Classeur Excel (.xlsx) »."
            ),
            code="web_page",
        )
    if start.startswith((b"%pdf", b"{\\rtf")):
        raise not_a_table()
    text = _decoded(data)
    if _NOT_TEXT.search(text):
        raise not_a_table()
    return text


def _decoded(data):
    if b"\0" in data or data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        return decode(data)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if sum(map(data.count, _each(_DOS))) > sum(map(data.count, _each(_WINDOWS))):
        return data.decode("cp850")
    # Lists pasted together hold lines in both.
    return "".join(map(_line, data.splitlines(keepends=True)))


def _each(signs):
    return [bytes([sign]) for sign in signs]


def _line(line):
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace")


def _rows(text, delimiter):
    """The rows; where a lone quotation mark stands for « as above », it is one, and opens nothing."""
    lone = re.compile(rf'(?:(?<=[{re.escape(delimiter)}\n\r])|^)[ ]*"[ ]*(?=[{re.escape(delimiter)}\n\r]|$)')
    try:
        rows = list(reader_of(text, delimiter))
        if not lone.search(text) or not any(
            "\n" in cell and delimiter in cell for row in rows for cell in row
        ):
            return rows
    except csv.Error:
        pass
    text = lone.sub(_DITTO, text)
    try:
        return list(reader_of(text, delimiter))
    except csv.Error:
        return list(csv.reader(text.splitlines(), delimiter=delimiter, quoting=csv.QUOTE_NONE))
