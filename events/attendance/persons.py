"""How many persons several lists have, by the marks of their people and by what keepers said of these.

The same words of a name are one person unless sex or telephone differ, or both stand on one list; the same
telephone with names that begin alike is one person too. A person's word goes before either.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Mark:
    """One person on one list. All that are compared were made with one key."""

    key: int
    event: int
    name: str
    phones: frozenset[str] = frozenset()
    sex: str = ""


@dataclass
class Person:
    """The marks that are taken for one person's."""

    marks: list[Mark]
    events: set[int] = field(init=False)
    phones: set[str] = field(init=False)
    sexes: set[str] = field(init=False)

    def __post_init__(self):
        self.events = {mark.event for mark in self.marks}
        self.phones = {phone for mark in self.marks for phone in mark.phones}
        self.sexes = {mark.sex for mark in self.marks if mark.sex}

    def take(self, other: "Person") -> None:
        self.marks += other.marks
        self.events |= other.events
        self.phones |= other.phones
        self.sexes |= other.sexes


@dataclass(frozen=True)
class PersonCount:
    participations: int
    persons: int
    once: int
    """Of these, how many were at one event; the others came again."""

    @property
    def returned(self) -> int:
        return self.persons - self.once


@dataclass(frozen=True)
class Verdicts:
    """What keepers have said, as pairs of keys of marks, the smaller first."""

    same: frozenset[tuple[int, int]] = frozenset()
    different: frozenset[tuple[int, int]] = frozenset()


def count_persons(marks: Iterable[Mark], verdicts: Verdicts = Verdicts()) -> PersonCount:
    persons = persons_of(marks, verdicts)
    once = sum(len(person.events) == 1 for person in persons)
    return PersonCount(sum(len(person.marks) for person in persons), len(persons), once)


def persons_of(marks: Iterable[Mark], verdicts: Verdicts = Verdicts()) -> list[Person]:
    """Everybody once, the same whatever the order in which the marks come."""
    return _Grouping(sorted(marks, key=lambda mark: mark.key), verdicts).persons()


class _Grouping:
    def __init__(self, marks, verdicts):
        self._home = {mark.key: Person([mark]) for mark in marks}
        self._different = defaultdict(set)
        for one, other in verdicts.different:
            self._different[one].add(other)
            self._different[other].add(one)
        for one, other in sorted(verdicts.same):
            if one in self._home and other in self._home:
                self._unite(self._home[one], self._home[other])
        for group in _groups(marks, lambda mark: mark.phones):
            self._gather(group, self._agree)
        # Those without a telephone come last: they join whoever of their name is known better.
        named = sorted(marks, key=lambda mark: (not mark.phones, mark.key))
        for group in _groups(named, lambda mark: [mark.name] if mark.name else ()):
            self._gather(group, lambda one, other: self._agree(one, other) and _telephones_agree(one, other))

    def persons(self) -> list[Person]:
        return list({id(person): person for person in self._home.values()}.values())

    def _gather(self, group, agree):
        found: list[Person] = []
        for mark in group:
            person = self._home[mark.key]
            if any(person is other for other in found):
                continue
            other = next((each for each in found if agree(each, person)), None)
            if other is None:
                found.append(person)
            else:
                self._unite(other, person)

    def _unite(self, one, other):
        if one is other:
            return
        one.take(other)
        for mark in other.marks:
            self._home[mark.key] = one

    def _agree(self, one, other):
        if one.events & other.events or len(one.sexes | other.sexes) > 1:
            return False
        keys = {mark.key for mark in other.marks}
        return not any(self._different[mark.key] & keys for mark in one.marks)


def _groups(marks, values_of):
    groups = defaultdict(list)
    for mark in marks:
        for value in values_of(mark):
            groups[value].append(mark)
    return [groups[value] for value in sorted(groups) if len(groups[value]) > 1]


def _telephones_agree(one, other):
    return not (one.phones and other.phones) or bool(one.phones & other.phones)
