"""What the records of an old Excel sheet say of its size and of what is hidden, before a library unpacks it.

The library makes a rectangle of all cells and copies a shared text for each of them: 5 MB may ask for
gigabytes.
"""

import struct
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

_BOUND_SHEET, _END, _SHARED, _CONTINUE = 0x85, 0x0A, 0xFC, 0x3C
_PASSWORD = 0x2F
_COLUMN_INFO, _ROW, _SHARED_TEXT, _MANY = 0x7D, 0x208, 0xFD, 0xBD
# Numbers, texts, formulas, truth values: each begins with its line and its column.
_CELLS = {0x203, 0x27E, _SHARED_TEXT, 0x204, 0xD6, 0x205, 0x06, 0x206, 0x406, _MANY}
_WORKSHEET = 0


class Locked(Exception):
    """The workbook needs a password."""


@dataclass
class SheetSize:
    """Of one worksheet: the rectangle of its cells, the shared texts in them, what is hidden (from 0)."""

    lines: int = 0
    columns: int = 0
    texts: Counter = field(default_factory=Counter)
    hidden_columns: set[int] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)


def sizes(stream: bytes) -> tuple[list[SheetSize], int]:
    """The size of each worksheet, and how many letters their shared texts have if each is copied."""
    starts, lengths = [], []
    for kind, at, length in _records(stream, 0):
        if kind == _BOUND_SHEET:
            start, _shown, sheet_kind = struct.unpack_from("<IBB", stream, at)
            if sheet_kind & 0x0F == _WORKSHEET:
                starts.append(start)
        elif kind == _PASSWORD:
            raise Locked
        elif kind == _SHARED:
            lengths = _lengths(_pieces(stream, at, length))
    found = [_size(stream, start) for start in starts]
    letters = sum(
        lengths[index] * times
        for size in found
        for index, times in size.texts.items()
        if index < len(lengths)
    )
    return found, letters


def _records(stream, at) -> Iterator[tuple[int, int, int]]:
    """Kind, place and length of each record up to the end of its part of the stream."""
    depth = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, at + 4, length
        at += 4 + length
        if kind in (0x809, 0x409, 0x209, 0x09):
            depth += 1
        elif kind == _END:
            depth -= 1
            if depth <= 0:
                return


def _size(stream, start):
    size = SheetSize()
    for kind, at, length in _records(stream, start):
        if kind in _CELLS and length >= 6:
            line, column = struct.unpack_from("<HH", stream, at)
            if kind == _MANY:
                column = struct.unpack_from("<H", stream, at + length - 2)[0]
            elif kind == _SHARED_TEXT and length >= 10:
                size.texts[struct.unpack_from("<I", stream, at + 6)[0]] += 1
            size.lines, size.columns = max(size.lines, line + 1), max(size.columns, column + 1)
        elif kind == _COLUMN_INFO and length >= 10:
            first, last, _width, _style, options = struct.unpack_from("<5H", stream, at)
            if options & 1:
                size.hidden_columns.update(range(first, min(last, 255) + 1))
        elif kind == _ROW and length >= 16 and struct.unpack_from("<H", stream, at + 12)[0] & 0x20:
            size.hidden_rows.add(struct.unpack_from("<H", stream, at)[0])
    return size


def _pieces(stream, at, length):
    """A record and those that continue it."""
    pieces = [stream[at : at + length]]
    at += length
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        if kind != _CONTINUE:
            break
        pieces.append(stream[at + 4 : at + 4 + length])
        at += 4 + length
    return pieces


def _lengths(pieces):
    """How many letters each shared text has."""
    lengths = []
    reader = _Pieces(pieces)
    count = struct.unpack("<II", reader.take(8))[1]
    while len(lengths) < count and not reader.ended:
        letters, options = struct.unpack("<HB", reader.take(3))
        runs = struct.unpack("<H", reader.take(2))[0] if options & 8 else 0
        extra = struct.unpack("<I", reader.take(4))[0] if options & 4 else 0
        reader.skip_letters(letters, 2 if options & 1 else 1)
        reader.skip(4 * runs + extra)
        lengths.append(letters)
    return lengths


class _Pieces:
    """Bytes over several records; letters that go on in the next one begin there with their width again."""

    def __init__(self, pieces):
        self._pieces = pieces
        self._piece, self._at = 0, 0

    @property
    def ended(self):
        while self._piece < len(self._pieces) and self._at >= len(self._pieces[self._piece]):
            self._piece, self._at = self._piece + 1, 0
        return self._piece >= len(self._pieces)

    def take(self, count):
        taken = b""
        while len(taken) < count and not self.ended:
            part = self._pieces[self._piece][self._at : self._at + count - len(taken)]
            self._at += len(part)
            taken += part
        return taken

    def skip(self, count):
        while count > 0 and not self.ended:
            step = min(count, len(self._pieces[self._piece]) - self._at)
            self._at += step
            count -= step

    def skip_letters(self, count, width):
        while count > 0 and not self.ended:
            here = (len(self._pieces[self._piece]) - self._at) // width
            step = min(count, here)
            self._at += step * width
            count -= step
            if count:
                self._piece, self._at = self._piece + 1, 0
                if self.ended:
                    return
                width = 2 if self._pieces[self._piece][0] & 1 else 1
                self._at = 1
