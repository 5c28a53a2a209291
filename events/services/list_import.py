"""The people of a file put into the list of an event, and taken out of it again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec
from django.db import transaction

from events.enums import HalfDay
from events.models import Event, Participant
from events.services.person_marks import mark_list
from events.services.presences import set_presences

# Of a person: what a file may complete. The number stays the one that papers bear.
FIELDS = (
    "full_name",
    "sex",
    "category",
    "age_band",
    "organisation_id",
    "organisation_name",
    "function",
    "phone",
    "email",
    "photo_consent",
    "contact_consent",
)
_EMPTY = ("", None)


@dataclass(frozen=True)
class Arrival:
    """One person of the file. `same_as` is the key of whoever is already in the list.

    What the list lacks is completed; only where `replaces` does the file win over what stands there.
    A presence for the whole day has an empty half-day.
    """

    values: Mapping[str, Any]
    presences: Mapping[tuple[date, str], bool]
    same_as: int | None = None
    replaces: bool = False


class Imported(msgspec.Struct, frozen=True):
    """What an import did, so that it can be told and taken back."""

    added: list[int]
    # Of each person that was there before: field → (what stood there, what stands there now).
    completed: dict[int, dict[str, tuple[Any, Any]]]
    # Marks set and taken away: (person, day, half-day).
    present: list[tuple[int, date, str]]
    absent: list[tuple[int, date, str]]

    def __bool__(self):
        return bool(self.added or self.completed or self.present or self.absent)


@transaction.atomic
def import_people(*, event: Event, arrivals: Iterable[Arrival]) -> Imported:
    """Everybody or nobody; the same file again changes nothing."""
    arrivals = list(arrivals)
    # Two keepers of one list wait for each other: numbers are given once.
    Event.with_deleted.select_for_update().get(pk=event.pk)
    stored = {person.pk: person for person in event.participants.all()}
    known = [one for one in arrivals if one.same_as in stored]
    completed = {}
    for one in known:
        if changes := _complete(stored[one.same_as], one):
            completed.setdefault(one.same_as, {}).update(changes)
    Participant.objects.bulk_update([stored[key] for key in completed], FIELDS, batch_size=500)
    new = [one for one in arrivals if one.same_as not in stored]
    added = Participant.objects.bulk_create(_numbered(event, new, stored.values()))
    mark_list(event=event)
    people = {id(one): stored[one.same_as] for one in known}
    people |= {id(one): person for one, person in zip(new, added, strict=True)}
    present, absent = set(), set()
    for one in arrivals:
        for moment, was_there in one.presences.items():
            pairs = {(people[id(one)].pk, half_day) for half_day in half_days_of_moment(event, *moment)}
            if was_there:
                present |= pairs
            elif one.replaces:
                absent |= pairs
    set_now, taken_now = set_presences(event=event, present=present, absent=absent - present)
    return Imported(
        added=[person.pk for person in added],
        completed=completed,
        present=_flat(set_now),
        absent=_flat(taken_now),
    )


def half_days_of_moment(event, day, half):
    """The half-days that a mark stands for: itself, or those of the day that it names."""
    if half:
        return [(day, half)]
    planned = [(row.day, row.half_day) for row in event.sessions.all() if row.day == day]
    return planned or [(day, HalfDay.MORNING), (day, HalfDay.AFTERNOON)]


@transaction.atomic
def take_back(*, event: Event, imported: Imported):
    """Undo an import: whom it added leaves the list, and what it changed stands as before.

    What somebody has changed since stays as it is. Returns how many people left.
    """
    people = {person.pk: person for person in event.participants.filter(pk__in=imported.completed)}
    for key, person in people.items():
        for name, (before, after) in imported.completed[key].items():
            if getattr(person, name) == after:
                setattr(person, name, before)
    Participant.objects.bulk_update(people.values(), FIELDS, batch_size=500)
    # Whoever has a score since is no mistake of the file: the score would go too.
    leaving = event.participants.filter(pk__in=imported.added, scores__isnull=True)
    staying = {*imported.added} - {*leaving.values_list("pk", flat=True)}
    taken = {pair for pair in _pairs(imported.present) if pair[0] not in staying}
    set_presences(event=event, present=_pairs(imported.absent), absent=taken)
    number = leaving.count()
    leaving.delete()
    mark_list(event=event)
    return number


def _flat(pairs):
    return sorted((person, day, half) for person, (day, half) in pairs)


def _pairs(marks):
    return {(person, (day, half)) for person, day, half in marks}


def what_completes(person, values):
    """The fields of `person` that `values` would fill, and those that they say otherwise."""
    fills, differs = {}, {}
    for name in FIELDS:
        value = values.get(name)
        stands = getattr(person, name)
        if value in _EMPTY or value == stands:
            continue
        if name == "organisation_name" and person.organisation_id:
            # The organisation itself says more than a name of it.
            continue
        (fills if stands in _EMPTY else differs)[name] = value
    return fills, differs


def _complete(person, arrival):
    fills, differs = what_completes(person, arrival.values)
    changes = {**fills, **differs} if arrival.replaces else fills
    done = {name: (getattr(person, name), value) for name, value in changes.items()}
    for name, value in changes.items():
        setattr(person, name, value)
    return done


def _numbered(event, arrivals, stored):
    """New people, each with the number of the file where it is free, else with the next one."""
    taken = {person.number for person in stored}
    wanted = [one.values.get("number") for one in arrivals]
    last = max([*taken, *filter(None, wanted)], default=0)
    for one, number in zip(arrivals, wanted, strict=True):
        if not number or number in taken:
            last = number = last + 1
        taken.add(number)
        values = {name: one.values[name] for name in FIELDS if one.values.get(name) is not None}
        yield Participant(event=event, number=number, **values)
