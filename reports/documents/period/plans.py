"""What was planned, beside what was done: events that were not held, numbers expected, series under way.

Targets of a programme are indicators; here stands what the records themselves say of plans.
"""

from dataclasses import dataclass
from datetime import date

from events.enums import Outcome
from publication.list_items import ListItem, list_item
from publication.models import PublishedSeries
from publication.questions.outcomes import outcome_words
from publication.questions.reading import facts_by_key, facts_of_events
from publication.questions.series import SeriesProgress, progress_of
from rss_registry.figures import Figure


@dataclass(frozen=True)
class NotHeld:
    """An event of the period that was not held, and why as far as it is known."""

    item: ListItem
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
    others = events.exclude(outcome=Outcome.HELD).oldest_first()
    for event, facts in facts_by_key(others):
        yield NotHeld(list_item(facts), facts.reference, outcome_words(event, facts.outcome_label, today))


def _attendance(events):
    """Only where both numbers are known: a comparison with one side says nothing."""
    for facts in facts_of_events(events.oldest_first()):
        summary = facts.headcount
        if summary.planned.is_known and summary.total.is_known:
            yield ExpectedAndSeen(
                facts.title, facts.reference, facts.dates.text, summary.planned, summary.total
            )


def _series(events):
    """Series whose length is announced: of the others nobody can say what is missing."""
    used = events.filter(series__isnull=False).order_by().values("series")
    series = PublishedSeries.objects.filter(pk__in=used, planned_number__isnull=False)
    for item, progress in zip(series, progress_of(series), strict=True):
        yield SeriesLine(item.title, item.get_absolute_url(), progress)
