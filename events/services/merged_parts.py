"""The rows of two records of one event: which both have, and how the others go from one to the other.

What the kept record has as well stays with the absorbed one, which is kept itself: nothing is lost, and
nothing stands twice.
"""

from collections.abc import Callable, Iterator
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models

from events.models import (
    CostLine,
    DifferentEvents,
    Event,
    EventClaim,
    EventFigure,
    EventLink,
    EventPlace,
    EventSearchIndex,
    EventSearchText,
    Headcount,
    ListImport,
    ListMerge,
    MarkedList,
    Objective,
    Output,
    Participant,
    ProposedCorrection,
    Quotation,
    Recommendation,
    SectionState,
    StatusChange,
)
from organisations.services.moved_rows import had_by_both, point_at, pointing_at
from organisations.services.twins import Twins, pair
from organisations.services.written_rows import comparable, written
from rss_registry.text import fold

# The record's own traces, and what is made again of it.
_STAYING = {
    DifferentEvents,
    EventSearchIndex,
    EventSearchText,
    ListImport,
    ListMerge,
    MarkedList,
    ProposedCorrection,
    SectionState,
    StatusChange,
}
# Of one record or of the other, never of both: they would count, or place, the same people twice.
SIDES = {"headcounts": Headcount, "event_places": EventPlace}
# By what rows say the same where no rule of the database knows it.
_SAYING: dict[type, Callable[[Any], tuple]] = {
    EventClaim: lambda row: (row.field, fold(row.value), row.source_id),
    EventFigure: lambda row: (row.role, row.person_id or fold(row.title_on_day)),
    Objective: lambda row: (fold(row.text_fr or ""),),
    Output: lambda row: (row.kind, fold(row.title_fr or "")),
    Quotation: lambda row: (row.about, row.source_id, fold(row.text), fold(row.locator)),
    Recommendation: lambda row: (fold(row.text_fr or ""),),
}


class Journal:
    """What was done, in the form in which it can be undone."""

    def __init__(self):
        self.steps: dict[str, list] = {"moved": [], "values": [], "dropped": [], "added": [], "linked": []}

    def point(self, rows, field, key) -> None:
        """Let rows point elsewhere; one for which the database refuses it stays where it was."""
        before = {row.pk: getattr(row, field.attname) for row in rows}
        refused = {row.pk for row in point_at(list(rows), field, key)}
        label = field.model._meta.label_lower
        self.steps["moved"] += [
            [label, pk, field.attname, key, was] for pk, was in before.items() if pk not in refused
        ]

    def write(self, row, **columns) -> None:
        changed = {name: value for name, value in columns.items() if getattr(row, name) != value}
        for name, value in changed.items():
            before = comparable(row, name)
            setattr(row, name, value)
            self.steps["values"].append([row._meta.label_lower, row.pk, name, before, comparable(row, name)])
        if changed:
            row.save()

    def add(self, row) -> None:
        self.steps["added"].append([row._meta.label_lower, row.pk])

    def drop(self, row) -> None:
        self.steps["dropped"].append(written(row))
        row.delete()


def moving_columns() -> Iterator[models.Field]:
    """Each column by which a row belongs to an event, or names it; what speaks of other rows comes last."""
    columns = [field for field, _rows in pointing_at(Event()) if field.model not in _STAYING]
    yield from sorted(columns, key=lambda field: field.model is Quotation)


def rows_by(field, event: Event) -> models.QuerySet:
    return field.model._base_manager.filter(**{field.attname: event.pk}).order_by("pk")


def twins_by(field, one: Event, other: Event) -> list[Twins]:
    """The rows that both have."""
    model = field.model
    if model is Participant or model in SIDES.values() or model is CostLine:
        return []
    theirs = rows_by(field, other)
    if model in _SAYING:
        said = {}
        for row in rows_by(field, one):
            said.setdefault(_SAYING[model](row), row)
        pairs = [(said[key], row) for row in theirs if any(key := _SAYING[model](row)) and key in said]
    else:
        both = had_by_both(field, theirs, one)
        pairs = [(both[row.pk], row) for row in theirs if row.pk in both]
    return [pair(mine, row, besides=field) for mine, row in pairs]


