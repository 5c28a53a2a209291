"""What was planned, beside what was done: events that were not held, numbers expected, series under way.

Targets of a programme are indicators; here stands what the records themselves say of plans.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from events.enums import Outcome
from events.facts import event_dates_text
from events.lines import EventLine, lines_of, with_lines
from events.models import Series
from events.models.event_queries import public_day
from events.series_progress import SeriesProgress, progress_of
from publication.headcounts import summarise
from rss_registry.figures import Figure


@dataclass(frozen=True)
class NotHeld:
    """An event of the period that was not held, and why as far as it is known."""

    line: EventLine
    reference: str
    state: str


@dataclass(frozen=True)
class ExpectedAndSeen:
    """Participants that were expected at one event, and those who came."""

    title: str
    reference: str
    dates: str
    planned: Figure
    seen: Figure


@dataclass(frozen=True)
class SeriesLine:
    title: str
    url: str
    progress: SeriesProgress


@dataclass(frozen=True)
class Plans:
    not_held: tuple[NotHeld, ...] = ()
    attendance: tuple[ExpectedAndSeen, ...] = ()
    series: tuple[SeriesLine, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.not_held or self.attendance or self.series)


def plans_of(events, *, today: date) -> Plans:
    """Of a public queryset of events of every outcome; `today` tells what is overdue."""
    return Plans(
        not_held=tuple(_not_held(events, today)),
        attendance=tuple(_attendance(events.held())),
        series=tuple(_series(events)),
    )


def _not_held(events, today):
    others = with_lines(events.exclude(outcome=Outcome.HELD)).order_by(
        public_day().asc(nulls_last=True), "series_id", "series_rank", "pk"
    )
    others = list(others)
    for event, line in zip(others, lines_of(others), strict=True):
        yield NotHeld(line, event.reference, _state(event, line, today))


def _state(event, line, today):
    if event.outcome != Outcome.PLANNED:
        return line.outcome_label
    if event.ends_on is None:
        return _("prévu, sans date")
    return _("prévu, sans nouvelle depuis") if event.ends_on < today else _("à venir")


def _attendance(events):
    """Only where both numbers are known: a comparison with one side says nothing."""
    counted = events.filter(headcounts__basis="planned").distinct().prefetch_related("headcounts")
    for event in counted.order_by(public_day().asc(nulls_last=True), "pk"):
        summary = summarise(event.headcounts.all())
        if summary.planned.is_known and summary.total.is_known:
            yield ExpectedAndSeen(
                event.title, event.reference, event_dates_text(event), summary.planned, summary.total
            )


def _series(events):
    """Series whose length is announced: of the others nobody can say what is missing."""
    used = events.filter(series__isnull=False).order_by().values("series")
    series = Series.objects.filter(pk__in=used, planned_number__isnull=False)
    for item, progress in zip(series, progress_of(series), strict=True):
        yield SeriesLine(item.title, item.get_absolute_url(), progress)
