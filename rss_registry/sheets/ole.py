"""The stream of a workbook inside a compound file, as Excel kept them before 2007."""

import struct

_FREE = 0xFFFFFFFA  # from here on a sector's number is a mark and no place
_ENTRY = 128
_ROOT = 5


def workbook_stream(data: bytes) -> bytes:
    """The bytes of the stream « Workbook »; a broken file raises whatever reading it comes upon."""
    size, small = 1 << _number(data, 0x1E, 2), 1 << _number(data, 0x20, 2)
    if size not in (512, 4096) or small != 64:
        raise ValueError("sector size")

    def sector(number):
        place = (number + 1) * size
        return data[place : place + size]

    places = list(struct.unpack_from("<109I", data, 0x4C))
    more = _number(data, 0x44)
    for _turn in range(_number(data, 0x48)):
        if more >= _FREE or len(places) > len(data) // 4:
            break
        *part, more = _numbers(sector(more))
        places += part
    table = [entry for place in places if place < _FREE for entry in _numbers(sector(place))]
    directory = b"".join(map(sector, _chain(table, _number(data, 0x30))))
    entries = [directory[at : at + _ENTRY] for at in range(0, len(directory) - _ENTRY + 1, _ENTRY)]
    book = next(entry for name in ("Workbook", "Book") for entry in entries if _name(entry) == name)
    length = _number(book, 0x78)
    if length >= _number(data, 0x38):
        return b"".join(map(sector, _chain(table, _number(book, 0x74))))[:length]
    root = next(entry for entry in entries if entry[0x42] == _ROOT)
    inner = b"".join(map(sector, _chain(table, _number(root, 0x74))))
    inner_table = [entry for place in _chain(table, _number(data, 0x3C)) for entry in _numbers(sector(place))]
    parts = (inner[place * small : (place + 1) * small] for place in _chain(inner_table, _number(book, 0x74)))
    return b"".join(parts)[:length]


def _chain(table, place):
    """The sectors of a stream, one after the other; a circle ends it."""
    for _turn in range(len(table)):
        if place >= _FREE:
            return
        yield place
        place = table[place]


def _name(entry):
    return entry[: max(0, _number(entry, 0x40, 2) - 2)].decode("utf-16-le", errors="replace")


def _number(data, at, width=4):
    return struct.unpack_from("<I" if width == 4 else "<H", data, at)[0]


def _numbers(part):
    return struct.unpack(f"<{len(part) // 4}I", part[: len(part) // 4 * 4])
