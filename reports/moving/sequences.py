"""The last key that each table gave away, deleted rows included: none is given twice.

History, corrections and what was told are kept by the number of an event that may be gone.
"""

from collections.abc import Iterable, Mapping

from django.db import connection, models
from django.db.models import Max


def last_keys(tables: Iterable[type[models.Model]]) -> dict[str, int]:
    read = _last_of_postgresql if connection.vendor == "postgresql" else _last_of_sqlite
    with connection.cursor() as cursor:
        return {model._meta.label: read(cursor, model) for model in tables if _counts(model)}


def set_last_keys(tables: Iterable[type[models.Model]], last: Mapping[str, int]) -> None:
    """Each table goes on after the last key that it gave, here or where it comes from."""
    write = _set_on_postgresql if connection.vendor == "postgresql" else _set_on_sqlite
    with connection.cursor() as cursor:
        for model in tables:
            if _counts(model):
                highest = models.QuerySet(model).order_by().aggregate(highest=Max("pk"))["highest"] or 0
                write(cursor, model, max(highest, last.get(model._meta.label, 0)))


def _counts(model):
    return isinstance(model._meta.pk, models.AutoField | models.BigAutoField)


def _sequence(cursor, model):
    table = connection.ops.quote_name(model._meta.db_table)
    cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [table, model._meta.pk.column])
    return cursor.fetchone()[0]


def _last_of_postgresql(cursor, model):
    # The name comes from the database, quoted where it must be.
    cursor.execute(f"SELECT last_value, is_called FROM {_sequence(cursor, model)}")
    value, is_called = cursor.fetchone()
    return value if is_called else value - 1


def _set_on_postgresql(cursor, model, last):
    cursor.execute("SELECT setval(%s, %s, %s)", [_sequence(cursor, model), max(last, 1), last > 0])


def _last_of_sqlite(cursor, model):
    cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [model._meta.db_table])
    row = cursor.fetchone()
    return row[0] if row else 0


def _set_on_sqlite(cursor, model, last):
    cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [model._meta.db_table])
    cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [model._meta.db_table, last])
