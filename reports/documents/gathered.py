"""Recommendations of many events as one list: the same one, asked for twice, is told once.

Two are the same when their words are the same, accents, case and punctuation apart, and so is their
addressee; or when an editor has said so (`Recommendation.same_as`), whatever their words and addressees.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from events.enums import FollowUpStatus, RecommendationKind, Sensitivity
from events.models import Event, Recommendation
from events.models.event_queries import public_day
from publication.facts import FollowUpFacts, RecommendationFacts
from publication.project.facts import event_dates_text, event_places_text, recommendation_facts
from rss_registry.text import fold

# As many as open a synthesis.
MOST_SHARED = 5
ITEMS_THAT_FILL_A_PAGE = 12


@dataclass(frozen=True)
class Backer:
    """An event that asked for it."""

    reference: str
    title: str
    dates: str
    places: str
    url: str


@dataclass(frozen=True)
class Gathered:
    """One recommendation, with every event that stands behind it and all that followed."""

    text: str
    addressees: tuple[str, ...]
    """Several where an editor joined what was asked of several; an empty name where of nobody."""
    theme: str
    status: str
    status_label: str
    due_on: date | None
    follow_ups: tuple[FollowUpFacts, ...]
    backers: tuple[Backer, ...]

    @property
    def addressee(self) -> str:
        return self.addressees[0]

    @property
    def is_answered(self) -> bool:
        return self.status != FollowUpStatus.NOT_KNOWN


@dataclass(frozen=True)
class Addressee:
    """What one addressee is asked for; an empty `name` gathers what addresses nobody in particular."""

    name: str
    items: tuple[Gathered, ...]

    @property
    def label(self) -> str:
        return self.name or _("Destinataire non communiqué")

    @property
    def answered(self) -> int:
        return sum(item.is_answered for item in self.items)


@dataclass(frozen=True)
class ThemeLine:
    label: str
    total: int
    answered: int


@dataclass(frozen=True)
class GatheredRecommendations:
    """`stated` counts them as they were made, event by event, before the same ones were joined."""

    addressees: tuple[Addressee, ...] = ()
    wishes: tuple[Gathered, ...] = ()
    stated: int = 0

    @property
    def items(self) -> tuple[Gathered, ...]:
        """Each once, although it stands under each of its addressees."""
        return tuple(dict.fromkeys(item for addressee in self.addressees for item in addressee.items))

    @property
    def answered(self) -> int:
        return sum(item.is_answered for item in self.items)

    @property
    def fills_a_page(self) -> bool:
        return len(self.items) + len(self.wishes) >= ITEMS_THAT_FILL_A_PAGE

    @property
    def most_shared(self) -> tuple[Gathered, ...]:
        """The few that several events ask for, the most shared first."""
        shared = [item for item in self.items if len(item.backers) > 1]
        return tuple(sorted(shared, key=lambda item: -len(item.backers))[:MOST_SHARED])

    @property
    def themes(self) -> tuple[ThemeLine, ...]:
        """The themes from the most to the least asked for; those without one last."""
        groups = defaultdict(list)
        for item in self.items:
            groups[item.theme].append(item)
        ranked = sorted(groups.items(), key=lambda pair: (not pair[0], -len(pair[1]), fold(pair[0])))
        return tuple(
            ThemeLine(theme or _("sans thème"), len(items), sum(item.is_answered for item in items))
            for theme, items in ranked
        )


def gathered_from(events, read: Sequence[Event] = ()) -> GatheredRecommendations:
    """The public recommendations of a public queryset of events, in the active language.

    `read` are those of the events that were read already, with their places.
    """
    found = _of_events_read(events, read) if read else list(_read(events))
    asked = [row for row in found if row.kind == RecommendationKind.RECOMMENDATION]
    wished = [row for row in found if row.kind == RecommendationKind.WISH]
    by_addressee = defaultdict(list)
    for item in _joined(asked):
        for name in item.addressees:
            by_addressee[name].append(item)
    ranked = sorted(by_addressee.items(), key=lambda pair: (not pair[0], -len(pair[1]), fold(pair[0])))
    return GatheredRecommendations(
        addressees=tuple(Addressee(name, tuple(sorted(items, key=_rank))) for name, items in ranked),
        wishes=tuple(_joined(wished)),
        stated=len(asked),
    )


def _read(events):
    return _in_order(events).prefetch_related(Prefetch("event", Event.objects.with_places()))


def _of_events_read(events, read):
    known = {event.pk: event for event in read}
    # One that became public since then is for the next report.
    found = [row for row in _in_order(events) if row.event_id in known]
    for row in found:
        row.event = known[row.event_id]
    return found


def _in_order(events):
    return (
        Recommendation.objects.published()
        .filter(event__in=events.order_by().values("pk"))
        .select_related("addressee", "theme")
        .prefetch_related("follow_ups__source")
        .order_by(public_day("event__").asc(nulls_last=True), "event__series_rank", "event", "position", "pk")
    )


def _joined(rows: Sequence[Recommendation]) -> list[Gathered]:
    families = _Families(rows)
    groups = defaultdict(list)
    for row in rows:
        facts = recommendation_facts(row, row.event.sensitivity == Sensitivity.REGION_AND_MONTH)
        groups[families.of(row)].append((facts, row))
    words = _kept_words(rows)
    return [_gathered(members, words) for members in groups.values()]


class _Families:
    """Which rows are the same: linked by their words and addressee, and by what an editor has joined."""

    def __init__(self, rows):
        self._links = {}
        for row in rows:
            self._links[self._root(row.same_as_id or row.pk)] = self._root(_wording(row))

    def of(self, row):
        return self._root(_wording(row))

    def _root(self, key):
        while (link := self._links.get(key, key)) != key:
            key = link
        return key


def _wording(row):
    return fold(row.text), _addressee(row)


def _addressee(row):
    return row.addressee.full_name if row.addressee else row.addressee_text


def _kept_words(rows) -> dict[int, str]:
    """By key, the words that joined rows go by: those of a recommendation that the public may read."""
    kept = {row.same_as_id for row in rows if row.same_as_id}
    public = Recommendation.objects.published().filter(pk__in=kept) if kept else ()
    return {item.pk: item.text for item in public}


def _gathered(members: list[tuple[RecommendationFacts, Recommendation]], words: dict[int, str]) -> Gathered:
    first = members[0][0]
    steps = {step for facts, _row in members for step in facts.follow_ups}
    follow_ups = tuple(sorted(steps, key=lambda step: step.day, reverse=True))
    latest = follow_ups[0] if follow_ups else None
    kept = next((words[row.same_as_id] for _facts, row in members if row.same_as_id in words), first.text)
    named = dict.fromkeys(name for _facts, row in members if (name := _addressee(row)))
    return Gathered(
        text=kept,
        addressees=tuple(named) or ("",),
        theme=next((facts.theme for facts, _row in members if facts.theme), ""),
        status=latest.status if latest else first.status,
        status_label=latest.label if latest else first.status_label,
        due_on=min((facts.due_on for facts, _row in members if facts.due_on), default=None),
        follow_ups=follow_ups,
        backers=tuple({row.event_id: _backer(row.event) for _facts, row in members}.values()),
    )


def _backer(event):
    return Backer(
        reference=event.reference,
        title=event.title,
        dates=event_dates_text(event),
        places=event_places_text(event),
        url=event.get_absolute_url(),
    )


def _rank(item):
    """By theme, and within it what most events ask for first."""
    return (not item.theme, fold(item.theme), -len(item.backers))
