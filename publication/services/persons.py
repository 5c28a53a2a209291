"""Publishing how many persons came to the events of an organisation, of its programmes and series.

A list counts while its event was held, tells every fact and the total of its people, and names as organiser
whoever keeps the list. Lists enter five at a time; a figure stands as told until other batches make it up.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, OuterRef

from events.enums import Outcome, Role
from events.models import Event, MarkedList
from events.services.counting_persons import count_in, sizes_of
from organisations.models import Organisation, Programme
from publication.models import (
    Facet,
    PersonBatch,
    PersonBatchMember,
    PersonFigure,
    PublishedEvent,
    PublishedNumber,
    PublishedPersons,
)
from publication.persons import SMALLEST_LIST, Cell, Told, in_batches, persons_told, told_of


@dataclass(frozen=True)
class _List:
    cell: Cell
    people: int


@dataclass(frozen=True)
class _Scope:
    """What one figure is of."""

    owner: int
    programme: int | None = None
    series: int | None = None

    @property
    def code(self) -> str:
        parts = [f"o{self.owner}"]
        parts += [f"p{self.programme}"] if self.programme else []
        parts += [f"s{self.series}"] if self.series else []
        return " ".join(parts)


@transaction.atomic(savepoint=False)
def publish_persons(events: Collection[int] | None = None) -> bool:
    """Bring the figures of whoever keeps the lists of these events (of all) up to date; says so."""
    owners = None if events is None else _owners_of(events)
    if owners is not None and not owners:
        return False
    lists = _lists_that_count(owners)
    _make_batches(owners, lists)
    batches = _batches_awake(owners, lists)
    made: defaultdict = defaultdict(lambda: defaultdict(set))
    for batch, (cell, _members) in batches.items():
        for scope in _scopes_of(cell):
            made[scope][cell.key_id].add(batch)
    expected = {}
    # Smaller ones first: what is told of them bounds what may be told of the larger.
    for scope in sorted(made, key=lambda each: (each.series is None, each.programme is None, each.code)):
        chosen = max(made[scope].values(), key=lambda keys: _weight(keys, batches, lists))
        expected[scope.code] = _columns(scope, _figure(scope, chosen, batches))
    return _replace(owners, expected)


def _owners_of(events):
    owners = set(Event.with_deleted.filter(pk__in=events).order_by().values_list("owner", flat=True))
    # Of an event that is gone, or was given to another organisation.
    return owners | set(PersonBatch.objects.filter(members__event__in=events).values_list("owner", flat=True))


def _lists_that_count(owners) -> dict[int, _List]:
    marked = MarkedList.objects.order_by("pk")
    if owners is not None:
        marked = marked.filter(event__owner__in=owners)
    told = PublishedEvent.objects.filter(
        Exists(PublishedNumber.objects.filter(event=OuterRef("pk"), name="participants", state="stated")),
        pk__in=marked.order_by().values("pk"),
        is_suspended=False,
        is_coarse=False,
        outcome=Outcome.HELD,
    ).order_by()
    keys = told.values("pk")
    owner_of = dict(Event.objects.filter(pk__in=keys).order_by().values_list("pk", "owner"))
    sizes = {event: (key_id, people) for key_id, event, people in sizes_of(marked)}
    leads, programmes = _leads(keys), _programmes(keys)
    return {
        key: _List(Cell(owner_of[key], sizes[key][0], programmes.get(key, ()), series), sizes[key][1])
        for key, series in sorted(told.values_list("pk", "series"))
        if key in sizes and key in owner_of and owner_of[key] in leads[key]
    }


def _leads(keys):
    """By event the organisations that it names as its organisers."""
    slugs = dict(Organisation.objects.order_by().values_list("slug", "pk"))
    found = defaultdict(set)
    for event, value in Facet.objects.filter(event__in=keys, name="role").values_list("event", "value"):
        role, _mark, slug = value.partition(":")
        if role in (Role.ORGANISER, Role.CO_ORGANISER) and slug in slugs:
            found[event].add(slugs[slug])
    return found


def _programmes(keys):
    by_slug = dict(Programme.objects.order_by().values_list("slug", "pk"))
    found = defaultdict(list)
    for event, slug in Facet.objects.filter(event__in=keys, name="programme").values_list("event", "value"):
        if slug in by_slug:
            found[event].append(by_slug[slug])
    return {event: tuple(sorted(programmes)) for event, programmes in found.items()}


def _members(owners, lists):
    rows = PersonBatchMember.objects.order_by("event")
    return rows if owners is None else rows.filter(event__in=lists)


def _make_batches(owners, lists):
    entered = set(_members(owners, lists).values_list("event", flat=True))
    waiting = [
        (key, each.cell) for key, each in lists.items() if key not in entered and each.people >= SMALLEST_LIST
    ]
    for cell, keys in in_batches(waiting):
        people = sum(lists[key].people for key in keys)
        batch = PersonBatch.objects.create(owner=cell.owner, participations=people)
        PersonBatchMember.objects.bulk_create(PersonBatchMember(event=key, batch=batch) for key in keys)


def _batches_awake(owners, lists) -> dict[int, tuple[Cell, tuple[int, ...]]]:
    """Those of which each list counts today, and all have in common what batches have."""
    touched = _members(owners, lists).order_by().values("batch")
    members = defaultdict(list)
    rows = PersonBatchMember.objects.filter(batch__in=touched).order_by("event")
    for event, batch in rows.values_list("event", "batch"):
        members[batch].append(event)
    found = {}
    for batch, events in members.items():
        cells = {lists[event].cell for event in events if event in lists}
        if len(cells) == 1 and all(event in lists for event in events):
            found[batch] = cells.pop(), tuple(events)
    return found


def _scopes_of(cell):
    yield _Scope(cell.owner)
    yield from (_Scope(cell.owner, programme=programme) for programme in cell.programmes)
    if cell.series:
        yield _Scope(cell.owner, series=cell.series)


def _weight(keys, batches, lists):
    """Of batches of two keys those with the most participations count; of as many, the latest."""
    return sum(lists[event].people for key in keys for event in batches[key][1]), max(keys)


def _figure(scope, keys, batches) -> PersonFigure:
    """What was told of these batches once; else what may be told of them beside all that was told."""
    known = list(PersonFigure.objects.filter(owner=scope.owner).order_by("pk"))
    for figure in known:
        if figure.scope == scope.code and set(figure.batches) == keys:
            return figure
    sizes = dict(PersonBatch.objects.order_by().values_list("pk", "participations"))
    beside = [(Told(0, 0, 0), sum(sizes[key] for key in keys))]
    beside += [
        (
            Told(figure.participations, figure.persons, figure.once),
            sum(sizes.get(key, 0) for key in keys ^ set(figure.batches)),
        )
        for figure in known
    ]
    events = [event for key in keys for event in batches[key][1]]
    count = count_in(events)
    told = told_of(count.persons, count.once, participations=count.participations, beside=beside)
    return PersonFigure.objects.create(
        owner=scope.owner,
        scope=scope.code,
        batches=sorted(keys),
        lists=len(events),
        participations=told.participations,
        persons=told.persons,
        once=told.once,
    )


def _columns(scope, figure):
    told = persons_told(Told(figure.participations, figure.persons, figure.once), figure.lists)
    return {
        "organisation": scope.owner,
        "programme": scope.programme,
        "series": scope.series,
        "lists": figure.lists,
        "participations": figure.participations,
        "persons": figure.persons,
        "once": told.once.value,
    }


def _replace(owners, expected) -> bool:
    standing = PublishedPersons.objects.all()
    if owners is not None:
        standing = standing.filter(organisation__in=owners)
    rows: list[dict] = [dict(row) for row in standing.order_by().values()]
    before = {row.pop("scope"): row for row in rows}
    changed = [scope for scope, columns in expected.items() if before.get(scope) != columns]
    PublishedPersons.objects.filter(scope__in=before.keys() - expected.keys()).delete()
    for scope in changed:
        PublishedPersons.objects.update_or_create(scope=scope, defaults=expected[scope])
    return bool(changed or before.keys() - expected.keys())
