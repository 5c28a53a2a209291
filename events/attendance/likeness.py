"""Who of a list is the same person: twice in the file, on the sheet of another day, on a list that is stored.

Certain: the same words of a name in any order, where neither telephone nor organisation differs, or the same
telephone and nearly the same name; two lines of a file that tell two sexes never are. Likely: nearly the
same name, and homonyms.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from rapidfuzz import fuzz

from events.attendance.names import without_title
from events.attendance.phones import digits_of
from events.attendance.rows import Entry
from rss_registry.text import fold

# Of 100, words sorted: « TRAORE Fatoumata » and « Traoré Fatoumta » are 97.
_NEAR, _LIKELY = 72, 87
# A word shared by more people than this says nothing alone.
_LONGEST_BLOCK = 400


class Known(NamedTuple):
    """Somebody of a stored list."""

    pk: int
    full_name: str
    phone: str = ""
    event: str = ""
    organisation: str = ""


@dataclass(frozen=True)
class Same:
    """Who somebody of the file may be: another entry (its place in the sequence), or a stored participant."""

    certain: bool
    score: float
    entry: int | None = None
    known: Known | None = None


@dataclass(frozen=True)
class _Person:
    words: tuple[str, ...]
    name: str
    phones: frozenset[str]
    body: str


def find_same(entries: Sequence[Entry], known: Iterable[Sequence] = ()) -> dict[int, tuple[Same, ...]]:
    """By the place of each entry, who it may be, surest first; `known`: (pk, name, telephone, event's label).

    Inside of the file each pair is told once, at its second entry.
    """
    stored = [Known(*one) for one in known]
    people = [_of_values(entry.values) for entry in entries]
    others = [_person(one.full_name, one.phone, one.organisation) for one in stored]
    found: dict[int, list[Same]] = defaultdict(list)
    index = _Index([*people, *others])
    for position, person in enumerate(people):
        for other in index.near(position):
            if other < len(people) and other >= position:
                continue
            match = _compare(person, index.people[other])
            if match is None:
                continue
            certain, score = match
            if other < len(people):
                certain = certain and not _of_two_sexes(entries[position].values, entries[other].values)
                found[position].append(Same(certain, score, entry=other))
            else:
                found[position].append(Same(certain, score, known=stored[other - len(people)]))
    return {
        position: tuple(sorted(same, key=lambda one: (not one.certain, -one.score)))
        for position, same in found.items()
    }


def find_pairs(known: Sequence[Known]) -> Iterator[tuple[int, int, Same]]:
    """Pairs of one stored list that may be one person, each once: their keys, and how sure it is."""
    people = [_person(one.full_name, one.phone, one.organisation) for one in known]
    index = _Index(people)
    for position, person in enumerate(people):
        for other in index.near(position):
            if other < position and (match := _compare(person, people[other])):
                yield known[other].pk, known[position].pk, Same(*match)


def unite(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """The same people of several sheets once, in the order in which they come, with all their presences.

    Only those that are certainly the same, and never two of one sheet: these are for a person to look at.
    """
    same = find_same(entries)
    united: dict[int, Entry] = {}
    home: dict[int, int] = {}
    for position, entry in enumerate(entries):
        homes = [home[one.entry] for one in same.get(position, ()) if one.certain]
        first = next((place for place in homes if entry.sheet not in _sheets(united[place])), None)
        if first is None:
            united[position], home[position] = entry, position
        else:
            united[first], home[position] = _joined(united[first], entry), first
    return tuple(united.values())


def _of_two_sexes(one, other):
    return len({one.get("sex"), other.get("sex")} - {None, ""}) == 2


def _sheets(entry):
    return {entry.sheet, *(sheet for sheet, _line in entry.also)}


def _joined(first: Entry, second: Entry) -> Entry:
    values = {**second.values, **first.values}
    if "number" not in first.values:
        values.pop("number", None)
    if "organisation" in first.values or "organisation" in second.values:
        values.pop("organisation_name", None)
    presences = dict(first.presences)
    for moment, present in second.presences.items():
        presences[moment] = presences.get(moment, False) or present
    solved = {code for code in first.problems if code in values and code not in second.problems}
    return replace(
        first,
        values=values,
        raw={**second.raw, **first.raw},
        presences=presences,
        problems={code: said for code, said in first.problems.items() if code not in solved},
        notices=tuple(dict.fromkeys((*first.notices, *second.notices))),
        also=(*first.also, (second.sheet, second.line)),
    )


def identity(values: Mapping[str, Any]) -> _Person:
    """Name, telephones and organisation as they are compared: equal for whom the register holds just so."""
    return _of_values(values)


def _of_values(values):
    # The name, or the key of one that the register knows.
    body = values.get("organisation_name") or str(values.get("organisation") or "")
    return _person(values.get("full_name", ""), values.get("phone", ""), body)


def _person(full_name, phone, body):
    name, _sex = without_title(full_name or "")
    words = tuple(sorted(word for word in fold(name).split() if word not in {"ep", "epouse", "dr", "pr"}))
    phones = frozenset(filter(None, (digits_of(part) for part in (phone or "").split("/"))))
    return _Person(words, " ".join(words), phones, fold(body or ""))


class _Index:
    """People by the words of their names and by their telephones, so that few pairs are compared."""

    def __init__(self, people: Sequence[_Person]):
        self.people = people
        self._blocks: dict[tuple, list[int]] = defaultdict(list)
        for position, person in enumerate(people):
            for key in _keys(person):
                self._blocks[key].append(position)

    def near(self, position: int) -> Iterator[int]:
        """The others that share a telephone, or a word and the beginning of another."""
        seen = {position}
        for key in _keys(self.people[position]):
            block = self._blocks[key]
            if len(block) > _LONGEST_BLOCK and key[0] == "words":
                continue
            for other in block:
                if other not in seen:
                    seen.add(other)
                    yield other


def _keys(person: _Person):
    yield "name", person.name
    for phone in person.phones:
        yield "phone", phone
    for word in person.words:
        for other in person.words:
            if other is not word:
                yield "words", word, other[:2]


def _compare(one: _Person, other: _Person) -> tuple[bool, float] | None:
    if not one.words or not other.words:
        return None
    score = 100.0 if one.name == other.name else fuzz.ratio(one.name, other.name, score_cutoff=_NEAR)
    # Of homonyms, who has the same telephones and organisation comes first.
    nearer = (one.phones == other.phones) / 2 + (one.body == other.body) / 4
    if one.phones & other.phones:
        # A telephone may be a family's or an office's: the name decides.
        return (True, score + nearer) if score >= _NEAR or _within(one, other) else None
    if score < _LIKELY and not _within(one, other):
        return None
    differ = bool(one.phones and other.phones) or _of_two_bodies(one, other)
    return (score == 100 and not differ and len(one.words) > 1), max(score, float(_LIKELY)) + nearer


def _of_two_bodies(one, other):
    return bool(one.body and other.body and one.body != other.body)


def contradict(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two lines that are both a third, which tells less than either, cannot be one person."""
    if _of_two_sexes(one, other):
        return True
    first, second = _of_values(one), _of_values(other)
    if first.phones & second.phones:
        return False
    return bool(first.phones and second.phones) or _of_two_bodies(first, second)


def _within(one, other):
    """Whether one name is the other with a word less: « Traoré Awa », « Traoré Awa Coumba »."""
    short, long = sorted((set(one.words), set(other.words)), key=len)
    return len(short) >= 2 and short <= long
