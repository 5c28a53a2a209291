"""Records that may tell the same event: near days and a place, a venue, an organiser or a programme in
common, whatever the title.

SQL narrows by indexed days and title keys, so that it costs the same in a register of any size; what is left
is compared in `likeness_scores`. One search serves one record, a list of records and a whole file.

Who asks learns of nothing that he may not know: an officer meets with records of his own organisation and
with those of which every fact is public. One known to its region and month is told by its true day here, so
that of others it is for coordinators alone.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from events.enums import Role
from events.models import DifferentEvents, Event, EventPlace, EventRole, EventSearchText, HeadcountGroup
from events.permissions import visible_to
from events.services.likeness_scores import (
    NEAR_DAYS,
    SAME_TITLE_DAYS,
    Facts,
    Likeness,
    compare,
    fingerprint,
    in_words,
    with_surroundings,
)
from organisations.enums import DatePrecision
from organisations.models import User
from organisations.permissions import coordinates

# How far before a record another may have begun that still goes on, and how far a month reaches.
_LONGEST, _MONTH = timedelta(days=62), timedelta(days=31)
_MOST_ROWS = 10_000
# SQLite reads no condition that nests deeper than a thousand.
_MOST_SPANS = 200
_ORGANISING = (Role.ORGANISER, Role.CO_ORGANISER)


@dataclass(frozen=True)
class Likely:
    """A stored record that resembles the one asked about."""

    event: Event
    score: int
    codes: tuple[Likeness, ...]
    facts: Facts
    is_own: bool
    """Whether the reader may open the record itself, and not only its public page."""

    @property
    def reasons(self) -> str:
        return in_words(self.codes)

    @property
    def address(self) -> str:
        """The record for who may read it, its public page for others."""
        if self.is_own:
            return reverse("admin:events_event_change", args=[self.event.pk])
        return self.event.get_absolute_url()


def likely_of(event: Event, *, user: User) -> list[Likely]:
    """The records that resemble a stored one, the nearest first."""
    facts = stored_facts([event.pk])
    return find(list(facts.values()), user=user)[0] if facts else []


def likely_counts(events: Iterable[Event], *, user: User) -> dict[int, int]:
    """For a list: how many records resemble each of its events; those that none resembles are left out."""
    asked = list(stored_facts([event.pk for event in events]).values())
    found = find(asked, user=user)
    return {facts.pk: len(rows) for facts, rows in zip(asked, found, strict=True) if rows}


def known_to(user: User) -> QuerySet[Event]:
    """The records of which the user may learn here."""
    mine = visible_to(user, Event.objects.all())
    return mine if coordinates(user) else mine | Event.objects.published().with_every_fact()


def find(asked: Sequence[Facts], *, user: User) -> list[list[Likely]]:
    """For each of `asked` the records that resemble it, in a constant number of queries."""
    asked = with_surroundings([*asked])
    keys = known_to(user).filter(pk__in=_near(asked) | _of_same_title(asked))
    candidates = stored_facts(keys.order_by().values_list("pk", flat=True))
    different = _different(asked, candidates)
    by_key = _by_key(candidates.values())
    found = [list(_alike(facts, candidates, by_key, different)) for facts in asked]
    alike = {other.pk for rows in found for other, _likeness in rows}
    events = Event.objects.select_related("owner").in_bulk(alike)
    own = set(visible_to(user, Event.objects.filter(pk__in=alike)).order_by().values_list("pk", flat=True))
    likely = [
        [Likely(events[other.pk], *likeness, other, other.pk in own) for other, likeness in rows]
        for rows in found
    ]
    return [sorted(rows, key=lambda row: (-row.score, -row.event.pk)) for rows in likely]


def _alike(facts, candidates, by_key, different):
    for pk in set().union(*(by_key[key] for key in _keys(facts))):
        other = candidates[pk]
        likeness = compare(facts, other)
        said = different.get(_pair(facts, other))
        if likeness is not None and (said is None or said != fingerprint(facts, other)):
            yield other, likeness


def stored_facts(keys: Iterable[int]) -> dict[int, Facts]:
    """What is compared of stored records, by their keys."""
    keys = list(keys)
    columns = ("starts_on", "ends_on", "date_precision", "venue")
    rows = Event.objects.filter(pk__in=keys).order_by()
    rows = rows.values("id", "title_fr", "series_id", "series_rank", *columns)
    places = _by_event(EventPlace.objects.filter(event__in=keys), "place_id")
    bodies = _by_event(EventRole.objects.filter(event__in=keys, role__in=_ORGANISING), "organisation_id")
    programmes = _by_event(Event.programmes.through.objects.filter(event__in=keys), "programme_id")
    totals = _by_event(HeadcountGroup.events.through.objects.filter(event__in=keys), "headcountgroup_id")
    facts = [
        Facts.of(
            pk=row["id"],
            title=row["title_fr"] or "",
            places=places[row["id"]],
            bodies=bodies[row["id"]],
            programmes=programmes[row["id"]],
            totals=frozenset(totals[row["id"]]),
            series=(row["series_id"], row["series_rank"]) if row["series_rank"] else None,
            **{name: row[name] for name in columns},
        )
        for row in rows
    ]
    return {each.pk: each for each in with_surroundings(facts)}


def _keys(facts):
    """What a record is looked up by among the candidates: two alike have one of them in common.

    That is their title, or else a month and what `_things` names.
    """
    if facts.title_key:
        yield "title", facts.title_key
    for month in _months(facts):
        yield from ((month, thing) for thing in _things(facts))


def _months(facts):
    if facts.first is None:
        return ()
    first, last = facts.first - timedelta(days=NEAR_DAYS), facts.last + timedelta(days=NEAR_DAYS)
    return range(12 * first.year + first.month, 12 * last.year + last.month + 1)


def _things(facts):
    yield from (("place", place) for place in facts.places | facts.around)
    yield from (("body", body) for body in facts.bodies)
    yield from (("programme", programme) for programme in facts.programmes)
    if facts.venue:
        yield "venue", facts.venue


def _by_key(candidates):
    found = defaultdict(set)
    for facts in candidates:
        for key in _keys(facts):
            found[key].add(facts.pk)
    return found


def _by_event(rows, column):
    found = defaultdict(set)
    for event, value in rows.order_by().values_list("event_id", column):
        found[event].add(value)
    return found


# -- narrowing in SQL ------------------------------------------------------------------


def _near(asked):
    """Keys of the records near in time that have something in common with one of `asked`."""
    dated = [facts for facts in asked if facts.first is not None]
    rows = Event.objects.filter(_within(dated, timedelta(days=NEAR_DAYS)), _in_common(dated))
    return set(rows.order_by("-pk").values_list("pk", flat=True)[:_MOST_ROWS]) if dated else set()


def _of_same_title(asked):
    """Keys of the records that have the title of one of `asked`, as far as days and places leave it open."""
    dated = [facts for facts in asked if facts.first is not None and facts.title_key]
    undated = [facts for facts in asked if facts.first is None and facts.title_key]
    condition = Q(pk__in=())
    if dated:
        vague = Q(starts_on__isnull=True) | Q(date_precision=DatePrecision.YEAR)
        when = _within(dated, timedelta(days=SAME_TITLE_DAYS)) | (vague & _in_common(dated))
        condition |= Q(_titled(dated), when)
    if undated:
        condition |= Q(_titled(undated), _in_common(undated))
    rows = Event.objects.filter(condition).order_by("-pk")
    return set(rows.values_list("pk", flat=True)[:_MOST_ROWS]) if dated or undated else set()


def _titled(asked):
    keys = EventSearchText.objects.filter(title_key__in={facts.title_key for facts in asked})
    return Q(pk__in=keys.values("event_id"))


def _within(asked, margin):
    """Records that may be within `margin` of one of `asked`, by their precision and their days: one index."""
    spans = {(facts.first - margin, facts.last + margin) for facts in asked}
    if len(spans) > _MOST_SPANS:
        spans = _merged(spans)
    condition = Q(pk__in=())
    for first, last in spans:
        condition |= Q(
            date_precision=DatePrecision.DAY, starts_on__range=(first - _LONGEST, last), ends_on__gte=first
        )
    for first, last in _merged((first - _MONTH, last + _MONTH) for first, last in spans):
        condition |= Q(
            date_precision=DatePrecision.MONTH, starts_on__range=(first - _LONGEST, last), ends_on__gte=first
        )
    return condition


def _merged(spans):
    """As few spans as hold the same days."""
    merged = []
    for first, last in sorted(spans):
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return merged


def _in_common(asked):
    """A place, a venue, an organiser or a programme that one of `asked` has too."""
    of_event = {"event": OuterRef("pk")}
    places = frozenset().union(*(facts.places for facts in asked))
    around = frozenset().union(*(facts.around for facts in asked))
    within = Q(place__in=places | around)
    for level in (1, 2, 3):
        within |= Q(**{f"place{'__parent' * level}__in": places})
    bodies = frozenset().union(*(facts.bodies for facts in asked))
    programmes = frozenset().union(*(facts.programmes for facts in asked))
    venues = {facts.venue for facts in asked if facts.venue}
    return (
        Q(Exists(EventPlace.objects.filter(within, **of_event)))
        | Q(Exists(EventRole.objects.filter(organisation__in=bodies, role__in=_ORGANISING, **of_event)))
        | Q(Exists(Event.programmes.through.objects.filter(programme__in=programmes, **of_event)))
        | Q(Exists(EventSearchText.objects.filter(venue_key__in=venues, **of_event)))
    )


# -- what was decided --------------------------------------------------------------------


def _pair(one, other):
    return tuple(sorted((one.pk or 0, other.pk or 0)))


def _different(asked, candidates):
    """What was compared when the two were said to be different, by pair."""
    mine = [facts.pk for facts in asked if facts.pk is not None]
    others = list(candidates)
    said = DifferentEvents.objects.filter(
        Q(first__in=mine, second__in=others) | Q(second__in=mine, first__in=others)
    )
    return {(row.first_id, row.second_id): row.compared for row in said}