def move_parts(journal: Journal, kept: Event, absorbed: Event, *, replacing: set[tuple[str, int]]) -> None:
    """What only the absorbed record has goes to the kept one.

    `replacing`: the rows of the absorbed record, as (table, key), whose values win over those of the kept.
    """
    for field in moving_columns():
        if field.model in SIDES.values():
            continue
        pairs = twins_by(field, kept, absorbed)
        for twins in pairs:
            _join(journal, twins, wins=(twins.other._meta.label_lower, twins.other.pk) in replacing)
        stay = {twins.other.pk for twins in pairs}
        rows = [row for row in rows_by(field, absorbed) if row.pk not in stay]
        _MOVES.get(field.model, _move)(journal, rows, field, kept)


def take_side(journal: Journal, model, kept: Event, absorbed: Event, *, is_absorbed: bool) -> None:
    """Of rows of which one record alone gives all: those of the absorbed one, or of the only one with any."""
    own, other = model.objects.filter(event=kept), model.objects.filter(event=absorbed)
    if not other.exists() or (own.exists() and not is_absorbed):
        return
    for row in own:
        journal.drop(row)
    journal.point(list(other.order_by("pk")), model._meta.get_field("event"), kept.pk)


def _join(journal, twins, *, wins):
    """What hangs on the absorbed row hangs on the kept one."""
    if getattr(twins.one, "disclosed", True) and not getattr(twins.other, "disclosed", True):
        journal.write(twins.one, disclosed=False)
    if wins:
        journal.write(
            twins.one, **{field.attname: getattr(twins.other, field.attname) for field in twins.fields}
        )
    for relation in twins.other._meta.related_objects:
        field = relation.field
        if not isinstance(field, models.ForeignKey) or field.model.__name__.startswith("Historical"):
            continue
        target = twins.one
        if field.model is Recommendation:
            # Whoever keeps the words points at nobody.
            if twins.one.same_as_id == twins.other.pk:
                journal.write(twins.one, same_as_id=None)
            target = twins.one.same_as or twins.one
        rows = field.model._base_manager.filter(**{field.attname: twins.other.pk}).order_by("pk")
        journal.point([row for row in rows if row != target], field, target.pk)


def _move(journal, rows, field, kept):
    journal.point(rows, field, kept.pk)


def _move_claims(journal, rows, field, kept):
    """One claim is followed of each element: that of the record that stays."""
    followed = set(kept.claims.filter(followed=True).values_list("field", flat=True))
    for row in rows:
        if row.followed and row.field in followed:
            journal.write(row, followed=False)
    journal.point(rows, field, kept.pk)


def _move_links(journal, rows, field, kept):
    """None between the two, and none that would close a circle."""
    for row in rows:
        setattr(row, field.attname, kept.pk)
        may_stand = row.event_id != row.other_id
        try:
            if may_stand:
                row.clean()
        except ValidationError:
            may_stand = False
        row.refresh_from_db()
        if may_stand:
            journal.point([row], field, kept.pk)
        elif kept.pk in (row.event_id, row.other_id):
            journal.drop(row)


def _move_people(journal, rows, field, kept):
    """Each by itself, with a number that is free."""
    last = max(kept.participants.values_list("number", flat=True), default=0)
    taken = set(kept.participants.values_list("number", flat=True))
    for row in rows:
        if row.number in taken:
            last += 1
            journal.write(row, number=_above(row, last, taken))
            last = max(last, row.number)
        taken.add(row.number)
        journal.steps["moved"].append([row._meta.label_lower, row.pk, field.attname, kept.pk, row.event_id])
        row.event_id = kept.pk
        row.save()


def _above(row, number, taken):
    """A number that neither list has: it is written while the row still stands in the first."""
    theirs = set(row.event.participants.values_list("number", flat=True))
    while number in taken or number in theirs:
        number += 1
    return number


def _move_quotations(journal, rows, field, kept):
    """Of a row that stays with the absorbed record, the extract stays too."""
    journal.point([row for row in rows if _is_about(row, kept)], field, kept.pk)


def _is_about(row, kept):
    part, _colon, key = row.about.partition(":")
    if not key:
        return True
    model = apps.get_model("events", part)
    return model._base_manager.filter(pk=key, event=kept.pk).exists()


_MOVES = {
    EventClaim: _move_claims,
    EventLink: _move_links,
    Participant: _move_people,
    Quotation: _move_quotations,
}
