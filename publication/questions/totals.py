"""Sums over a set of published events, each shared total counted once."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from django.db.models import Count, Exists, OuterRef, QuerySet, Sum
from django.db.models.functions import ExtractYear
from django.utils.translation import get_language

from events.enums import Outcome
from publication.batches import Batch
from publication.disclosure.splits import is_withheld
from publication.facts import SharedTotal
from publication.facts.stored import facts_of
from publication.headcounts import HeadcountSummary
from publication.models import PublishedBatch, PublishedEvent, PublishedNumber, PublishedTotal
from publication.questions.register_counts import events_by_outcome
from publication.shares import Share, add_shares
from publication.totals import Totals
from rss_registry.data_version import remembered
from rss_registry.figures import UNKNOWN, Basis, Coverage, Figure, add

PARTICIPANTS, WOMEN, MEN = "participants", "women", "men"
# Women and participants of the events where both are stated and shown; masked: one of them is withheld.
SHARE_WOMEN, SHARE_BASE = "share_women", "share_base"
_OF_TOTALS = (PARTICIPANTS, WOMEN, MEN, SHARE_WOMEN, SHARE_BASE)


@dataclass(frozen=True)
class Shared:
    """The shared totals that some events tell, each with the keys of its events."""

    totals: tuple[tuple[SharedTotal, frozenset[int]], ...]
    within: frozenset[int]
    """Those of their events that are among the ones asked of."""

    @property
    def sharing(self) -> frozenset[int]:
        return frozenset().union(*(keys for _total, keys in self.totals))


class Numbers:
    """What the numbers of some events add up to; `events`: how many there are, told of or not."""

    def __init__(self, rows: Iterable[tuple[str, str, str, int, int | None]], events: int):
        self.events = events
        self._values: dict[str, list[Figure]] = defaultdict(list)
        self._counts: dict[tuple[str, str], int] = defaultdict(int)
        for name, state, basis, count, value in rows:
            self._counts[name, state] += count
            if state == "stated":
                self._values[name].append(Figure(value, Basis(basis)))

    def sum(self, name: str) -> Figure:
        return add(self._values[name]) if name in self._values else UNKNOWN

    def coverage(self, name: str) -> Coverage:
        covered, masked = self._counts[name, "stated"], self._counts[name, "masked"]
        return Coverage(covered, self.events - covered - masked, masked)

    def covered(self, name: str, shared: Iterable[tuple[Figure, int]] = ()) -> Figure:
        """The sum with that of shared totals (each with the number of its events that are meant)."""
        coverage, figures = self.coverage(name), [self.sum(name)]
        for figure, number in shared:
            coverage += Coverage(figure.is_shown, not figure.is_known, is_withheld(figure)).times(number)
            figures += [figure] if figure.is_shown else []
        return replace(add(figures), coverage=coverage)


def _shared_totals_in(events: QuerySet) -> Shared:
    """The shared totals that the page of at least one of `events` tells."""
    links = PublishedTotal.events.through.objects.order_by("publishedtotal", "publishedevent")
    asked = events.order_by()
    # Few totals are shared: each of their events is looked up among those that are asked of.
    told = links.order_by().filter(Exists(asked.filter(is_coarse=False, pk=OuterRef("publishedevent"))))
    rows = links.filter(publishedtotal__in=told.values("publishedtotal")).annotate(
        is_within=Exists(asked.filter(pk=OuterRef("publishedevent")))
    )
    keys, within = defaultdict(set), set()
    # The link itself is no translated model.
    content_column = f"publishedtotal__content_{get_language()}"
    for content, key, is_within in rows.values_list(content_column, "publishedevent", "is_within"):
        keys[content].add(key)
        within |= {key} if is_within else set()
    return Shared(
        tuple((facts_of(SharedTotal, content, {}), frozenset(found)) for content, found in keys.items()),
        frozenset(within),
    )


def totals_of(events: QuerySet[PublishedEvent], *, count: int | None = None) -> Totals:
    """Sums over `events` (`count` of them, where that is known); a shared total enters whole.

    They add up only what each event's own page shows, so that no sum can give back by subtraction a number
    that a page withholds; how many are left out for that is in their coverage.
    """
    shared = _shared_totals_in(events)
    count = events.count() if count is None else count
    return _totals_from(_numbers(events, _OF_TOTALS, shared.sharing), shared, count)


def totals_held() -> Totals:
    """Sums over all events held that have a page: what the first list and the home page say."""
    return remembered("totals held", _read_totals_held)


def _read_totals_held():
    shared = _shared_totals_in(PublishedEvent.objects.open().held())
    others = PublishedEvent.objects.all_but_open_and_held().order_by().values("pk")
    numbers = _but(PublishedNumber.objects.filter(name__in=_OF_TOTALS), shared.sharing)
    count = events_by_outcome().get(Outcome.HELD, 0)
    return _totals_from(numbers.exclude(event__in=others), shared, count)


def totals_of_register() -> tuple[Totals, int]:
    """The totals of all events held, with those that stand in totals only, and how many these are."""
    rows = PublishedBatch.objects.order_by("pk").values_list("size", "participants")
    batches = [
        Batch(("",) * size, UNKNOWN if number is None else Figure(number, Basis.APPROXIMATE))
        for size, number in rows
    ]
    return totals_held().with_batches(batches), sum(len(batch.events) for batch in batches)


def totals_by_year(events: QuerySet[PublishedEvent]) -> dict[int, Totals]:
    """The same for each year of a first day."""
    shared = _shared_totals_in(events)
    year = ExtractYear("first_day")
    dated = events.filter(first_day__isnull=False).order_by()
    counts = dict(dated.annotate(year=year).values_list("year").annotate(Count("pk")))
    years_of = dict(dated.filter(pk__in=shared.sharing).annotate(year=year).values_list("pk", "year"))
    found = _numbers(dated, _OF_TOTALS, shared.sharing).annotate(year=ExtractYear("event__first_day"))
    rows = defaultdict(list)
    for first, *row in _rows(found.values_list("year", "name", "state", "basis")):
        rows[first].append(row)
    totals = {}
    for first, count in counts.items():
        within = frozenset(key for key, year_of in years_of.items() if year_of == first)
        told = [(total, keys) for total, keys in shared.totals if keys & within]
        totals[first] = _totals(count, Numbers(rows[first], count - len(within)), told, within)
    return totals


def category_sums(events: QuerySet[PublishedEvent], categories: Collection[str]) -> dict[str, Figure]:
    """Participations by category, as far as a page shows them; a shared total enters once."""
    shared = _shared_totals_in(events)
    names = {category: f"category {category}" for category in categories}
    rows = _rows(_numbers(events, names.values(), shared.sharing).values_list("name", "state", "basis"))
    numbers = Numbers(rows, events.count() - len(shared.within))
    sums = {}
    for category, name in names.items():
        cells = [
            (_category(total.summary, category), len(keys & shared.within)) for total, keys in shared.totals
        ]
        sums[category] = numbers.covered(name, cells)
    return sums


def numbers_of(events: QuerySet, *names: str) -> Numbers:
    """Numbers that no shared total tells (of recommendations)."""
    return Numbers(_rows(_numbers(events, names, ()).values_list("name", "state", "basis")), 0)


def _category(summary: HeadcountSummary, category):
    return next((cell.figure for cell in summary.categories if cell.key == category), UNKNOWN)


def _numbers(events, names, besides):
    numbers = PublishedNumber.objects.filter(event__in=events.order_by().values("pk"), name__in=names)
    return _but(numbers, besides)


def _but(numbers, keys):
    return numbers.exclude(event__in=keys) if keys else numbers


def _rows(values):
    return values.order_by().annotate(Count("pk"), Sum("value"))


def _totals_from(numbers, shared, count):
    rows = _rows(numbers.values_list("name", "state", "basis"))
    return _totals(count, Numbers(rows, count - len(shared.within)), shared.totals, shared.within)


def _totals(count, numbers: Numbers, shared, within) -> Totals:
    # Each with as many events as are meant of it, whose people are counted once.
    scopes = [(total.summary, len(keys & within)) for total, keys in shared]
    participants = numbers.covered(PARTICIPANTS, [(item.total, number) for item, number in scopes])
    shares = [Share(numbers.sum(SHARE_WOMEN), numbers.sum(SHARE_BASE), numbers.coverage(SHARE_BASE))]
    shares += [
        replace(item.women_share, coverage=item.women_share.coverage.times(number)) for item, number in scopes
    ]
    share = replace(add_shares(shares), known=participants)
    return Totals(
        events=count,
        participants=participants,
        women=numbers.covered(WOMEN, [(item.women, number) for item, number in scopes]),
        men=numbers.covered(MEN, [(item.men, number) for item, number in scopes]),
        events_without_total=numbers.coverage(PARTICIPANTS).unknown + numbers.coverage(PARTICIPANTS).masked,
        events_without_sex=share.coverage.unknown + share.coverage.masked,
        events_masked=share.coverage.masked,
        women_share=share,
        shared=tuple(total for total, _keys in shared),
    )
