"""The whole publication made again from the private record, and held against it."""

from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from datetime import date
from itertools import islice

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from events.models import Event
from events.services.references import give_references
from publication.models import (
    BatchMember,
    PublicationState,
    PublishedBatch,
    PublishedEvent,
    PublishedPersons,
    PublishedTotal,
    Withdrawal,
)
from publication.models.pending import settling
from publication.project.words import NameWords
from publication.services import bodies
from publication.services.batches import publish_batches
from publication.services.events import Changes, expected_rows, forget_events, publish_events
from publication.services.following import only_tried
from publication.services.naming import remember_naming
from publication.services.persons import publish_persons
from publication.services.publishing import publish_now
from publication.services.totals import publish_totals

CHUNK = 100
# The day that this process knows to be open: asked of the database once.
_opened: deque[date] = deque(maxlen=1)
Progress = Callable[[int, int], None]


def rebuild(progress: Progress = lambda done, of: None) -> int:
    """Bring every published row up to date; returns how many events are public.

    A chunk is one transaction: stopped half-way, it is begun again and finds what is done.
    """
    today = timezone.localdate()
    keys = list(Event.objects.order_by("pk").values_list("pk", flat=True))
    with settling():
        give_references(on=today)
        forget_events(set(PublishedEvent.objects.values_list("pk", flat=True)) - set(keys))
        names, changes = NameWords(), Changes()
        for _pass in range(2):
            for done, chunk in _chunks(keys):
                changes.add(publish_events(chunk, on=today, names=names, corrects=False))
                progress(done, len(keys))
            # A shared total is told once all of its events are there, and then on their pages.
            if not publish_totals():
                break
            keys = list(
                PublishedTotal.events.through.objects.values_list("publishedevent", flat=True).distinct()
            )
        with transaction.atomic():
            bodies.publish_bodies()
            remember_naming(changes.naming)
            publish_batches()
            publish_persons()
            _renew(today)
        return PublishedEvent.objects.count()


def differences() -> Iterator[str]:
    """What stands otherwise than the private record says, in words; nothing when all agrees."""
    today = timezone.localdate()
    standing = dict(PublishedEvent.objects.order_by().values_list("pk", "digest"))
    names = NameWords()
    changing: list[int] = []
    for _done, chunk in _chunks(list(Event.objects.order_by("pk").values_list("pk", flat=True))):
        expected = expected_rows(chunk, on=today, names=names)
        changing += (key for key in chunk if not (key in standing and key in expected))
        for key, rows in expected.items():
            digest = standing.pop(key, None)
            if digest is None:
                yield f"event {key} is missing"
            elif digest != rows.digest:
                yield f"event {key} says something else"
    yield from (f"event {key} is not to be public" for key in sorted(standing))
    for model, expected in bodies.expected_rows().items():
        columns = sorted({name for row in expected.values() for name in row})
        key = model._meta.pk.attname
        found = {row.pop(key): row for row in model.objects.order_by().values(key, *columns)}
        for pk in sorted(found.keys() | expected.keys(), key=str):
            if found.get(pk) != expected.get(pk):
                yield f"{model._meta.label} {pk} says something else"
    yield from _differences_beside(changing, today)


def _differences_beside(changing: list[int], today: date) -> Iterator[str]:
    """Of withdrawals, shared totals and batches: they are published again, and that is taken back.

    `changing`: the events that have no page, or are to have one and do not.
    """
    with only_tried():
        before = _rows_beside()
        for _done, chunk in _chunks(changing):
            publish_events(chunk, on=today)
        publish_totals()
        publish_batches()
        publish_persons()
        after = _rows_beside()
    for name in sorted(before.keys() | after.keys()):
        if name not in before:
            yield f"{name} is missing"
        elif name not in after:
            yield f"{name} is not to be public"
        elif before[name] != after[name]:
            yield f"{name} says something else"


def _rows_beside() -> dict[str, object]:
    found: dict[str, object] = {
        f"withdrawal {row.pk}": (row.at, row.double_of) for row in Withdrawal.objects.order_by()
    }
    for total in PublishedTotal.objects.order_by().prefetch_related("events"):
        texts = [getattr(total, f"content_{language}") for language, _name in settings.LANGUAGES]
        found[f"shared total {total.pk}"] = (texts, {event.pk for event in total.events.all()})
    members = defaultdict(set)
    for event, batch in BatchMember.objects.order_by().values_list("event", "batch"):
        members[batch].add(event)
    for row in PublishedBatch.objects.order_by():
        found[f"batch {row.pk}"] = (row.size, row.participants, members[row.pk])
    found |= {f"persons {each['scope']}": each for each in PublishedPersons.objects.order_by().values()}
    return found


def open_day() -> bool:
    """Publish what this day opens: delays that are over, months that are past. False: nothing, again."""
    today = timezone.localdate()
    if today in _opened:
        return False
    state = PublicationState.objects.filter(pk=PublicationState.ONLY).first()
    if state is not None and state.day == today:
        _opened.append(today)
        return False
    opening = Event.objects.countable().filter(visible_from__lte=today)
    if state is not None and state.day is not None:
        opening = opening.filter(visible_from__gt=state.day)
    elif not opening.exists():
        # Nothing was ever published: there is no version of it to change.
        return False
    with transaction.atomic():
        publish_now(opening.order_by().values_list("pk", flat=True))
        _renew(today)
    return True


def _renew(today):
    PublicationState.renew()
    PublicationState.objects.filter(pk=PublicationState.ONLY).update(day=today)


def _chunks(keys) -> Iterator[tuple[int, list[int]]]:
    keys, done = iter(keys), 0
    while chunk := list(islice(keys, CHUNK)):
        done += len(chunk)
        yield done, chunk
