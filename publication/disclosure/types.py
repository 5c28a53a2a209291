"""What is stated of the people of one event, and what of it may be told."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, replace

from publication.disclosure.splits import is_withheld
from rss_registry.figures import UNKNOWN, Figure, Suppression

SEX = "sex"


@dataclass(frozen=True)
class Count:
    """One stated number; `as_published`: the organiser published it in a named source."""

    figure: Figure
    as_published: bool = False


@dataclass(frozen=True)
class Table:
    """Another count of the same people: copies of a test (by sex), certificates, planned numbers."""

    total: Figure = UNKNOWN
    cells: Mapping[Hashable, Figure] = field(default_factory=dict)
    is_subset: bool = True
    """Whether these people were among the participants; those planned need not have come."""


@dataclass(frozen=True)
class Statements:
    """All that is stated about the people of one event, or of events that share a total."""

    total: Count = Count(UNKNOWN)
    splits: Mapping[str, Mapping[Hashable, Count]] = field(default_factory=dict)
    """Split → part → count, each part counted on its own."""
    crossed: Mapping[frozenset[tuple[str, Hashable]], Figure] = field(default_factory=dict)
    """Parts of two splits or more at once: {("sex", "women"), ("category", "media")} → count."""
    tables: Mapping[Hashable, Table] = field(default_factory=dict)
    shares_a_total: bool = False
    """Whether a total that several events share may tell the one that is not stated here."""


@dataclass(frozen=True)
class Disclosed:
    """The same as the public may know it: every number with its suppression."""

    total: Figure = UNKNOWN
    splits: Mapping[str, Mapping[Hashable, Figure]] = field(default_factory=dict)
    tables: Mapping[Hashable, Table] = field(default_factory=dict)

    def part(self, split: str, key: Hashable) -> Figure:
        return self.splits.get(split, {}).get(key, UNKNOWN)

    @property
    def is_suppressed(self) -> bool:
        """Whether a number of the headcount itself is withheld."""
        return is_withheld(self.total) or any(map(self.is_split_suppressed, self.splits))

    def is_split_suppressed(self, split: str) -> bool:
        return any(map(is_withheld, self.splits.get(split, {}).values()))


def masked(figure: Figure) -> Figure:
    return replace(figure, suppression=Suppression.SECONDARY) if figure.is_known else figure


def all_masked(table: Table) -> Table:
    return replace(
        table,
        total=masked(table.total),
        cells={key: masked(figure) for key, figure in table.cells.items()},
    )
