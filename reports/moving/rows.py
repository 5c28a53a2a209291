"""Rows of any table as lines of JSON, and back, the same on both databases."""

import json
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from itertools import islice
from uuid import UUID

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.utils.translation import gettext as _

from reports.moving.errors import CannotMove
from reports.moving.names import is_safe
from reports.moving.plan import NAMED_ROWS, ON_ARRIVAL, columns_of, rows_of, said_instead

_AT_ONCE = 500
_ISO = (date, datetime, time)


def lines_of(model: type[models.Model], *, with_lists: bool) -> Iterator[bytes]:
    """First the names of the columns, then a line for each row."""
    columns = columns_of(model)
    yield _line([column.attname for column in columns])
    said = said_instead(model, with_lists=with_lists)
    names = [_names_of(column) for column in columns]
    rows = rows_of(model, with_lists=with_lists).values_list(*(column.attname for column in columns))
    for row in rows.iterator(chunk_size=_AT_ONCE):
        yield _line(
            [
                said.get(column.attname, value) if found is None else found.get(value)
                for column, value, found in zip(columns, row, names, strict=True)
            ]
        )


def _line(values):
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"), default=_as_text).encode() + b"\n"


def _as_text(value):
    if isinstance(value, _ISO):
        return value.isoformat()
    if isinstance(value, Decimal | UUID):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no form in JSON")


def _names_of(column):
    """Of a column that points at rows which each installation numbers for itself: their names by key."""
    if column.related_model is None or column.related_model._meta.label not in NAMED_ROWS:
        return None
    return {key: list(name) for key, name in _named(column.related_model._meta.label)} | {None: None}


def _named(label):
    parts = NAMED_ROWS[label]
    rows = models.QuerySet(apps.get_model(label)).order_by().values_list("pk", *parts)
    return [(key, name) for key, *name in rows.iterator()]


def write_rows(model: type[models.Model], lines: Iterator[bytes]) -> int:
    """Store the rows of `lines`, without the names of the columns; returns how many.

    As they are: no column is filled in, nothing is followed or published.
    """
    columns = columns_of(model)
    quote = connection.ops.quote_name
    statement = "INSERT INTO {} ({}) VALUES ({})".format(
        quote(model._meta.db_table),
        ", ".join(quote(column.column) for column in columns),
        ", ".join(["%s"] * len(columns)),
    )
    read, number = _Reader(model, columns), 0
    with connection.cursor() as cursor:
        while some := list(islice(lines, _AT_ONCE)):
            cursor.executemany(statement, [read(line, number + place) for place, line in enumerate(some, 1)])
            number += len(some)
    return number


class _Reader:
    """A line of one table → its values, as the database takes them."""

    def __init__(self, model, columns):
        self._model = model
        self._columns = columns
        self._said = ON_ARRIVAL.get(model._meta.label, {})
        self._keys = [_keys_of(column) for column in columns]

    def __call__(self, line, number):
        try:
            values = json.loads(line)
            if not isinstance(values, list) or len(values) != len(self._columns):
                raise ValueError("not as many values as columns")
            return [
                self._value(column, value, keys)
                for column, value, keys in zip(self._columns, values, self._keys, strict=True)
            ]
        except (
            ValueError,
            TypeError,
            LookupError,
            ArithmeticError,
            RecursionError,
            ValidationError,
        ) as problem:
            raise CannotMove(
                _("Ligne %(number)d de la table %(table)s : illisible. Rien n’a été importé.")
                % {"number": number, "table": self._model._meta.label}
            ) from problem

    def _value(self, column, value, keys):
        value = self._said.get(column.attname, value)
        if keys is not None and value is not None:
            # A table that is gone has a name in the journal of the admin, and nothing to point at.
            value = keys.get(tuple(value)) if column.null else keys[tuple(value)]
        elif isinstance(column, models.FileField) and value and not is_safe(value):
            raise ValueError("no name of a file of this register")
        elif not isinstance(column, models.JSONField):
            value = column.to_python(value)
        return column.get_db_prep_save(value, connection)


def _keys_of(column):
    if column.related_model is None or column.related_model._meta.label not in NAMED_ROWS:
        return None
    return {tuple(name): key for key, name in _named(column.related_model._meta.label)}
