"""Whoever knows the rules and everything published cannot compute a small number: all small tables.

For each family of tables every input is enumerated, published, and grouped by what a reader sees. The
inputs of a group are what the reader cannot tell apart; in each group every number of 1 to 4 (and what
completes it) must take at least three values. Ranges that end somewhere only make the attack stronger.
"""

from itertools import product

import pytest

from publication.disclosure.events import suppress
from publication.disclosure.splits import suppress_split
from publication.disclosure.types import Count, Statements, Table
from rss_registry.figures import THRESHOLD, UNKNOWN, Basis, Figure, Suppression
from tests.publication.attacker import FIGURES, Attacker, read_all

CATEGORIES = ("civil_society_women", "fds", "media")


def counts(numbers, published=()):
    return {key: Count(FIGURES[number], key in published) for key, number in numbers.items()}


def parts_of(total, number):
    """All ways to write `total` as so many parts."""
    if number == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for others in parts_of(total - first, number - 1):
            yield first, *others


@pytest.mark.parametrize(
    ("cells", "totals"),
    [(1, range(30)), (2, range(36)), (3, range(27)), (4, range(5, 23)), (5, [*range(5, 16), 18, 21])],
)
@pytest.mark.parametrize("has_rest", [False, True])
def test_a_split_of_a_known_total(cells, totals, has_rest):
    attacker = Attacker()
    for total in totals:
        for numbers in parts_of(total, cells + has_rest):
            known = {key: FIGURES[number] for key, number in enumerate(numbers[:cells])}
            rule = suppress_split(known, FIGURES[total])
            assert not rule.withholds_total or total < THRESHOLD
            seen = [rule.suppressions.get(key, known[key].value) for key in known]
            if 0 < total < THRESHOLD:
                continue  # the total itself is withheld, and every part with it (see below)
            attacker.learn((total, *seen), ((number, total - number) for number in numbers))
    attacker.assert_learns_nothing()


def test_the_parts_of_a_total_below_the_threshold_are_all_withheld():
    for total in range(1, THRESHOLD):
        for women in range(total + 1):
            stated = Statements(
                Count(FIGURES[total]), {"sex": counts({"women": women, "men": total - women})}
            )
            disclosed = suppress(stated)
            assert disclosed.total.suppression is Suppression.PRIMARY
            assert {cell.suppression for cell in disclosed.splits["sex"].values()} == {Suppression.SECONDARY}


@pytest.mark.parametrize("basis", [Basis.AT_LEAST, Basis.APPROXIMATE])
def test_a_split_of_a_total_that_is_not_exact(basis):
    """« At least » bounds the sum of the parts from below; « about » bounds nothing."""
    attacker = Attacker()
    for total, women, men in product(range(5, 20), range(24), range(24)):
        stated = Statements(Count(Figure(total, basis)), {"sex": counts({"women": women, "men": men})})
        attacker.learn(read_all(suppress(stated)), ((women, None), (men, None)))
    attacker.assert_learns_nothing()


@pytest.mark.parametrize("floor", ["women", "men"])
def test_a_part_that_is_at_least_so_many(floor):
    """Of 30 people « at least 28 » women leave at most two others."""
    attacker = Attacker()
    for total in range(5, 26):
        for women in range(total + 1):
            for stated_number in range(women + 1):
                cells = {floor: Count(Figure(stated_number, Basis.AT_LEAST))}
                output = read_all(suppress(Statements(Count(FIGURES[total]), {"sex": cells})))
                attacker.learn(output, ((women, total - women), (total - women, women)))
    attacker.assert_learns_nothing()


@pytest.mark.parametrize(
    "published", [("women",), ("men",), ("women", "men"), ("women", "total"), ("total",)]
)
def test_what_the_organiser_published_protects_nothing(published):
    """Published numbers are known anyway; what follows from them alone is no secret."""
    attacker = Attacker()
    for women, men, others in (parts for total in range(5, 26) for parts in parts_of(total, 3)):
        total = women + men + others
        if max(women if "women" in published else 0, men if "men" in published else 0) > 16:
            continue  # of a total that is withheld, the range above would leave out what it can be
        stated = Statements(
            Count(FIGURES[total], "total" in published),
            {"sex": counts({"women": women, "men": men}, published)},
        )
        outside = tuple({"women": women, "men": men, "total": total}[name] for name in published)
        follows = len(published) > 1
        numbers = [
            None if "women" in published else (women, None),
            None if "men" in published or follows else (men, None),
            None if follows else (others, None),
        ]
        attacker.learn((read_all(suppress(stated)), outside), numbers)
    attacker.assert_learns_nothing()


