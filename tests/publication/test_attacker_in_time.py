"""The same attacker over two versions of an event, over shared totals, and over committees."""

from itertools import product

import pytest

from publication.disclosure.committees import suppress_seats
from publication.disclosure.events import suppress
from publication.disclosure.shared import (
    ToldTotal,
    suppress_beside_totals,
    suppress_shared,
    suppress_shared_in_time,
)
from publication.disclosure.types import Count, Disclosed, Statements, Table
from rss_registry.figures import THRESHOLD, UNKNOWN, Basis, Figure, Suppression
from tests.publication.attacker import FIGURES, Attacker, read, read_all

# What a version states, of women, men and their total.
SHAPES = ["T", "w", "Tw", "Tm", "wm", "m"]
MOST, MOST_ASKED = 19, 14
TRUTHS = [(women, total - women) for total in range(5, MOST + 1) for women in range(total + 1)]


def stated_as(shape, women, men):
    parts = {
        key: Count(FIGURES[number]) for key, number in (("women", women), ("men", men)) if key[0] in shape
    }
    return Statements(
        Count(FIGURES[women + men] if "T" in shape else UNKNOWN), {"sex": parts} if parts else {}
    )


@pytest.mark.parametrize("before", SHAPES)
@pytest.mark.parametrize("only_one_changed", [False, True])
def test_two_versions_of_one_event(before, only_one_changed):
    """A reader keeps the earlier version, and may think that only one number was corrected since."""
    if only_one_changed:
        pairs = [(old, new) for old, new in product(TRUTHS, repeat=2) if old[0] == new[0] or old[1] == new[1]]
    else:
        some = [truth for truth in TRUTHS if sum(truth) in (5, 6, 7, 13, 14, 15)]
        pairs = list(product(some, repeat=2))
    first = {truth: suppress(stated_as(before, *truth)) for truth in TRUTHS}
    seen_first = {truth: read_all(disclosed) for truth, disclosed in first.items()}
    for after in ("Tw", "Tm", "wm", "m"):
        attacker, second = Attacker(), {}
        for old, new in pairs:
            key = seen_first[old], new
            if key not in second:
                second[key] = read_all(suppress(stated_as(after, *new), earlier=[first[old]]))
            attacker.learn(
                (seen_first[old], second[key]),
                numbers_of(before, old, only_one_changed) + numbers_of(after, new, only_one_changed),
                is_asked=sum(old) <= MOST_ASKED and sum(new) <= MOST_ASKED,
            )
        attacker.assert_learns_nothing()


def numbers_of(shape, truth, only_one_changed):
    """What is stated of one version, or follows: of a sum of both sexes each completes the other.

    Who thinks that one number alone has changed takes the other from the earlier version: it tells nothing.
    """
    women, men = truth
    if only_one_changed:
        is_split = len(shape) > 1
        return [
            (women, None) if is_split or shape == "w" else None,
            (men, None) if is_split or shape == "m" else None,
        ]
    is_known = "T" in shape or shape == "wm"
    return [
        (women, men) if is_known and len(shape) > 1 else ((women, None) if "w" in shape else None),
        (men, women) if is_known and len(shape) > 1 else ((men, None) if "m" in shape else None),
    ]


COPIES = ["T", "c", "Tc", "cw", "Tcw"]


@pytest.mark.parametrize(("before", "after"), [*product(COPIES, repeat=2)])
def test_copies_of_a_test_in_two_versions(before, after):
    """« 30 participants », then « 28 copies » without them: two did not write the test."""
    attacker = Attacker()
    for total in range(5, 16):
        for copies in range(total + 1):
            for women in range(copies + 1) if "w" in before + after else (0,):
                first = suppress(with_copies(before, total, copies, women))
                second = suppress(with_copies(after, total, copies, women), earlier=[first])
                is_beside = "T" in before + after
                attacker.learn(
                    (read_all(first), read_all(second)),
                    [
                        (copies, total - copies if is_beside else None) if "c" in before + after else None,
                        (total - copies, None) if is_beside and "c" in before + after else None,
                        (women, copies - women) if "w" in before + after else None,
                        (copies - women, women) if "w" in before + after else None,
                    ],
                    is_asked=total <= 12,
                )
    attacker.assert_learns_nothing()


