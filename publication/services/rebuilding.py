"""The whole publication made again from the private record, and held against it."""

from collections import deque
from collections.abc import Callable, Iterator
from datetime import date
from itertools import islice

from django.db import transaction
from django.utils import timezone

from events.models import Event
from events.services.references import give_references
from publication.models import PublicationState, PublishedEvent, PublishedTotal
from publication.models.pending import settling
from publication.project.words import NameWords
from publication.services import bodies
from publication.services.batches import publish_batches
from publication.services.events import expected_rows, forget_events, publish_events
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
        names = NameWords()
        for _pass in range(2):
            for done, chunk in _chunks(keys):
                publish_events(chunk, on=today, names=names, corrects=False)
                progress(done, len(keys))
            # A shared total is told once all of its events are there, and then on their pages.
            if not publish_totals():
                break
            keys = list(
                PublishedTotal.events.through.objects.values_list("publishedevent", flat=True).distinct()
            )
        with transaction.atomic():
            bodies.publish_bodies()
            publish_batches()
            _renew(today)
        return PublishedEvent.objects.count()


def differences() -> Iterator[str]:
    """What stands otherwise than the private record says, in words; nothing when all agrees."""
    today = timezone.localdate()
    standing = dict(PublishedEvent.objects.order_by().values_list("pk", "digest"))
    names = NameWords()
    for _done, chunk in _chunks(list(Event.objects.order_by("pk").values_list("pk", flat=True))):
        for key, rows in expected_rows(chunk, on=today, names=names).items():
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
    from publication.services.following import publish_now

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
