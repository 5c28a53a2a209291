"""How many persons the lists of an organisation have, as far as they were marked with one key."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db.models import Count

from events.attendance.persons import Mark, PersonCount, Verdicts, count_persons
from events.models import MarkedList, PersonMark, PersonVerdict
from organisations.models import Organisation


def count_of(organisation: Organisation) -> PersonCount | None:
    """Over all its lists, whether their events are public or not; None where no list is marked."""
    sizes = defaultdict(dict)
    lists = MarkedList.objects.filter(event__owner=organisation, event__deleted_at=None)
    for key_id, event, number in sizes_of(lists):
        sizes[key_id][event] = number
    if not sizes:
        return None
    return count_in(max(sizes.values(), key=weight))


def sizes_of(lists) -> Iterable[tuple[str, int, int]]:
    """Of each list that has marks: its key, its event, and how many they are."""
    return lists.annotate(people=Count("marks")).filter(people__gt=0).values_list("key_id", "pk", "people")


def weight(sizes: dict[int, int]) -> tuple[int, int]:
    """Of lists of several keys the most participations are counted; of as many, the latest list."""
    return sum(sizes.values()), max(sizes)


def count_in(events: Collection[int]) -> PersonCount:
    """Over the lists of these events, which were marked with one key."""
    marks = marks_of(events)
    return count_persons(marks, verdicts_of({mark.key for mark in marks}))


def marks_of(events: Collection[int]) -> list[Mark]:
    rows = PersonMark.objects.filter(marked_list__in=events).order_by("pk")
    columns = rows.values_list("pk", "marked_list", "name_print", "phone_prints", "sex")
    return [Mark(key, event, name, frozenset(phones), sex) for key, event, name, phones, sex in columns]


def verdicts_of(keys: Collection[int]) -> Verdicts:
    """What was said of two of these marks."""
    same, different = set(), set()
    said = PersonVerdict.objects.values_list("first", "second", "is_same").order_by()
    for first, second, is_same in said:
        if {first, second} <= keys:
            (same if is_same else different).add((first, second))
    return Verdicts(frozenset(same), frozenset(different))
