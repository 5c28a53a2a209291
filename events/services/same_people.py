"""Two rows of one attendance list made one person, and two again.

What would part them names people: it waits where files of lists do, for a week, and goes with the list.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from events.attendance.likeness import Known, Same, find_pairs
from events.models import DifferentPeople, Event, ListMerge, Participant, Presence, TestScore
from events.services.list_import import FIELDS
from organisations.models import User
from rss_registry.waiting_files import WaitingFiles

MAX_AGE = 7 * 24 * 60 * 60  # seconds
WAITING = WaitingFiles("HELD_ROOT", MAX_AGE, "list_merges")
_EMPTY = ("", None)
# Refused by either, it is refused.
_CONSENTS = ("photo_consent", "contact_consent")


class SamePeopleError(ValidationError):
    """These rows cannot be made one, or cannot be parted any more."""


class Parting(msgspec.Struct, frozen=True):
    """What it takes to part two rows again."""

    absorbed: int
    number: int
    values: dict[str, Any]
    # field → (what stood with the kept one, what stands there now)
    completed: dict[str, tuple[Any, Any]]
    # (session, whether it was signed) of the absorbed one, and those of them that the kept one had not.
    presences: list[tuple[int, bool]]
    gained: list[int]
    # Those that the kept one had, and had not signed.
    signed: list[int]
    # (test, mark) of the absorbed one, and those of them that the kept one had not.
    scores: list[tuple[int, str]]
    gained_scores: list[int]


def likely_people(event: Event) -> list[tuple[Participant, Participant, Same]]:
    """Rows of the list that are probably one person, the surest first; without those said to be two."""
    people = {row.pk: row for row in event.participants.select_related("organisation")}
    known = [
        Known(row.pk, row.full_name, row.phone, "", str(row.organisation or row.organisation_name))
        for row in people.values()
    ]
    said = set(DifferentPeople.objects.filter(first__event=event).values_list("first_id", "second_id"))
    pairs = [
        (people[one], people[other], same)
        for one, other, same in find_pairs(known)
        if (min(one, other), max(one, other)) not in said
    ]
    return sorted(pairs, key=lambda pair: (not pair[2].certain, -pair[2].score, pair[0].number))


@transaction.atomic
def say_two_people(*, one: Participant, other: Participant) -> None:
    """The two are not suggested again, as long as both are on the list."""
    first, second = sorted((one.pk, other.pk))
    DifferentPeople.objects.get_or_create(first_id=first, second_id=second)


@transaction.atomic
def merge_people(
    *, kept: Participant, absorbed: Participant, values: Mapping[str, Any], by: User
) -> ListMerge:
    """Let `kept` stand for both: presences of both, and what it lacked; `values` win over its own."""
    # Two keepers of one list wait for each other.
    Event.with_deleted.select_for_update().get(pk=kept.event_id)
    people = Participant.objects.filter(event=kept.event_id).in_bulk([kept.pk, absorbed.pk])
    if len(people) < 2:
        raise SamePeopleError(_("L’une des deux lignes n’est plus dans la liste."), code="gone")
    kept, absorbed = people[kept.pk], people[absorbed.pk]
    before = {name: getattr(kept, name) for name in FIELDS}
    for name, value in _taken_over(kept, absorbed, values):
        setattr(kept, name, value)
    presences, gained, signed = _unite_presences(kept, absorbed)
    scores, gained_scores = _unite_scores(kept, absorbed)
    parting = Parting(
        absorbed=absorbed.pk,
        number=absorbed.number,
        values={name: getattr(absorbed, name) for name in FIELDS},
        completed={
            name: (before[name], getattr(kept, name))
            for name in FIELDS
            if before[name] != getattr(kept, name)
        },
        presences=presences,
        gained=gained,
        signed=signed,
        scores=scores,
        gained_scores=gained_scores,
    )
    forget_merges_of([absorbed])
    absorbed.delete()
    kept.save()
    work = WAITING.keep(msgspec.json.encode(parting))
    return ListMerge.objects.create(event=kept.event, kept=kept, work=work, merged_by=by)


@transaction.atomic
def part_people(*, merge: ListMerge) -> Participant:
    """Two rows again; what somebody has changed since of the one that stayed stays."""
    Event.with_deleted.select_for_update().get(pk=merge.event_id)
    data = WAITING.read(merge.work) if ListMerge.objects.filter(pk=merge.pk).exists() else None
    if data is None:
        raise SamePeopleError(_("Cette réunion ne s’annule plus."), code="too_late")
    parting, kept = msgspec.json.decode(data, type=Parting), merge.kept
    for name, (stood, stands) in parting.completed.items():
        if getattr(kept, name) == stands:
            setattr(kept, name, stood)
    kept.save()
    taken = set(kept.event.participants.values_list("number", flat=True))
    number = parting.number if parting.number not in taken else max(taken) + 1
    person = Participant(pk=parting.absorbed, event=kept.event, number=number, **parting.values)
    person.save(force_insert=True)
    sessions = set(kept.event.sessions.values_list("pk", flat=True))
    for session, signed in parting.presences:
        if session in sessions:
            Presence.objects.create(participant=person, session_id=session, signed=signed)
    Presence.objects.filter(participant=kept, session__in=parting.gained).delete()
    Presence.objects.filter(participant=kept, session__in=parting.signed).update(signed=False)
    tests = set(kept.event.tests.values_list("pk", flat=True))
    for test, score in parting.scores:
        if test in tests:
            TestScore.objects.create(participant=person, test_id=test, score=score)
    TestScore.objects.filter(participant=kept, test__in=parting.gained_scores).delete()
    _forget([merge])
    return person


def undoable(event: Event) -> list[ListMerge]:
    """Those of the last week that can still be parted."""
    rows = event.list_merges.select_related("kept", "merged_by")
    return [row for row in rows if WAITING.read(row.work) is not None]


def forget_merges(*, events: Iterable[Event]) -> None:
    """What would part rows of these lists again: it names people."""
    _forget(ListMerge.objects.filter(event__in=[event.pk for event in events]))


def forget_merges_of(people: Iterable[Participant]) -> None:
    """The same of these people alone, who leave their list."""
    _forget(ListMerge.objects.filter(kept__in=[person.pk for person in people]))


def sweep_merges() -> None:
    """Delete what is too old, and what no row names any more."""
    WAITING.sweep()
    rows = ListMerge.objects.values_list("pk", "work")
    gone = [key for key, work in rows if WAITING.read(work) is None]
    ListMerge.objects.filter(pk__in=gone).delete()
    WAITING.forget_others(ListMerge.objects.values_list("work", flat=True))


def _forget(merges):
    works = [row.work for row in merges]
    ListMerge.objects.filter(pk__in=[row.pk for row in merges]).delete()

    def forget():
        for work in works:
            WAITING.claim(work)

    # Once it is certain: what is taken back with its transaction must find its file again.
    transaction.on_commit(forget, robust=True)


def _taken_over(kept, absorbed, values) -> Iterator[tuple[str, Any]]:
    for name in FIELDS:
        own, other = getattr(kept, name), getattr(absorbed, name)
        if name in _CONSENTS:
            if False in (own, other):
                yield name, False
            elif own is None:
                yield name, other
        elif name in values:
            yield name, values[name]
        elif name == "organisation_name" and (kept.organisation_id or absorbed.organisation_id):
            # The organisation itself says more than a name of it.
            continue
        elif own in _EMPTY and other not in _EMPTY:
            yield name, other


def _unite_presences(kept, absorbed):
    own = {row.session_id: row for row in kept.presences.all()}
    theirs = [(row.session_id, row.signed) for row in absorbed.presences.order_by("pk")]
    gained, signed_now = [], []
    for session, signed in theirs:
        if session not in own:
            Presence.objects.create(participant=kept, session_id=session, signed=signed)
            gained.append(session)
        elif signed and not own[session].signed:
            own[session].signed = True
            own[session].save()
            signed_now.append(session)
    return theirs, gained, signed_now


def _unite_scores(kept, absorbed):
    own = set(kept.scores.values_list("test_id", flat=True))
    theirs, gained = [(row.test_id, str(row.score)) for row in absorbed.scores.order_by("pk")], []
    for test, score in theirs:
        if test not in own:
            TestScore.objects.create(participant=kept, test_id=test, score=score)
            gained.append(test)
    return theirs, gained
