"""Recommendations of many events as one list: the same one, asked for twice, is told once.

Two are the same when their words are the same, accents, case and punctuation apart, and so is their
addressee. Nothing is judged to be « nearly » the same: that is for an editor to say.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from events.enums import FollowUpStatus, RecommendationKind, Sensitivity
from events.facts import (
    FollowUpFacts,
    RecommendationFacts,
    event_dates_text,
    event_places_text,
    recommendation_facts,
)
from events.models import Event, Recommendation
from events.models.event_queries import public_day
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
    addressee: str
    theme: str
    status: str
    status_label: str
    due_on: date | None
    follow_ups: tuple[FollowUpFacts, ...]
    backers: tuple[Backer, ...]

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
        return tuple(item for addressee in self.addressees for item in addressee.items)

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


def gathered_from(events) -> GatheredRecommendations:
    """The public recommendations of a public queryset of events, in the active language."""
    found = list(_read(events))
    asked = [row for row in found if row.kind == RecommendationKind.RECOMMENDATION]
    wished = [row for row in found if row.kind == RecommendationKind.WISH]
    by_addressee = defaultdict(list)
    for item in _joined(asked):
        by_addressee[item.addressee].append(item)
    ranked = sorted(by_addressee.items(), key=lambda pair: (not pair[0], -len(pair[1]), fold(pair[0])))
    return GatheredRecommendations(
        addressees=tuple(Addressee(name, tuple(sorted(items, key=_rank))) for name, items in ranked),
        wishes=tuple(_joined(wished)),
        stated=len(asked),
    )


def _read(events):
    with_places = Event.objects.with_places()
    return (
        Recommendation.objects.published()
        .filter(event__in=events.order_by().values("pk"))
        .select_related("addressee", "theme")
        .prefetch_related("follow_ups__source", Prefetch("event", with_places))
        .order_by(public_day("event__").asc(nulls_last=True), "event__series_rank", "event", "position", "pk")
    )


def _joined(rows: Iterable[Recommendation]) -> list[Gathered]:
    groups = defaultdict(list)
    for row in rows:
        facts = recommendation_facts(row, row.event.sensitivity == Sensitivity.REGION_AND_MONTH)
        addressee = facts.addressee.name if facts.addressee else ""
        groups[fold(facts.text), addressee].append((facts, row.event))
    return [_gathered(addressee, members) for (_text, addressee), members in groups.items()]


def _gathered(addressee, members: list[tuple[RecommendationFacts, Event]]) -> Gathered:
    first = members[0][0]
    steps = {step for facts, _event in members for step in facts.follow_ups}
    follow_ups = tuple(sorted(steps, key=lambda step: step.day, reverse=True))
    latest = follow_ups[0] if follow_ups else None
    return Gathered(
        text=first.text,
        addressee=addressee,
        theme=next((facts.theme for facts, _event in members if facts.theme), ""),
        status=latest.status if latest else first.status,
        status_label=latest.label if latest else first.status_label,
        due_on=min((facts.due_on for facts, _event in members if facts.due_on), default=None),
        follow_ups=follow_ups,
        backers=tuple({event.pk: _backer(event) for _facts, event in members}.values()),
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
