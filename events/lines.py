"""Events as lines of a list: what one reads before choosing to open one."""

from collections.abc import Iterable
from dataclasses import dataclass

from events.enums import Outcome, Role
from events.excerpts import Excerpt
from events.facts import event_dates_text, event_places_text
from events.models import Event
from publication.headcounts import summarise
from publication.shared_totals import GROUP_READS, shared_totals_of
from rss_registry.figures import UNKNOWN, Figure

_LEADS = (Role.ORGANISER, Role.CO_ORGANISER)


@dataclass(frozen=True)
class EventLine:
    event: Event
    url: str
    title: str
    kind: str
    dates: str
    places: str
    organisers: tuple[str, ...]
    programmes: tuple[str, ...]
    outcome: str
    outcome_label: str
    participants: Figure = UNKNOWN
    women_percent: int | None = None
    is_shared: bool = False
    """The number is a total that several events have in common."""
    excerpt: Excerpt | None = None
    """Where a search found the event, when nothing that the line shows says it."""

    @property
    def is_held(self) -> bool:
        return self.outcome == Outcome.HELD

    @property
    def shown(self) -> tuple[str, ...]:
        """The words that a reader of the line sees."""
        return (self.title, self.kind, self.dates, self.places, *self.organisers, *self.programmes)


def with_lines(events):
    """The same queryset, ready for `lines_of` in a constant number of queries."""
    return events.with_places().prefetch_related(
        "roles__organisation",
        "programmes",
        "headcounts",
        *(f"headcount_groups__{read}" for read in GROUP_READS),
    )


def lines_of(events: Iterable) -> list[EventLine]:
    """Lines of events read through `with_lines` and, before that, through the public gate."""
    return [_line(event) for event in events]


def _line(event):
    summary, is_shared = _headcount(event)
    return EventLine(
        event=event,
        url=event.get_absolute_url(),
        title=event.title,
        kind=event.get_kind_display(),
        dates=event_dates_text(event),
        places=event_places_text(event),
        organisers=tuple(role.organisation.short_name for role in event.roles.all() if role.role in _LEADS),
        programmes=tuple(programme.name for programme in event.programmes.all()),
        outcome=event.outcome,
        outcome_label=event.get_outcome_display(),
        participants=summary.total,
        women_percent=summary.women_percent,
        is_shared=is_shared,
    )


def _headcount(event):
    own = summarise(event.headcounts.all())
    if own.is_known:
        return own, False
    for _group, shared in shared_totals_of(event):
        return shared, True
    return own, False
