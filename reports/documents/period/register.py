"""The register of a report: its events in the order in which they were held, on a table that can be read."""

from dataclasses import dataclass, field

from publication.facts import EventFacts
from publication.list_items import ListItem, list_item
from publication.questions.reading import facts_of_events
from rss_registry.templatetags.typography import percent

# A longer table takes WeasyPrint seconds, and nobody reads it on paper: the attached file has them all.
MOST_ROWS = 100
ROWS_THAT_FILL_A_PAGE = 20


@dataclass(frozen=True)
class RegisterRow:
    reference: str
    item: ListItem

    @property
    def women(self) -> str:
        return "" if self.item.women_percent is None else percent(self.item.women_percent)


@dataclass(frozen=True)
class Register:
    rows: tuple[RegisterRow, ...] = ()
    total: int = 0
    events: tuple[EventFacts, ...] = field(default=(), repr=False)
    """All of them, read once for whatever is told of each; they are no part of what is verified."""

    @property
    def left_out(self) -> int:
        return self.total - len(self.rows)

    @property
    def fills_a_page(self) -> bool:
        return len(self.rows) >= ROWS_THAT_FILL_A_PAGE

    @property
    def has_shared_line(self) -> bool:
        return any(row.item.is_shared for row in self.rows)


def register_of(events) -> Register:
    """Of a queryset of published events held, oldest first as they happened."""
    found = tuple(facts_of_events(events.oldest_first()))
    rows = (RegisterRow(facts.reference, list_item(facts)) for facts in found[:MOST_ROWS])
    return Register(tuple(rows), len(found), found)