def with_copies(shape, total, copies, women):
    cells = {"women": FIGURES[women], "men": FIGURES[copies - women]} if "w" in shape else {}
    return Statements(
        Count(FIGURES[total] if "T" in shape else UNKNOWN),
        tables={"test/pre": Table(FIGURES[copies], cells)} if "c" in shape else {},
    )


def test_an_earlier_floor_beside_a_later_total():
    """« ≥ 20 → 23 » beside « < 5 » told 3 and 20."""
    earlier = suppress(Statements(splits={"sex": {"men": Count(Figure(20, Basis.AT_LEAST))}}))
    later = Statements(Count(FIGURES[23]), {"sex": {"women": Count(FIGURES[3])}})
    assert suppress(later).total.is_shown
    assert not suppress(later, earlier=[earlier]).total.is_shown


@pytest.mark.parametrize("own", ["none", "first", "both"])
@pytest.mark.parametrize("is_split", [True, False])
def test_a_total_that_two_events_share(own, is_split):
    """What one event leaves of a total is the number of the other."""
    attacker = Attacker()
    for first, second in product(range(20), repeat=2):
        total = first + second
        if not 0 < total <= 19:
            continue
        for women in (0, 1, 2, 3, 4, 5, total // 2, total - 3, total) if is_split else (0,):
            if not 0 <= women <= total:
                continue
            parts = {"women": Count(FIGURES[women]), "men": Count(FIGURES[total - women])}
            known = {"none": [], "first": [first], "both": [first, second]}[own]
            disclosed = [suppress(Statements(Count(FIGURES[number]))) for number in known]
            disclosed += [Disclosed()] * (2 - len(known))
            shared = suppress_shared(
                Statements(Count(FIGURES[total]), {"sex": parts} if is_split else {}), disclosed
            )
            if own != "none" and min(known) > 0 and any(max(known) > bound for bound in (14,)):
                continue  # the range above would leave out what the other event can be
            attacker.learn(
                (read_all(shared), *map(read_all, disclosed)),
                [(first, None) if own != "none" else None, (second, None) if own != "none" else None],
            )
    attacker.assert_learns_nothing()


@pytest.mark.parametrize("is_first", [True, False])
@pytest.mark.parametrize("later", ["one", "both"])
@pytest.mark.parametrize("is_split", [True, False])
def test_a_shared_total_and_what_its_events_tell_at_another_time(is_first, later, is_split):
    """« 30 pour les deux », then « 28 » at one of them: two were at the other."""
    attacker = Attacker()
    for first, second in product(range(16), repeat=2):
        for women in range(first + 1) if is_split else (0,):
            own = [stated_as("Tw" if is_split else "T", women, first - women)]
            own += [stated_as("T", second, 0)] if later == "both" else []
            total = stated_as("Tw" if is_split else "T", women, first + second - women)
            attacker.learn(
                tell_total_first(total, own) if is_first else tell_own_first(total, own),
                [
                    (first, None),
                    (second, None),
                    (women, first - women) if is_split else None,
                ],
                is_asked=first + second <= 12,
            )
    attacker.assert_learns_nothing()


BOTH = frozenset("AB")


def tell_total_first(total, own):
    told = ToldTotal(BOTH, suppress_shared(total, [Disclosed(), Disclosed()]))
    states = {}
    for event, stated in zip("AB", own, strict=False):
        others = [[states[other]] if other in states else [] for other in BOTH - {event}]
        states[event] = suppress_beside_totals(stated, suppress(stated), [(told, others)])
    return read_all(told.disclosed), *map(read_all, states.values())


def tell_own_first(total, own):
    """The numbers of the events alone are gone when that of both is told."""
    states = [[suppress(stated)] for stated in own]
    states += [[]] * (2 - len(states))
    mine = ToldTotal(BOTH, suppress_shared(total, [Disclosed(), Disclosed()]))
    shared = suppress_shared_in_time(total, mine, [], states)
    return read_all(shared), *(read_all(state) for each in states for state in each)


@pytest.mark.parametrize("colleges", [1, 2, 3])
def test_seats_and_women_of_a_committee(colleges):
    """Seats by sex are one table: « 6 seats, women masked » was 5 and 1."""
    attacker = Attacker()
    most = {1: 20, 2: 12, 3: 7}[colleges]
    rows = [(women, men) for women in range(most) for men in range(most) if women + men < most]
    for table in product(rows, repeat=colleges):
        seats = {key: women + men for key, (women, men) in enumerate(table)}
        if not sum(seats.values()) > 0:
            continue
        women = {key: women for key, (women, _men) in enumerate(table)}
        disclosed = suppress_seats(seats, women)
        if any(not figure.is_shown for figure in disclosed.seats.values()) and sum(seats.values()) > most - 1:
            continue  # seats that are withheld range further than these
        output = (
            read(disclosed.total),
            read(disclosed.total_women),
            *map(read, disclosed.seats.values()),
            *map(read, disclosed.women.values()),
        )
        attacker.learn(output, [pair for women, men in table for pair in ((women, men), (men, women))])
    attacker.assert_learns_nothing()


def seats_of(table, *, says_seats=True, says_women=True, earlier=()):
    seats = {key: women + men for key, (women, men) in enumerate(table)}
    women = {key: women for key, (women, _men) in enumerate(table)}
    unknown = dict.fromkeys(seats)
    return suppress_seats(seats if says_seats else unknown, women if says_women else unknown, earlier=earlier)


def read_seats(disclosed):
    cells = (*disclosed.seats.values(), *disclosed.women.values())
    return read(disclosed.total), read(disclosed.total_women), *map(read, cells)


STATED = [(True, True), (True, False), (False, True)]


@pytest.mark.parametrize(("before", "after"), [*product(STATED, repeat=2)])
def test_what_is_stated_of_a_college_in_two_versions(before, after):
    """« 10 seats », then « 8 women » without them: two are men."""
    attacker = Attacker()
    for women, men in product(range(12), repeat=2):
        if women + men == 0:
            continue
        first = seats_of([(women, men)], says_seats=before[0], says_women=before[1])
        second = seats_of([(women, men)], says_seats=after[0], says_women=after[1], earlier=[first])
        says_women, says_seats = before[1] or after[1], before[0] or after[0]
        attacker.learn(
            (read_seats(first), read_seats(second)),
            [(women, None) if says_women else None, (men, None) if says_women and says_seats else None],
            is_asked=women + men <= 7,
        )
    attacker.assert_learns_nothing()


@pytest.mark.parametrize("colleges", [1, 2])
def test_a_corrected_committee(colleges):
    """A reader keeps the earlier version, and may think that only one number was corrected since."""
    attacker, most = Attacker(), {1: 14, 2: 6}[colleges]
    tables = [
        table for table in product(product(range(most), repeat=2), repeat=colleges) if sum(map(sum, table))
    ]
    first = {table: seats_of(table) for table in tables}
    for old in tables:
        for place, sex in product(range(colleges), range(2)):
            for number in range(most):
                new = [list(row) for row in old]
                new[place][sex] = number
                if not sum(map(sum, new)):
                    continue
                second = seats_of(new, earlier=[first[old]])
                attacker.learn(
                    (read_seats(first[old]), read_seats(second)),
                    [(cell, None) for table in (old, new) for row in table for cell in row],
                    is_asked=all(sum(row) < most - 1 for table in (old, new) for row in table),
                )
    attacker.assert_learns_nothing()


def test_the_women_of_all_colleges_are_withheld_with_one_sign():
    disclosed = suppress_seats(
        {"fds": 6, "elected": 20, "media": 8}, {"fds": 5, "elected": 10, "media": None}
    )
    assert {read(figure) for key, figure in disclosed.women.items() if key != "media"} == {
        Suppression.SECONDARY.value
    }
    assert not disclosed.women["media"].is_known
    assert [figure.value for figure in disclosed.seats.values() if figure.is_shown] == [6, 20, 8]


def test_the_threshold_is_the_one_of_figures():
    assert THRESHOLD == 5
