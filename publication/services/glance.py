"""One look at events before they are published: what they have, and what stands beside them.

Most have little of what an event may have. Whoever knows it asks for the rest no more.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import cast

from django.db import connection
from django.db.models import Field

from events.models import Event, MarkedList
from events.models.fact_reads import FURTHER, RELATIONS
from publication.models import BatchMember, CoarseInSeries, Fingerprint, PublishedEvent, Withdrawal
from publication.services.naming import NAMING

# What stands beside an event, among the names of its relations.
PUBLISHED, WITHDRAWN, BATCH, COARSE, TOTAL = "published", "withdrawn", "batch", "coarse", "total"
LISTED = "marked list"


# Of the answer, before what exists.
_COLUMNS = 6


@dataclass(frozen=True)
class Seen:
    """`has`: what stands beside it, and its relations that are not empty."""

    reference: str | None
    was_published: bool
    sensitivity: str
    series: int | None
    naming: str | None
    """What it last decided of whom the register names (publication/services/naming.py)."""
    has: frozenset[str]


def _named(names: Iterable[str], there: Iterable[bool]) -> frozenset[str]:
    return frozenset(name for name, is_there in zip(names, there, strict=True) if is_there)


def glance_at(keys: Collection[int]) -> dict[int, Seen]:
    """By key; of one that was deleted nothing is seen."""
    if not keys:
        return {}
    names, sql = _question()
    keys = sorted(keys)
    with connection.cursor() as cursor:
        cursor.execute(sql % {"keys": ", ".join(["%s"] * len(keys))}, [NAMING, *keys])
        return {
            row[0]: Seen(
                reference=row[1],
                was_published=row[2],
                sensitivity=row[3],
                series=row[4],
                naming=row[5],
                has=_named(names, row[_COLUMNS:]),
            )
            for row in cursor.fetchall()
        }


def filled_relations(seen: Mapping[int, Seen]) -> frozenset[str]:
    """Those of which any of these events has rows."""
    return frozenset().union(*(each.has for each in seen.values()))


@cache
def _question() -> tuple[tuple[str, ...], str]:
    """The names of what is looked for, and the question in SQL: the same for each event."""
    quote = connection.ops.quote_name
    event, looked_for = quote(Event._meta.db_table), list(_looked_for())
    said, model, number, digest = _quoted(Fingerprint._meta.db_table, "model", "number", "digest")
    exist = [
        f"EXISTS (SELECT 1 FROM {rows} WHERE {column} = {event}.{quote(own)})"
        for _name, rows, column, own in looked_for
    ]
    columns = [
        f"{event}.{quote('id')}",
        f"{event}.{quote('reference')}",
        f"{event}.{quote('first_published_at')} IS NOT NULL",
        f"{event}.{quote('sensitivity')}",
        f"{event}.{quote('series_id')}",
        f"(SELECT {digest} FROM {said} WHERE {model} = %%s AND {number} = {event}.{quote('id')})",
    ]
    where = f"{event}.{quote('deleted_at')} IS NULL AND {event}.{quote('id')} IN (%(keys)s)"
    sql = f"SELECT {', '.join([*columns, *exist])} FROM {event} WHERE {where}"
    return tuple(name for name, *_where in looked_for), sql


def _looked_for():
    """The name, the rows, their column, and the column of the event that it names."""
    for name in RELATIONS:
        yield name, *_rows_of(Event._meta.get_field(name)), "id"
    for name, further in FURTHER:
        yield f"{name}__{further}", *_rows_further(Event._meta.get_field(name), further), "id"
    yield TOTAL, *_links_of(PublishedEvent._meta.get_field("shared_totals")), "id"
    for name, model, column, own in (
        (PUBLISHED, PublishedEvent, "id", "id"),
        (BATCH, BatchMember, "event", "id"),
        (LISTED, MarkedList, "event", "id"),
        (COARSE, CoarseInSeries, "event", "id"),
        (WITHDRAWN, Withdrawal, "reference", "reference"),
    ):
        field = cast(Field, model._meta.get_field(column))
        yield name, *_quoted(model._meta.db_table, field.column), own


def _quoted(*names):
    return map(connection.ops.quote_name, names)


def _rows_of(field):
    if field.many_to_many:
        return _links_of(field)
    return _quoted(field.related_model._meta.db_table, field.field.column)


def _rows_further(field, further):
    """Rows that belong to rows of a relation of the event, joined with these or with the links to them."""
    end = field.related_model._meta.get_field(further)
    table, column = _quoted(end.related_model._meta.db_table, end.field.column)
    if field.many_to_many:
        links = field.remote_field.through
        near, key = links._meta.db_table, links._meta.get_field(field.m2m_reverse_field_name()).column
    else:
        near, key = field.related_model._meta.db_table, field.related_model._meta.pk.column
    near, key = _quoted(near, key)
    _rows, own = _rows_of(field)
    return f"{table} JOIN {near} ON {table}.{column} = {near}.{key}", f"{near}.{own}"


def _links_of(field):
    if field.concrete:
        links, end = field.remote_field.through, field.m2m_field_name()
    else:
        links, end = field.through, field.field.m2m_reverse_field_name()
    return _quoted(links._meta.db_table, links._meta.get_field(end).column)