@pytest.mark.parametrize("states_sex", ["both", "women", "men", "none"])
@pytest.mark.parametrize("states_total", [True, False])
def test_two_splits_of_which_one_part_lies_in_another(states_sex, states_total):
    """Women of civil society are women: each split bounds the other."""
    attacker = Attacker()
    is_total_known = states_total or states_sex == "both"
    for total in range(5, 18):
        for *parts, rest in parts_of(total, 4):
            if is_total_known:
                if rest not in (0, 1, 5):
                    continue
            elif sum(number for number in parts if number >= THRESHOLD) > 9:
                continue  # the range above would leave out what the small ones can be beside them
            hidden = [(number, total - number if is_total_known else None) for number in parts]
            categories = counts(dict(zip(CATEGORIES, parts, strict=True)))
            for women in range(parts[0], total + 1):
                sexes = {"women": women, "men": total - women}
                if states_sex == "men" and not states_total and total - women > 11:
                    continue  # likewise
                sex = {key: number for key, number in sexes.items() if states_sex in ("both", key)}
                stated = Statements(
                    Count(FIGURES[total] if states_total else UNKNOWN),
                    {"sex": counts(sex), "category": categories},
                )
                attacker.learn(
                    read_all(suppress(stated)),
                    [*((sex[key], None) if key in sex else None for key in sexes), *hidden],
                )
    attacker.assert_learns_nothing()


ROWS = [(sex, category) for sex in ("women", "men") for category in ("fds", "media")]


@pytest.mark.parametrize("margins", ["none", "total", "sex", "all"])
def test_crossed_rows(margins):
    """Sex by category: rows, their margins and what they leave of each other."""
    attacker = Attacker()
    for numbers in (parts for total in range(5, 23) for parts in parts_of(total, 4)):
        table = dict(zip(ROWS, numbers, strict=True))
        total = sum(numbers)
        by_sex = {
            name: sum(n for (sex, _category), n in table.items() if sex == name) for name in ("women", "men")
        }
        by_category = {
            name: sum(n for (_sex, cat), n in table.items() if cat == name) for name in ("fds", "media")
        }
        stated = Statements(
            Count(FIGURES[total] if margins in ("total", "all") else UNKNOWN),
            ({"sex": counts(by_sex)} if margins in ("sex", "all") else {})
            | ({"category": counts(by_category)} if margins == "all" else {}),
            {
                frozenset({("sex", sex), ("category", category)}): FIGURES[number]
                for (sex, category), number in table.items()
            },
        )
        attacker.learn(
            read_all(suppress(stated)),
            [(number, total - number) for number in (*numbers, *by_sex.values(), *by_category.values())],
        )
    attacker.assert_learns_nothing()


@pytest.mark.parametrize("of_one_sex", [True, False])
@pytest.mark.parametrize("states_sex", [True, False])
def test_copies_of_a_test_beside_the_headcount(of_one_sex, states_sex):
    """« 27 copies by men » of 30 people, or certificates for all but two, tell of the others."""
    attacker = Attacker()
    for total in range(5, 21):
        for women, taken in product(range(total + 1), repeat=2):
            men = total - women
            if of_one_sex and taken > men:
                continue
            table = Table(cells={"men": FIGURES[taken]}) if of_one_sex else Table(total=FIGURES[taken])
            stated = Statements(
                Count(FIGURES[total]),
                {"sex": counts({"women": women, "men": men})} if states_sex else {},
                tables={"test": table},
            )
            left = men - taken if of_one_sex and states_sex else total - taken
            attacker.learn(
                read_all(suppress(stated)),
                [
                    (women, men) if states_sex else None,
                    (men, women) if states_sex else None,
                    (taken, None),
                    (left, None),
                ],
            )
    attacker.assert_learns_nothing()


def only_the_small_part(numbers):
    return ["< 5" if 0 < number < THRESHOLD else number for number in numbers]


def with_the_smallest_other(numbers):
    """The rule before: which other part goes tells how large it is."""
    seen = only_the_small_part(numbers)
    others = [place for place, number in enumerate(seen) if number not in ("< 5", 0)]
    if seen.count("< 5") == 1 and others:
        seen[min(others, key=lambda place: numbers[place])] = "masqué"
    return seen


@pytest.mark.parametrize("rule", [only_the_small_part, with_the_smallest_other])
def test_the_attacker_finds_what_simpler_rules_tell(rule):
    attacker = Attacker()
    for numbers in parts_of(24, 3):
        attacker.learn(tuple(rule(numbers)), ((number, 24 - number) for number in numbers))
    assert next(attacker.findings(), None) is not None
