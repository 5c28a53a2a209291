"""The data files: TOML, texts folded for reading, translated fields as `title.fr` and `title.en`."""

import re
import tomllib
from pathlib import Path

_LINE_BREAK = re.compile(r"[ \t]*\n[ \t]*")


class DemoDataError(Exception):
    """Wrong data; the message names the file and the key."""


def read(path: Path) -> dict:
    """The tables of one file, with every translated field as its two columns."""
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise DemoDataError(f"{path.name}: {error}") from error
    return {name: [_columns(row, f"{path.name}, {name}") for row in rows] for name, rows in tables.items()}


def _columns(row, where):
    """The row with `name = {fr, en}` as `name_fr` and `name_en`, and with its texts unwrapped."""
    where = f"{where} « {row.get('key') or row.get('slug') or row.get('code') or '?'} »"
    columns = {}
    for field, value in row.items():
        if isinstance(value, dict):
            if value.keys() != {"fr", "en"}:
                raise DemoDataError(f"{where}, {field}: il faut « fr » et « en », et rien d’autre")
            columns |= {f"{field}_{language}": _unwrap(text) for language, text in value.items()}
        elif isinstance(value, list):
            columns[field] = [_columns(x, f"{where}, {field}") if isinstance(x, dict) else x for x in value]
        else:
            columns[field] = _unwrap(value) if isinstance(value, str) else value
    return columns


def _unwrap(text):
    """Paragraphs are parted by a blank line; a single line break only kept the file narrow."""
    paragraphs = text.strip().split("\n\n")
    return "\n\n".join(_LINE_BREAK.sub(" ", paragraph.strip()) for paragraph in paragraphs)
