"""Recommendations of many events as one list: the same one, asked for twice, is told once.

Two are the same when their words are the same, accents, case and punctuation apart, and so is their
addressee; or when an editor has said so (`Recommendation.same_as`), whatever their words and addressees.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F
from django.utils.translation import gettext as _

from events.enums import FollowUpStatus, RecommendationKind
from organisations.enums import DatePrecision
from publication.facts import FollowUpFacts, RecommendationFacts
from publication.facts.stored import facts_of
from publication.list_items import ListItem
from publication.models import PublishedRecommendation
from publication.questions.reading import names_in
from publication.questions.recommendations import published_recommendations
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
    due_precision: str
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
    beside: tuple[tuple[str, tuple[Gathered, ...]], ...] = ()
    """Wishes, commitments and opinions, each kind under its heading."""
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
        beside = sum(len(items) for _heading, items in self.beside)
        return len(self.items) + beside >= ITEMS_THAT_FILL_A_PAGE

    @property
    def tells_something(self) -> bool:
        return bool(self.items or self.beside)

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
    """The recommendations of a queryset of published events, in the active language."""
    rows = list(_in_order(events))
    names = names_in([*(row.content for row in rows), *{row.event.item for row in rows}])
    found = [
        _Row(row, facts_of(RecommendationFacts, row.content, names), _backer(row.event, names))
        for row in rows
    ]
    asked = [row for row in found if row.kind == RecommendationKind.RECOMMENDATION]
    by_addressee = defaultdict(list)
    for item in _joined(asked):
        for name in item.addressees:
            by_addressee[name].append(item)
    ranked = sorted(by_addressee.items(), key=lambda pair: (not pair[0], -len(pair[1]), fold(pair[0])))
    return GatheredRecommendations(
        addressees=tuple(Addressee(name, tuple(sorted(items, key=_rank))) for name, items in ranked),
        beside=tuple(_beside(found)),
        stated=len(asked),
    )


def _beside(rows):
    for kind in RecommendationKind:
        members = [row for row in rows if row.kind == kind]
        if members and kind != RecommendationKind.RECOMMENDATION:
            yield kind.heading, tuple(_joined(members))


@dataclass(frozen=True)
class _Row:
    """One published recommendation with its facts and the event that made it."""

    stored: PublishedRecommendation
    facts: RecommendationFacts
    backer: Backer

    @property
    def kind(self):
        return self.stored.kind

    @property
    def addressee(self):
        return self.facts.addressee.name if self.facts.addressee else ""


def _in_order(events):
    return (
        published_recommendations()
        .filter(event__in=events.order_by().values("pk"))
        .select_related("event")
        .order_by(F("event__first_day").asc(nulls_last=True), "event__series_rank", "event", "position", "pk")
    )


def _joined(rows: Sequence[_Row]) -> list[Gathered]:
    families = _Families(rows)
    groups = defaultdict(list)
    for row in rows:
        groups[families.of(row)].append(row)
    words = _kept_words(rows)
    return [_gathered(members, words) for members in groups.values()]


class _Families:
    """Which rows are the same: linked by their words and addressee, and by what an editor has joined."""

    def __init__(self, rows):
        self._links = {}
        for row in rows:
            self._links[self._root(row.stored.same_as or row.stored.pk)] = self._root(_wording(row))

    def of(self, row):
        return self._root(_wording(row))

    def _root(self, key):
        while (link := self._links.get(key, key)) != key:
            key = link
        return key


def _wording(row):
    return fold(row.facts.text), row.addressee


def _kept_words(rows) -> dict[int, str]:
    """By key, the words that joined rows go by: those of a recommendation that the public may read."""
    kept = {row.stored.same_as for row in rows if row.stored.same_as}
    public = published_recommendations().filter(pk__in=kept) if kept else ()
    return {row.pk: facts_of(RecommendationFacts, row.content, {}).text for row in public}


def _gathered(members: list[_Row], words: dict[int, str]) -> Gathered:
    first = members[0].facts
    steps = {step for row in members for step in row.facts.follow_ups}
    follow_ups = tuple(sorted(steps, key=lambda step: step.day, reverse=True))
    latest = follow_ups[0] if follow_ups else None
    first_due = min(
        (row.facts for row in members if row.facts.due_on), key=lambda facts: facts.due_on, default=None
    )
    kept = next((words[row.stored.same_as] for row in members if row.stored.same_as in words), first.text)
    named = dict.fromkeys(row.addressee for row in members if row.addressee)
    return Gathered(
        text=kept,
        addressees=tuple(named) or ("",),
        theme=next((row.facts.theme for row in members if row.facts.theme), ""),
        status=latest.status if latest else first.status,
        status_label=latest.label if latest else first.status_label,
        due_on=first_due.due_on if first_due else None,
        due_precision=first_due.due_precision if first_due else DatePrecision.DAY,
        follow_ups=follow_ups,
        backers=tuple({row.backer.reference: row.backer for row in members}.values()),
    )


def _backer(event, names):
    item = facts_of(ListItem, event.item, names)
    return Backer(item.reference, item.title, item.dates, item.places, item.url)


def _rank(item):
    """By theme, and within it what most events ask for first."""
    return (not item.theme, fold(item.theme), -len(item.backers))
