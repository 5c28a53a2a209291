"""Totals that several events share: which may be disclosed, and what they leave for one event."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, islice, product

from publication.disclosure.events import suppress, withhold_everything
from publication.disclosure.splits import is_small, is_withheld
from publication.disclosure.types import SEX, Disclosed, Statements
from publication.disclosure.versions import read_disclosed
from rss_registry.figures import THRESHOLD, Figure

# So many states of the events of one total are held against it; of more than that, nothing is told.
_MOST_STATES = 256
_MOST_EVENTS = 10
# Every family of parts that share no event is tried: 2¹² of them at most.
_MOST_PARTS = 12


@dataclass(frozen=True)
class SharedCount:
    """A total that belongs to several events together; the lower its key, the earlier it was entered."""

    key: int
    events: frozenset
    as_published: bool = False
    all_have_pages: bool = True
    """Whether each of its events has a public page that tells every fact."""


@dataclass(frozen=True)
class ToldTotal:
    """What was once told of the people of some events together."""

    events: frozenset
    disclosed: Disclosed


def may_be_disclosed(mine: SharedCount, others: Iterable[SharedCount]) -> bool:
    """Whether a shared total may be disclosed beside `others` that may be as well.

    Only while each of its events has a page: 20 people of one in a total of 28 tell of 8 at a hidden one.

    {A, B} = 30 and {A, B, C} = 33 tell of three people at C. So no event is in two totals that are
    disclosed, and no sum of them can be taken apart. The one entered first stays: a number once public
    does not leave because of a later one, and is not to be compared with it. What the organiser
    published is known anyway.
    """
    if not mine.all_have_pages:
        return False
    return mine.as_published or not any(
        rival.as_published or rival.key < mine.key for rival in _overlapping(mine, others)
    )


def may_be_split(mine: SharedCount, others: Iterable[SharedCount]) -> bool:
    """Whether the parts of a shared total that is disclosed may be: no overlapping one is."""
    return not any(rival.as_published for rival in _overlapping(mine, others))


def _overlapping(mine, others):
    return [other for other in others if other.key != mine.key and other.events & mine.events]


def suppress_shared(
    stated: Statements,
    own: Iterable[Disclosed],
    *,
    may_disclose: bool = True,
    may_split: bool = True,
    earlier: Iterable[Disclosed] = (),
) -> Disclosed:
    """What may be disclosed of a shared total, beside what each of its events discloses on its `own`.

    Where events are counted on their own, what they leave of the total must be nobody or enough people,
    and no split of it is disclosed. `earlier`: what was told of the same events together.
    """
    disclosed = suppress(stated, earlier=earlier)
    counted = [event.total for event in own if event.total.is_known]
    if not may_disclose or (counted and _leaves_few(disclosed.total, counted)):
        return withhold_everything(stated)
    if counted or not may_split:
        return replace(withhold_everything(stated), total=disclosed.total)
    return disclosed


def _leaves_few(total: Figure, counted):
    if not total.is_known:
        return False
    left = total.value - sum(figure.value for figure in counted)
    return left < 0 or is_small(Figure(left)) or not all(figure.is_shown for figure in counted)


# -- over time -----------------------------------------------------------------------------------------


def suppress_shared_in_time(
    stated: Statements,
    mine: ToldTotal,
    told: Iterable[ToldTotal],
    versions: Sequence[Sequence[Disclosed]],
) -> Disclosed:
    """What of the shared total `mine` may be told beside what was told of its events, alone or together.

    `versions`: of each of its events all that was ever told of it alone. Another total of some of these
    events may stand in time beside it only where one holds the other, and what lies between is nobody or
    enough people; no split is told then.
    """
    told = list(told)
    same = [total.disclosed for total in told if total.events == mine.events]
    if any(read_disclosed(mine.disclosed) == read_disclosed(before) for before in same):
        return mine.disclosed
    others = [total for total in told if total.events != mine.events and total.events & mine.events]
    if not all(_differ_safely(mine, other) for other in others):
        return withhold_everything(stated)
    if others:
        mine = replace(mine, disclosed=replace(withhold_everything(stated), total=mine.disclosed.total))
    if _tells_of_one_event(mine, versions) or any(
        _tells_of_one_event(part, versions) for part in differences_of([mine, *others])
    ):
        return withhold_everything(stated)
    return mine.disclosed


def suppress_beside_totals(
    stated: Statements,
    disclosed: Disclosed,
    beside: Iterable[tuple[ToldTotal, Sequence[Sequence[Disclosed]]]],
) -> Disclosed:
    """What an event may tell of its own, beside totals once told of it and others together.

    `beside`: each such total, with all that was ever told of each of the other events alone.
    """
    for total, versions in beside:
        # Who takes the others from the total has the one that is withheld for the sake of a part.
        if is_withheld(disclosed.total) or _tells_of_one_event(total, [[disclosed], *versions]):
            return withhold_everything(stated)
    return disclosed


def leaves_few(whole: ToldTotal, inside: Iterable[ToldTotal]) -> bool:
    """Whether a total less some of those `inside` that share no event leaves few people of the others."""
    if not (whole.disclosed.total.is_known and whole.disclosed.total.is_shown):
        return False
    parts = {
        (part.events, part.disclosed.total.number)
        for part in inside
        if part.events < whole.events and part.disclosed.total.is_known and part.disclosed.total.is_shown
    }
    if len(parts) > _MOST_PARTS:
        return True
    families: list[tuple[frozenset[int], int | float]] = [(frozenset(), whole.disclosed.total.number)]
    for events, number in parts:
        for used, left in list(families):
            if used & events:
                continue
            used, left = used | events, left - number
            # All of them together leave people that the register counts at none.
            if 0 < left < THRESHOLD and used != whole.events:
                return True
            families.append((used, left))
    return False


def differences_of(totals: Iterable[ToldTotal]) -> Iterator[ToldTotal]:
    """What lies between totals of which one holds the other."""
    for one, other in combinations(totals, 2):
        wide, narrow = (one, other) if one.events > other.events else (other, one)
        if wide.events > narrow.events and wide.disclosed.total.is_shown and narrow.disclosed.total.is_shown:
            left = max(0, wide.disclosed.total.number - narrow.disclosed.total.number)
            yield ToldTotal(wide.events - narrow.events, Disclosed(Figure(left)))


def _differ_safely(one, other):
    total, beside = one.disclosed.total, other.disclosed.total
    if not (total.is_shown and beside.is_shown):
        return True
    between = total.value - beside.value if one.events > other.events else beside.value - total.value
    is_nested = one.events > other.events or one.events < other.events
    return is_nested and (between == 0 or between >= THRESHOLD)


def _tells_of_one_event(total: ToldTotal, versions: Sequence[Sequence[Disclosed]]) -> bool:
    """Whether a total and numbers of its events alone, in whatever states, tell few people of another.

    `versions`: of each event of the total all states that were told; without any, nothing was.
    """
    if not total.disclosed.total.is_shown and not any(total.disclosed.splits.values()):
        return False
    if len(versions) > _MOST_EVENTS:
        return any(versions)
    number = len(total.events)
    states = list(islice(product(*(states or [Disclosed()] for states in versions)), _MOST_STATES + 1))
    return len(states) > _MOST_STATES or any(_tells(total.disclosed, own, number) for own in states)


def _tells(told: Disclosed, own: Sequence[Disclosed], number: int) -> bool:
    if _leaves_few_for_others(told.total, [event.total for event in own], number):
        return True
    for split, cells in told.splits.items():
        keys = [key for key, figure in cells.items() if figure.is_shown]
        if not keys or not any(_says_of(event, split) for event in own):
            continue
        # What is not told of one of them follows from the others.
        if len(own) < number or not all(
            event.total.is_shown and all(event.part(split, key).is_shown for key in keys) for event in own
        ):
            return True
        if any(
            _leaves_few_for_others(cells[key], [event.part(split, key) for event in own], number)
            for key in keys
        ):
            return True
    return False


def _says_of(event, split):
    """Copies of a test by sex are a split by sex as well."""
    if any(figure.is_known for figure in event.splits.get(split, {}).values()):
        return True
    cells = (figure for table in event.tables.values() for figure in table.cells.values())
    return split == SEX and any(figure.is_shown and figure.is_known for figure in cells)


def _leaves_few_for_others(whole: Figure, own: Sequence[Figure], number: int) -> bool:
    known = [figure for figure in own if figure.is_known]
    if not whole.is_shown or not known:
        return False
    if not all(figure.is_shown for figure in known):
        return True
    # All of them together leave people that the register counts at none.
    sizes = range(1, min(len(known), number - 1) + 1)
    return any(
        0 < whole.number - sum(figure.number for figure in some) < THRESHOLD
        for size in sizes
        for some in combinations(known, size)
    )
