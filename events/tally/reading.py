"""What the tally knows of events, read in a constant number of queries, for all of them or for some.

Whatever is read here was decided elsewhere: what may be named by the querysets of roles and
agreements, which figures are shown by `publication.headcounts`. The tally only counts it.
"""

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Value, When

from events.enums import FollowUpStatus, RecommendationKind, Role, Sensitivity
from events.facts.moments import public_moment
from events.funding import paid_through_programme
from events.models import Audience, Event, EventPlace, EventRole, Headcount, HeadcountGroup, Recommendation
from events.tally.sets import (
    ANSWERED,
    ASKED,
    DONE,
    MASKED,
    MEN,
    PARTICIPANTS,
    SHARE_BASE,
    SHARE_WOMEN,
    WOMEN,
    EventEntry,
    category_of,
    masked_in,
)
from organisations.enums import PlaceKind
from organisations.models import Place
from publication.headcounts import ROW, summarise
from publication.shared_totals import GROUP_READS, SharedTotal, summarise_shared
from rss_registry.figures import Figure


def read_entries(events: QuerySet) -> Iterator[EventEntry]:
    """The entries of `events`, all of which are to be `countable()`."""
    values, figures = _values(events), _figures(events)
    columns = ("pk", "day", "series", "rank", "visible_from", "updated_at", "sensitivity", "kind", "outcome")
    dates = ("ends_on", "starts_on__year", "ends_on__year")
    for row in events.with_public_order().order_by().values_list(*columns, *dates):
        key, day, series, rank, visible_from, changed_at, sensitivity, kind, outcome, *known = row
        ends_on, first, last = known
        yield EventEntry(
            key=key,
            place=_place(key, day, series, rank),
            visible_from=visible_from,
            changed_at=public_moment(Event(sensitivity=sensitivity, ends_on=ends_on), changed_at)
            if sensitivity == Sensitivity.REGION_AND_MONTH
            else changed_at,
            values=values.get(key, {})
            | {
                "page": [True] if sensitivity in Sensitivity.with_page() else [],
                "every fact": [True] if sensitivity != Sensitivity.REGION_AND_MONTH else [],
                "dated": [True] if first else [],
                "type": [kind],
                "series": [series] if series else [],
                "outcome": [outcome],
                "first year": [first] if first else [],
                "annee": range(first, last + 1) if first else [],
            },
            figures=figures.get(key, {}),
        )


def read_shared_totals(events: QuerySet) -> list[SharedTotal]:
    """The shared totals of `events` that say something."""
    groups = HeadcountGroup.objects.filter(events__in=_keys(events)).distinct()
    found = []
    for group in groups.prefetch_related(*GROUP_READS):
        summary = summarise_shared(group)
        if summary.is_known:
            found.append(SharedTotal(group, summary, tuple(group.events.all())))
    return found


def _place(key, day, series, rank):
    """The last day first, then the last rank; what has no day by series and rank, at the end."""
    if day is None:
        return True, 0, series or 0, rank or 0, -key
    return False, -day.toordinal(), 0, -(rank or 0), -key


def _values(events):
    found = defaultdict(lambda: defaultdict(set))
    for name, pairs in _links(events):
        for key, value in pairs.order_by().values_list("event", "value").iterator():
            if value is not None:
                found[key][name].add(value)
    for key, organisation, role in _roles(events):
        found[key]["organisation"].add(organisation)
        found[key]["role"].add((organisation, role))
        if role == Role.FUNDER:
            found[key]["bailleur"].add(organisation)
    for key in events.with_day().order_by().values_list("pk", flat=True):
        found[key]["has day"].add(True)
    return found


