"""Marks of the people of a list, kept up with it; what is said of two of them; what ends them.

A list changes in many places (import, form, merge): saves of participants are listened to, as the search
index does, and whoever writes many at once calls `mark_list`. A mark is deleted with its participant, whoever
deletes it; only the erasing of a list at its term keeps them (`release_marks`).
"""

from collections.abc import Collection

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.db.models.signals import post_save

from events.attendance.prints import Prints, key_id_of, key_of_organisation, prints_of
from events.models import CountingStopped, Event, MarkedList, Participant, PersonMark, PersonVerdict
from rss_registry.databases.gathered import do_for

_COLUMNS = ("marked_list_id", "participant_id", "name_print", "phone_prints", "sex")


def follow_lists():
    post_save.connect(_mark_saved, sender=Participant, dispatch_uid="marks of persons")


def _mark_saved(*, instance, **_said):
    do_for(_mark_lists, [instance.event_id])


def _mark_lists(events):
    for event in Event.with_deleted.filter(pk__in=events):
        mark_list(event=event)


@transaction.atomic
def mark_list(*, event: Event) -> None:
    """Bring the marks of this event's list up to date; what was erased at its term stays marked.

    Without a key, or where the organisation wants no count, the people of the list have no mark: an old one
    would be of a name that may stand there no more.
    """
    people = list(event.participants.order_by("pk"))
    if not counts_persons(event.owner_id):
        PersonMark.objects.filter(participant__in=people).delete()
        return
    if not people:
        return
    key = key_of_organisation(settings.PERSONS_KEY, event.owner_id)
    key_id = key_id_of(key)
    before = MarkedList.objects.filter(pk=event.pk).first()
    marked = before or MarkedList(event=event)
    is_new_key = marked.key_id != key_id
    if is_new_key:
        # What was erased cannot be marked anew, and one list is never of two keys.
        PersonMark.objects.filter(marked_list=marked.pk, participant=None).delete()
        marked.key_id = key_id
        marked.save()
    # Whoever follows the lists learns which are others now: marks are written many at once.
    for other in MarkedList.objects.filter(pk__in=_write(marked, people, key, is_new_key)):
        other.save()


def _write(marked, people, key, is_new_key) -> set[int]:
    """Returns the lists that have changed: this one, and those from which somebody came over."""
    standing = {mark.participant_id: mark for mark in PersonMark.objects.filter(participant__in=people)}
    released = list(PersonMark.objects.filter(marked_list=marked, participant=None))
    new, changed, forgotten, lists = [], [], [], set()
    for person in people:
        prints = prints_of(key, person.full_name, person.phone)
        mark = standing.get(person.pk) or _taken_up(released, prints) or PersonMark()
        said = (marked.pk, person.pk, prints.name, list(prints.phones), person.sex)
        if mark.pk is None:
            new.append(PersonMark(**dict(zip(_COLUMNS, said, strict=True))))
        elif said != tuple(getattr(mark, name) for name in _COLUMNS):
            if mark.name_print != prints.name and not is_new_key:
                forgotten.append(mark.pk)
            lists.add(mark.marked_list_id)
            for name, value in zip(_COLUMNS, said, strict=True):
                setattr(mark, name, value)
            changed.append(mark)
    PersonVerdict.objects.filter(Q(first__in=forgotten) | Q(second__in=forgotten)).delete()
    PersonMark.objects.bulk_create(new, batch_size=500)
    PersonMark.objects.bulk_update(changed, _fields(), batch_size=500)
    return lists | ({marked.pk} if new or changed else set())


def _fields():
    return [name.removesuffix("_id") for name in _COLUMNS]


def _taken_up(released, prints: Prints) -> PersonMark | None:
    """Of a list that was erased and comes again, the mark that this person had left."""
    for mark in released:
        if mark.name_print == prints.name and prints.name or set(mark.phone_prints) & set(prints.phones):
            released.remove(mark)
            return mark
    return None


def counts_persons(organisation: int) -> bool:
    """Whether the people of its lists are marked."""
    return bool(settings.PERSONS_KEY) and not CountingStopped.objects.filter(pk=organisation).exists()


def release_marks(*, events: Collection[Event]) -> None:
    """The lists of these events are about to be erased at their term: their marks stay."""
    PersonMark.objects.filter(participant__event__in=[event.pk for event in events]).update(participant=None)


@transaction.atomic
def mark_all_lists() -> int:
    """Mark the lists that stand and are not marked with the key of today; returns how many there were."""
    if not settings.PERSONS_KEY:
        return 0
    stopped = CountingStopped.objects.values("pk")
    events = Event.with_deleted.filter(participants__isnull=False).exclude(owner__in=stopped)
    unmarked = events.filter(participants__mark__isnull=True)
    found = {event.pk: event for event in unmarked.distinct()}
    for event in events.filter(marked_list__isnull=False).select_related("marked_list").distinct():
        if event.marked_list.key_id != key_id_of(key_of_organisation(settings.PERSONS_KEY, event.owner_id)):
            found[event.pk] = event
    for event in found.values():
        mark_list(event=event)
    return len(found)


@transaction.atomic
def forget_person(*, organisation, full_name: str, phone: str = "") -> int:
    """Erase the marks of somebody whose lists may be erased already; returns how many.

    With a telephone those of her name that bear another one are left: they may be somebody else's.
    """
    if not settings.PERSONS_KEY:
        return 0
    asked = prints_of(key_of_organisation(settings.PERSONS_KEY, organisation.pk), full_name, phone)
    found = []
    for mark in PersonMark.objects.filter(marked_list__event__owner=organisation):
        shares_phone = bool(set(mark.phone_prints) & set(asked.phones))
        may_be_hers = not (asked.phones and mark.phone_prints) or shares_phone
        if shares_phone or (asked.name and mark.name_print == asked.name and may_be_hers):
            found.append(mark.pk)
    PersonMark.objects.filter(pk__in=found).delete()
    return len(found)


@transaction.atomic
def stop_counting(*, organisation, by) -> int:
    """Erase every mark of the organisation's lists, erased ones included, and make none any more."""
    CountingStopped.objects.get_or_create(organisation=organisation, defaults={"stopped_by": by})
    marked = MarkedList.objects.filter(event__owner=organisation)
    number = PersonMark.objects.filter(marked_list__in=marked).count()
    marked.delete()
    return number


@transaction.atomic
def count_again(*, organisation) -> None:
    """Marks are made again, of the lists that still stand."""
    CountingStopped.objects.filter(organisation=organisation).delete()
    for event in Event.objects.filter(owner=organisation, participants__isnull=False).distinct():
        mark_list(event=event)


@transaction.atomic
def say_of(*, one: PersonMark, other: PersonMark, is_same: bool | None, by) -> None:
    """Whether two marks are one person's; None takes back what was said."""
    first, second = sorted((one.pk, other.pk))
    if is_same is None:
        PersonVerdict.objects.filter(first=first, second=second).delete()
        return
    PersonVerdict.objects.update_or_create(
        first_id=first, second_id=second, defaults={"is_same": is_same, "said_by": by}
    )
