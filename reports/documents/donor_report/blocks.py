"""What a part of a donor's report is made of: each kind of block has its template."""

from dataclasses import dataclass
from typing import ClassVar

from publication.facts import RecommendationFacts
from reports.documents.fact_tables import Row


@dataclass(frozen=True)
class Facts:
    """Labels, and what is known under them."""

    rows: tuple[Row, ...]
    template: ClassVar[str] = "reports/donor/_facts.html"


@dataclass(frozen=True)
class Prose:
    """Sentences that the register writes itself."""

    paragraphs: tuple[str, ...]
    template: ClassVar[str] = "reports/donor/_prose.html"


@dataclass(frozen=True)
class Bullets:
    items: tuple[str, ...]
    caption: str = ""
    template: ClassVar[str] = "reports/donor/_bullets.html"


@dataclass(frozen=True)
class Column:
    label: str
    is_number: bool = False


@dataclass(frozen=True)
class Table:
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    style: str = ""
    template: ClassVar[str] = "reports/donor/_table.html"

    @property
    def cells(self):
        """The rows, each cell with its column; the first heads its row."""
        return tuple(tuple(zip(self.columns, row, strict=True)) for row in self.rows)


@dataclass(frozen=True)
class Extract:
    """What the record of one event says: its heading, then its facts and texts."""

    title: str
    note: str = ""
    rows: tuple[Row, ...] = ()
    texts: tuple[tuple[str, str], ...] = ()
    """(label, text); a label may be empty."""
    lists: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """(label, items)."""


@dataclass(frozen=True)
class Extracts:
    """One extract per event, under the part's own heading."""

    items: tuple[Extract, ...]
    template: ClassVar[str] = "reports/donor/_extracts.html"


@dataclass(frozen=True)
class Recommendations:
    """Numbered, with addressee, due date and follow-up."""

    records: tuple[RecommendationFacts, ...]
    template: ClassVar[str] = "reports/_records.html"


@dataclass(frozen=True)
class Signature:
    """Lines to fill in by hand."""

    lines: tuple[str, ...]
    template: ClassVar[str] = "reports/donor/_signature.html"


Block = Facts | Prose | Bullets | Table | Extracts | Recommendations | Signature
