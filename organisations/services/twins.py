"""Rows that two records have both: one of the two stays when the records are made one."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import models

from organisations.services.moved_rows import had_by_both, pointing_at

# Nobody chooses between two of these: keys, order, traces, and what protects, which is always the stricter.
_NOT_COMPARED = {"id", "event", "position", "updated_at", "disclosed", "same_as", "followed"}


@dataclass(frozen=True)
class Twins:
    """`fields` are those in which the two rows differ."""

    one: models.Model
    other: models.Model
    fields: tuple[models.Field, ...]


def twins_of(one, other) -> list[Twins]:
    """The rows of the second record that the first has as well, found through the rules of the database."""
    found = []
    for field, rows in pointing_at(other):
        both = had_by_both(field, rows, one)
        found += [pair(both[row.pk], row, besides=field) for row in rows.filter(pk__in=both)]
    return found


def pair(one, other, *, besides=None) -> Twins:
    """`besides`: the column by which they belong to the records."""
    return Twins(one, other, tuple(_differing(one, other, besides)))


def _differing(one, other, besides) -> Iterator[models.Field]:
    names = {field.name for field in one._meta.concrete_fields}
    for field in one._meta.concrete_fields:
        if field.name in _NOT_COMPARED or not field.editable or f"{field.name}_fr" in names:
            continue
        if field != besides and (getattr(one, field.attname) or None) != (
            getattr(other, field.attname) or None
        ):
            yield field
