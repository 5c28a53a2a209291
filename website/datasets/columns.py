"""What a dataset is made of: columns that are declared once, and cells that every format can write."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from django.utils.translation import override


class Kind(Enum):
    """What a cell holds; the values are the types of a Frictionless table schema."""

    TEXT = "string"
    NUMBER = "number"
    INTEGER = "integer"
    DATE = "date"
    YES_NO = "boolean"
    LIST = "list"
    """Several texts: an array in JSON, one cell with bars elsewhere."""


@dataclass(frozen=True)
class Hidden:
    """A number that is known and not published: `text` is what a reader sees instead."""

    text: str


@dataclass(frozen=True)
class Column:
    """`code` never changes; `header` is marked for translation and names the column to a reader."""

    code: str
    header: str
    kind: Kind = Kind.TEXT
    hxl: str = ""
    note: str = ""

    def header_in(self, language: str) -> str:
        with override(language):
            return str(self.header)


@dataclass(frozen=True)
class Dataset:
    """`cells` turns one thing into the cells of its row, in the order of `columns`."""

    code: str
    title: str
    description: str
    columns: Sequence[Column]
    cells: Callable[[Any], tuple]


@dataclass(frozen=True)
class Table:
    """The rows of a dataset that one address asks for, ready to be written in any format.

    `rows` can be read once: it comes from the database as it is written.
    """

    dataset: Dataset
    rows: Iterable[tuple]
    count: int
    address: str
    name: str
    related: tuple["Table", ...] = field(default=())