def _links(events):
    """For each filter, rows of a table of links, annotated with the `value` that they give an event."""
    keys = _keys(events)
    places = EventPlace.objects.filter(event__in=keys)
    yield "region", places.annotate(value=_unit())
    yield "located", places.exclude(place__in=_home_country()).annotate(value=Value(True))
    for name, model, column in (
        ("theme", Event.themes.through, "theme"),
        ("programme", Event.programmes.through, "programme"),
        ("public", Audience, "category"),
    ):
        yield name, model.objects.filter(event__in=keys).annotate(value=F(column))


def _home_country():
    """A place that says no more than « in Mali »."""
    return Place.objects.filter(kind=PlaceKind.COUNTRY, children__kind__in=PlaceKind.units())


def _unit():
    """The region in which a place lies, however deep."""
    levels = ("place", "place__parent", "place__parent__parent", "place__parent__parent__parent")
    units = PlaceKind.units()
    return Case(*(When(**{f"{level}__kind__in": units}, then=F(f"{level}__pk")) for level in levels))


def _roles(events):
    """(event, organisation, role) as the public may know them; who pays by an agreement is a funder."""
    named = EventRole.objects.public().filter(event__in=_keys(events)).order_by()
    yield from named.values_list("event", "organisation", "role").iterator()
    for pairs, funder in _payments(events):
        for event, organisation in pairs.order_by().values_list("event", funder).iterator():
            yield event, organisation, Role.FUNDER.value


def _payments(events):
    """Links of events to agreements that name their funder (and the path to it), unless withheld."""
    for links, agreement, has_paid in (
        (Event.agreements.through, "grantagreement", Q()),
        (Event.programmes.through, "programme__agreements", paid_through_programme()),
    ):
        funder = f"{agreement}__funder"
        names = Event.objects.may_name_funder(OuterRef(OuterRef(funder))).filter(pk=OuterRef("event"))
        disclosed = {f"{agreement}__funder_disclosed": True}
        yield links.objects.filter(has_paid, Exists(names), event__in=_keys(events), **disclosed), funder


def _figures(events):
    found = defaultdict(dict)
    rows = defaultdict(list)
    numbers = Headcount.objects.filter(event__in=_keys(events)).order_by()
    # Plain tuples: at tens of thousands of rows, making objects of them is what takes the time.
    for key, *row in numbers.values_list("event", *ROW._fields).iterator():
        rows[key].append(tuple(row))
    for key, given in rows.items():
        found[key] = dict(_shown(tuple(given)))
    asked = Recommendation.objects.filter(
        event__in=_keys(events), kind=RecommendationKind.RECOMMENDATION
    ).with_status()
    counted = (
        asked.order_by()
        .values("event")
        .annotate(
            **{
                ASKED: Count("pk"),
                ANSWERED: Count("pk", filter=~Q(status=FollowUpStatus.NOT_KNOWN)),
                DONE: Count("pk", filter=Q(status=FollowUpStatus.DONE)),
            }
        )
    )
    for row in counted:
        found[row.pop("event")] |= {name: Figure(number) for name, number in row.items()}
    return found


@lru_cache(maxsize=20_000)
def _shown(rows) -> tuple[tuple[str, Figure], ...]:
    """The figures that the page of an event with these rows shows; many events have the same rows."""
    summary = summarise(ROW(*row) for row in rows)
    cells = {PARTICIPANTS: summary.total, WOMEN: summary.women, MEN: summary.men}
    if summary.women_share.is_known:
        cells |= {SHARE_WOMEN: summary.women_share.numerator, SHARE_BASE: summary.women_share.base}
    cells |= {category_of(cell.key): cell.figure for cell in summary.categories}
    shown = {name: figure for name, figure in cells.items() if figure.is_shown}
    # How many events a sum leaves out to protect people is counted; their numbers are not here.
    masked = {MASKED: summary.women_share.coverage.masked}
    masked |= {masked_in(name): not figure.is_shown for name, figure in cells.items() if figure.is_known}
    return (*shown.items(), *((name, Figure(1)) for name, is_masked in masked.items() if is_masked))


def _keys(events):
    return events.order_by().values("pk")
