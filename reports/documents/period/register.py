"""The register of a report: its events in the order in which they were held, on a table that can be read."""

from dataclasses import dataclass, field

from events.models import Event
from events.models.event_queries import public_day
from publication.list_items import EventLine, lines_of, with_lines
from rss_registry.templatetags.typography import percent
from website.datasets.events import with_cells

# A longer table takes WeasyPrint seconds, and nobody reads it on paper: the attached file has them all.
MOST_ROWS = 100
ROWS_THAT_FILL_A_PAGE = 20


@dataclass(frozen=True)
class RegisterRow:
    reference: str
    line: EventLine

    @property
    def women(self) -> str:
        return "" if self.line.women_percent is None else percent(self.line.women_percent)


@dataclass(frozen=True)
class Register:
    rows: tuple[RegisterRow, ...] = ()
    total: int = 0
    events: tuple[Event, ...] = field(default=(), repr=False)
    """All of them, read once for whatever is told of each; they are no part of what is verified."""

    @property
    def left_out(self) -> int:
        return self.total - len(self.rows)

    @property
    def fills_a_page(self) -> bool:
        return len(self.rows) >= ROWS_THAT_FILL_A_PAGE

    @property
    def has_shared_line(self) -> bool:
        return any(row.line.is_shared for row in self.rows)


def in_order(events):
    """Oldest first, as they happened; by the day that the public may know."""
    return events.order_by(public_day().asc(nulls_last=True), "series_rank", "pk")


def register_of(events) -> Register:
    """Of a public queryset of events held."""
    found = tuple(in_order(with_cells(with_lines(events))))
    shown = found[:MOST_ROWS]
    rows = (RegisterRow(event.reference, line) for event, line in zip(shown, lines_of(shown), strict=True))
    return Register(tuple(rows), len(found), found)
