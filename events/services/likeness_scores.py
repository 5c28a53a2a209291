"""How alike two records are: what days, places, bodies and words they have in common, and what it weighs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from events.models.search_terms import title_key, venue_key
from organisations.enums import DatePrecision, PlaceKind
from organisations.models import Place
from rss_registry.dates import span_bounds
from rss_registry.text import fold


class Likeness(TextChoices):
    """What two records have in common, or not, by which they may be the same event."""

    SAME_DAYS = "same_days", _("mêmes jours")
    SHARED_DAYS = "shared_days", _("jours en commun")
    NEAR_DAYS = "near_days", _("à deux jours près")
    SAME_MONTH = "same_month", _("même mois")
    OTHER_DAYS = "other_days", _("autres jours, à moins d’un mois")
    NO_DAYS = "no_days", _("sans date à comparer")
    SAME_PLACE = "same_place", _("même lieu")
    PLACE_WITHIN = "place_within", _("un lieu dans l’autre")
    OTHER_PLACES = "other_places", _("autres lieux")
    SAME_VENUE = "same_venue", _("même salle")
    SAME_ORGANISER = "same_organiser", _("même organisateur")
    SAME_PROGRAMME = "same_programme", _("même programme")
    SAME_TITLE = "same_title", _("même titre")
    NEAR_TITLE = "near_title", _("titre proche")


# As near as two sources of one event put it, and as two spellings of one month do.
NEAR_DAYS, SAME_TITLE_DAYS = 2, 31
_NEAR_TITLE = 0.6
_MOST = 100
_WEIGHTS = {
    Likeness.SAME_DAYS: 35,
    Likeness.SHARED_DAYS: 30,
    Likeness.NEAR_DAYS: 20,
    Likeness.SAME_MONTH: 15,
    Likeness.OTHER_DAYS: 5,
    Likeness.NO_DAYS: 0,
    Likeness.SAME_PLACE: 20,
    Likeness.PLACE_WITHIN: 12,
    Likeness.OTHER_PLACES: -15,
    Likeness.SAME_VENUE: 25,
    Likeness.SAME_ORGANISER: 20,
    Likeness.SAME_PROGRAMME: 10,
    Likeness.SAME_TITLE: 25,
    Likeness.NEAR_TITLE: 12,
}
_IN_COMMON = {
    Likeness.SAME_PLACE,
    Likeness.PLACE_WITHIN,
    Likeness.SAME_VENUE,
    Likeness.SAME_ORGANISER,
    Likeness.SAME_PROGRAMME,
}


@dataclass(frozen=True)
class Facts:
    """What is known of an event, stored or still being typed. Bodies are those that organise."""

    pk: int | None = None
    first: date | None = None
    last: date | None = None
    by_month: bool = False
    places: frozenset[int] = frozenset()
    around: frozenset[int] = frozenset()
    """What its places lie in, countries apart."""
    venue: str = ""
    bodies: frozenset[int] = frozenset()
    programmes: frozenset[int] = frozenset()
    title: str = ""
    title_key: str = ""
    series: tuple[int, int] | None = None
    """Its series and its rank there, where it has one."""
    totals: frozenset[int] = frozenset()
    """Those that it shares with others."""

    @classmethod
    def of(
        cls,
        *,
        title: str = "",
        venue: str = "",
        starts_on: date | None = None,
        ends_on: date | None = None,
        date_precision: str = DatePrecision.DAY,
        places: Iterable[int] = (),
        bodies: Iterable[int] = (),
        programmes: Iterable[int] = (),
        **others,
    ) -> "Facts":
        """From values as a record holds them; a year alone is as good as no date."""
        first, last = starts_on or ends_on, ends_on or starts_on
        if first is not None and (date_precision == DatePrecision.YEAR or last < first):
            first = last = None
        if first is not None:
            first, last = span_bounds(first, last, date_precision)
        return cls(
            first=first,
            last=last,
            by_month=date_precision == DatePrecision.MONTH,
            places=frozenset(places),
            venue=venue_key(venue),
            bodies=frozenset(bodies),
            programmes=frozenset(programmes),
            title=fold(title),
            title_key=title_key(title),
            **others,
        )

    def tells_something(self) -> bool:
        return bool(self.first or self.title_key)


def with_surroundings(all_facts: list[Facts]) -> list[Facts]:
    """The same, each with what its places lie in: one query for all."""
    around = _surroundings({place for facts in all_facts for place in facts.places})
    return [
        replace(facts, around=frozenset().union(*(around.get(place, ()) for place in facts.places)))
        for facts in all_facts
    ]


def _surroundings(places: set[int]) -> Mapping[int, set[int]]:
    above = [column for level in (1, 2, 3) for column in _parent_columns(level)]
    rows = Place.objects.filter(pk__in=places).order_by().values_list("pk", *above)
    return {
        pk: {
            key
            for key, kind in zip(columns[::2], columns[1::2], strict=True)
            if key is not None and kind != PlaceKind.COUNTRY
        }
        for pk, *columns in rows
    }


def _parent_columns(level):
    path = "__".join(["parent"] * level)
    return f"{path}_id", f"{path}__kind"


def compare(one: Facts, other: Facts) -> tuple[int, tuple[Likeness, ...]] | None:
    """How alike the two are and by what; None where nothing says that they are the same event."""
    if one.totals & other.totals:
        return None
    if one.series and other.series and one.series[0] == other.series[0] and one.series != other.series:
        return None
    if one.pk is not None and one.pk == other.pk:
        return None
    same_title = bool(one.title_key) and one.title_key == other.title_key
    days = _days(one, other)
    if days is None or (days in (Likeness.OTHER_DAYS, Likeness.NO_DAYS) and not same_title):
        return None
    shared = list(_shared(one, other))
    in_common = not _IN_COMMON.isdisjoint(shared)
    if not in_common and days != Likeness.OTHER_DAYS:
        return None
    reasons = (days, *shared, *_title(one, other, same_title))
    return min(sum(_WEIGHTS[reason] for reason in reasons), _MOST), reasons


def in_words(codes: Iterable[Likeness]) -> str:
    return ", ".join(str(code.label) for code in codes)


def _days(one, other):
    if one.first is None or other.first is None:
        return Likeness.NO_DAYS
    between = max((other.first - one.last).days, (one.first - other.last).days)
    if between <= 0:
        if one.by_month or other.by_month:
            return Likeness.SAME_MONTH
        same = (one.first, one.last) == (other.first, other.last)
        return Likeness.SAME_DAYS if same else Likeness.SHARED_DAYS
    if between <= NEAR_DAYS:
        return Likeness.NEAR_DAYS
    return Likeness.OTHER_DAYS if between <= SAME_TITLE_DAYS else None


def _shared(one, other):
    if one.places & other.places:
        yield Likeness.SAME_PLACE
    elif one.places & other.around or other.places & one.around:
        yield Likeness.PLACE_WITHIN
    elif one.places and other.places:
        yield Likeness.OTHER_PLACES
    if one.venue and one.venue == other.venue:
        yield Likeness.SAME_VENUE
    if one.bodies & other.bodies:
        yield Likeness.SAME_ORGANISER
    if one.programmes & other.programmes:
        yield Likeness.SAME_PROGRAMME


def _title(one, other, same_title):
    if same_title:
        yield Likeness.SAME_TITLE
    elif _likeness(one.title, other.title) >= _NEAR_TITLE:
        yield Likeness.NEAR_TITLE


def _likeness(one: str, other: str) -> float:
    """From 0 to 1: which part of their groups of three letters two texts have in common (Dice)."""
    left, right = _threes(one), _threes(other)
    return 2 * len(left & right) / (len(left) + len(right)) if left and right else 0.0


def _threes(text):
    return {text[start : start + 3] for start in range(len(text) - 2)}


def fingerprint(one: Facts, other: Facts) -> str:
    """Changes when the days or the places of either do."""
    told = sorted(
        (facts.pk, str(facts.first), str(facts.last), facts.by_month, sorted(facts.places))
        for facts in (one, other)
    )
    return sha256(repr(told).encode()).hexdigest()
