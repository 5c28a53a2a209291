"""Seats by women and men of a committee: one table, protected as one."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from publication.disclosure.splits import is_small, is_withheld, suppress_split
from publication.disclosure.types import masked
from publication.disclosure.versions import read_cells, read_figure
from rss_registry.figures import THRESHOLD, UNKNOWN, Figure, Suppression, add


@dataclass(frozen=True)
class SeatTable:
    seats: Mapping[str, Figure]
    women: Mapping[str, Figure]
    total: Figure
    """Of the seats; unknown as soon as one college is: half a committee is no committee."""
    total_women: Figure


def suppress_seats(
    seats: Mapping[str, int | None],
    women: Mapping[str, int | None],
    published: Collection[str] = (),
    earlier: Iterable[SeatTable] = (),
) -> SeatTable:
    """What may be disclosed of seats and women by college.

    Where one cell is below the threshold, women or the men that are left, the women of all colleges are
    withheld with one sign, so that no row tells which. `published`: colleges published in a named source.
    `earlier`: what was disclosed of the same day; once something of it was withheld, or is now, nothing that
    was told otherwise may be compared with it.
    """
    alone = _suppress_alone(seats, women, published)
    if set(seats) <= set(published):
        return alone
    earlier = list(earlier)
    # What says again what was once said tells nothing new.
    if any(_read(before) == _read(alone) for before in earlier):
        return alone
    if any(_conflicts(alone, before) for before in earlier):
        return _nothing(alone)
    if any(_hides(before.women) for before in earlier if _women(before) != _women(alone)):
        return replace(alone, women=_all_masked(alone.women), total_women=masked(alone.total_women))
    return alone


def _conflicts(now, before):
    # Who thinks that only women joined, or only men, has the others from the time when they were shown.
    hides = _hides(now.seats) or _hides(before.seats) or _hides(now.women) != _hides(before.women)
    if hides and _seats(now) != _seats(before):
        return True
    # Seats of one day beside women of another leave men.
    pairs = [(now, before), (before, now)]
    return any(_leaves_few(wide, narrow) for wide, narrow in pairs)


def _leaves_few(wide, narrow):
    beside = [(wide.seats[key], women) for key, women in narrow.women.items() if key in wide.seats]
    beside.append((wide.total, narrow.total_women))
    return any(
        seats.is_shown and women.is_shown and 0 < seats.value - women.value < THRESHOLD
        for seats, women in beside
    )


def _suppress_alone(seats, women, published) -> SeatTable:
    seats = {key: Figure(number) for key, number in seats.items()}
    women = {key: Figure(number) for key, number in women.items()}
    total, total_women = _total(seats), _total(women)
    if set(seats) <= set(published):
        return SeatTable(seats, women, total, total_women)
    few_seats = any(map(is_small, seats.values()))
    if is_small(total):
        shown = {key: masked(figure) for key, figure in seats.items()}
        total = replace(total, suppression=Suppression.PRIMARY)
    else:
        rule = suppress_split(seats, total)
        shown = {
            key: replace(figure, suppression=rule.suppressions.get(key, Suppression.NONE))
            for key, figure in seats.items()
        }
    others = [
        Figure(seats[key].value - figure.value)
        for key, figure in women.items()
        if figure.is_known and seats[key].is_known
    ]
    if few_seats or any(map(is_small, [*women.values(), *others])):
        women = {key: masked(figure) for key, figure in women.items()}
        total_women = masked(total_women)
    return SeatTable(shown, women, total, total_women)


def _total(cells):
    return add(cells.values()) if cells and all(figure.is_known for figure in cells.values()) else UNKNOWN


def _nothing(table):
    return SeatTable(
        _all_masked(table.seats), _all_masked(table.women), masked(table.total), masked(table.total_women)
    )


def _all_masked(cells):
    return {key: masked(figure) for key, figure in cells.items()}


def _hides(cells):
    return any(map(is_withheld, cells.values()))


def _seats(table):
    return read_figure(table.total), read_cells(table.seats)


def _women(table):
    return read_figure(table.total_women), read_cells(table.women)


def _read(table):
    return _seats(table), _women(table)
