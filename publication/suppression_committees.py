"""Seats by women and men of a committee: one table, protected as one."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from publication.suppression_splits import is_small, suppress_split
from rss_registry.figures import UNKNOWN, Figure, Suppression, add


@dataclass(frozen=True)
class SeatTable:
    seats: Mapping[str, Figure]
    women: Mapping[str, Figure]
    total: Figure
    """Of the seats; unknown as soon as one college is: half a committee is no committee."""
    total_women: Figure


def suppress_seats(
    seats: Mapping[str, int | None], women: Mapping[str, int | None], published: Collection[str] = ()
) -> SeatTable:
    """What may be disclosed of seats and women by college.

    Where one cell is below the threshold, women or the men that are left, the women of all colleges are
    withheld with one sign, so that no row tells which. `published`: colleges published in a named source.
    """
    seats = {key: Figure(number) for key, number in seats.items()}
    women = {key: Figure(number) for key, number in women.items()}
    total, total_women = _total(seats), _total(women)
    if set(seats) <= set(published):
        return SeatTable(seats, women, total, total_women)
    few_seats = any(map(is_small, seats.values()))
    if is_small(total):
        shown = {key: _masked(figure) for key, figure in seats.items()}
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
        women = {key: _masked(figure) for key, figure in women.items()}
        total_women = _masked(total_women)
    return SeatTable(shown, women, total, total_women)


def _total(cells):
    return add(cells.values()) if cells and all(figure.is_known for figure in cells.values()) else UNKNOWN


def _masked(figure: Figure) -> Figure:
    return replace(figure, suppression=Suppression.SECONDARY) if figure.is_known else figure
