"""Sums over a set of published events, each shared total counted once."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from django.db.models import Count, QuerySet, Sum
from django.db.models.functions import ExtractYear

from events.enums import Basis
from events.figures import UNKNOWN, Figure, add
from events.statistics import Totals
from publication.facts import SharedTotal
from publication.facts.stored import facts_of
from publication.models import PublishedBatch, PublishedEvent, PublishedNumber, PublishedTotal

PARTICIPANTS, WOMEN, MEN = "participants", "women", "men"


class Numbers:
    """What the numbers of some events add up to, by name, state and basis."""

    def __init__(self, rows: Iterable[tuple[str, str, str, int, int | None]]):
        self._values: dict[str, list[Figure]] = defaultdict(list)
        self._counts: dict[tuple[str, str], int] = defaultdict(int)
        for name, state, basis, count, value in rows:
            self._counts[name, state] += count
            if state == "stated":
                self._values[name].append(Figure(value, Basis(basis)))

    def sum(self, name: str) -> Figure:
        return add(self._values[name]) if name in self._values else UNKNOWN

    def stated(self, name: str) -> int:
        """Of how many events the number is told."""
        return self._counts[name, "stated"]


def numbers_of(events: QuerySet, *names: str, besides: Iterable[int] = ()) -> Numbers:
    """`besides`: events whose own numbers do not count here."""
    return Numbers(_rows(_numbers(events, names, besides).values_list("name", "state", "basis")))


def shared_totals_in(events: QuerySet) -> list[tuple[SharedTotal, frozenset[int]]]:
    """The shared totals that the page of at least one of `events` tells, each with the keys of its events."""
    telling = events.filter(is_coarse=False).order_by().values("pk")
    rows = (
        PublishedTotal.objects.filter(events__in=telling).distinct().order_by("pk").prefetch_related("events")
    )
    return [
        (facts_of(SharedTotal, row.content, {}), frozenset(event.pk for event in row.events.all()))
        for row in rows
    ]


def totals_of(events: QuerySet[PublishedEvent]) -> Totals:
    """Sums over `events`; a shared total enters whole, even where some of its events are not among them.

    Women and men add up only what each event's own page shows, so that no sum can give back by subtraction a
    small cell that a page hides.
    """
    shared = shared_totals_in(events)
    sharing = frozenset().union(*(keys for _total, keys in shared))
    numbers = numbers_of(events, PARTICIPANTS, WOMEN, MEN, besides=sharing)
    within = dict.fromkeys(events.filter(pk__in=sharing).values_list("pk", flat=True)) if sharing else {}
    return _totals(events.count(), numbers, shared, within)


def totals_of_register(events: QuerySet[PublishedEvent]) -> tuple[Totals, int]:
    """The totals of all events held, with those that stand in totals only, and how many these are."""
    totals = totals_of(events)
    batches = list(PublishedBatch.objects.values_list("size", "participants"))
    size = sum(number for number, _participants in batches)
    known = [Figure(number, Basis.APPROXIMATE) for _size, number in batches if number is not None]
    unknown = sum(number for number, participants in batches if participants is None)
    return replace(
        totals,
        events=totals.events + size,
        participants=add([totals.participants, *known]),
        events_without_total=totals.events_without_total + unknown,
        events_without_sex=totals.events_without_sex + size,
    ), size


def totals_by_year(events: QuerySet[PublishedEvent]) -> dict[int, Totals]:
    """The same for each year of a first day."""
    shared = shared_totals_in(events)
    sharing = frozenset().union(*(keys for _total, keys in shared))
    year = ExtractYear("first_day")
    dated = events.filter(first_day__isnull=False).order_by()
    counts = dict(dated.annotate(year=year).values_list("year").annotate(Count("pk")))
    years_of = dict(dated.filter(pk__in=sharing).annotate(year=year).values_list("pk", "year"))
    rows = defaultdict(list)
    found = _numbers(dated, (PARTICIPANTS, WOMEN, MEN), sharing).annotate(
        year=ExtractYear("event__first_day")
    )
    for first, *row in _rows(found.values_list("year", "name", "state", "basis")):
        rows[first].append(row)
    totals = {}
    for first, count in counts.items():
        within = [key for key, year_of in years_of.items() if year_of == first]
        told = [(total, keys) for total, keys in shared if keys & set(within)]
        totals[first] = _totals(count, Numbers(rows[first]), told, within)
    return totals


def _numbers(events, names, besides):
    numbers = PublishedNumber.objects.filter(event__in=events.order_by().values("pk"), name__in=names)
    return numbers.exclude(event__in=besides) if besides else numbers


def _rows(values):
    return values.order_by().annotate(Count("pk"), Sum("value"))


def _totals(count, numbers, shared, within) -> Totals:
    summaries = [total.summary for total, _keys in shared]
    split = [summary for summary in summaries if summary.women.is_shown and summary.men.is_shown]
    not_split = sum(len(keys & set(within)) for total, keys in shared if total.summary not in split)
    own = count - len(within)
    return Totals(
        events=count,
        participants=add(
            [numbers.sum(PARTICIPANTS), *(item.total for item in summaries if item.total.is_shown)]
        ),
        women=add([numbers.sum(WOMEN), *(item.women for item in split)]),
        men=add([numbers.sum(MEN), *(item.men for item in split)]),
        events_without_total=own - numbers.stated(PARTICIPANTS),
        events_without_sex=own - numbers.stated(WOMEN) + not_split,
        shared=tuple(total for total, _keys in shared),
    )
