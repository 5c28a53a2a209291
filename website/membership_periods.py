"""The members of an alliance over time: who belonged to it from when to when, on one scale of years."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from organisations.models import Membership


@dataclass(frozen=True)
class Period:
    """One membership; `start` and `end` are positions on the scale, None when it cannot be drawn."""

    membership: Membership
    start: float | None = None
    end: float | None = None
    is_current: bool = False


@dataclass(frozen=True)
class Timeline:
    periods: tuple[Period, ...]
    first_year: int | None = None
    last_year: int | None = None

    @property
    def is_drawn(self) -> bool:
        return self.first_year is not None

    @property
    def current(self) -> int:
        return sum(period.is_current for period in self.periods)


def timeline_of(memberships: Iterable[Membership], today: date) -> Timeline:
    """The periods of `memberships`, from the first known entry to `today`; an unknown entry is not drawn."""
    memberships = list(memberships)
    known = [membership.joined_on for membership in memberships if membership.joined_on]
    if not known:
        return Timeline(tuple(Period(item, is_current=_is_current(item, today)) for item in memberships))
    first = date(min(known).year, 1, 1)
    last = max([today, *(item.left_on for item in memberships if item.left_on)])
    whole = max(1, (last - first).days)
    return Timeline(
        tuple(_period(item, first, last, whole, today) for item in memberships), first.year, last.year
    )


def _period(membership, first, last, whole, today):
    current = _is_current(membership, today)
    if membership.joined_on is None:
        return Period(membership, is_current=current)
    return Period(
        membership,
        (membership.joined_on - first).days / whole,
        ((membership.left_on or last) - first).days / whole,
        current,
    )


def _is_current(membership, today):
    return (membership.joined_on is None or membership.joined_on <= today) and (
        membership.left_on is None or today <= membership.left_on
    )
