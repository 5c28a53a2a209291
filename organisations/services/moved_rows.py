"""Rows that point at one record made to point at another, thousands in a few statements.

Found through the models. Whoever listens to the saving of rows (search, publication) is told of each, and
each has its line in the history, as if it had been saved by itself.
"""

from collections.abc import Iterable, Iterator, Sequence

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.db.models.signals import post_save, pre_save
from django.utils import timezone
from simple_history.models import HistoricalChanges

_PRIVATE_APPS = ("organisations", "events", "reports")
_AT_ONCE = 500


def tables() -> Iterator[type[models.Model]]:
    for label in _PRIVATE_APPS:
        for model in apps.get_app_config(label).get_models():
            if not issubclass(model, HistoricalChanges):
                yield model


def pointing_at(record) -> Iterator[tuple[models.Field, models.QuerySet]]:
    """Each column that may hold the record's key, with the rows in which it does."""
    for model in tables():
        for field in model._meta.concrete_fields:
            if field.is_relation and field.related_model is type(record):
                yield field, model._base_manager.filter(**{field.attname: record.pk}).order_by("pk")


def linked_with(record) -> Iterator[tuple[models.Field, models.QuerySet]]:
    """Each plain list that may name the record, with the rows of which it does."""
    for model in tables():
        for field in model._meta.local_many_to_many:
            if field.related_model is type(record) and field.remote_field.through._meta.auto_created:
                yield field, model._base_manager.filter(**{field.name: record.pk}).order_by("pk")


def rules_with(field) -> Iterator[tuple[list[str], models.Q]]:
    """Of each rule « once only » that the column is part of, the other columns and where it holds."""
    options = field.model._meta
    for rule in options.constraints:
        if isinstance(rule, models.UniqueConstraint) and field.name in rule.fields:
            yield [name for name in rule.fields if name != field.name], rule.condition or models.Q()
    for names in options.unique_together:
        if field.name in names:
            yield [name for name in names if name != field.name], models.Q()
    if field.unique:
        yield [], models.Q()


def had_by_both(field, rows: models.QuerySet, kept) -> dict[int, models.Model]:
    """By key of those of `rows` that the kept record has as well: its own row."""
    found = {}
    for names, condition in rules_with(field):
        theirs = rows.model._base_manager.filter(condition, **{field.attname: kept.pk}).order_by("pk")
        columns = [rows.model._meta.get_field(name).attname for name in names]
        own = {}
        for row in theirs:
            own.setdefault(tuple(getattr(row, column) for column in columns), row)
        if own:
            for key, *values in rows.filter(condition).values_list("pk", *columns):
                if tuple(values) in own and None not in values:
                    found.setdefault(key, own[tuple(values)])
    return found


def point_at(rows: Sequence[models.Model], field, key) -> list[models.Model]:
    """Let `rows` point at `key` where they may; returns those for which the database refuses it."""
    if not rows:
        return []
    before = [getattr(row, field.attname) for row in rows]
    try:
        with transaction.atomic():
            write_column(rows, field, key)
    except IntegrityError:
        for row, value in zip(rows, before, strict=True):
            setattr(row, field.attname, value)
        if len(rows) == 1:
            return list(rows)
        half = len(rows) // 2
        return [*point_at(rows[:half], field, key), *point_at(rows[half:], field, key)]
    return []


def write_column(rows: Sequence[models.Model], field, value) -> None:
    """Give all these rows of one table the value, in the database and in their history."""
    model = field.model
    columns = {field.attname: value}
    columns |= {
        each.attname: timezone.now()
        for each in model._meta.concrete_fields
        if isinstance(each, models.DateTimeField) and each.auto_now
    }
    for row in rows:
        for name, new in columns.items():
            setattr(row, name, new)
    _tell(pre_save, rows, update_fields=None)
    for some in in_parts(rows):
        model._base_manager.filter(pk__in=[row.pk for row in some]).update(**columns)
    if hasattr(model, "history"):
        model.history.bulk_history_create(rows, batch_size=_AT_ONCE, update=True)
    _tell(post_save, rows, created=False, update_fields=None)


def in_parts(rows: Sequence) -> Iterator[Sequence]:
    """As many as every database takes in one statement."""
    for start in range(0, len(rows), _AT_ONCE):
        yield rows[start : start + _AT_ONCE]


def move_links(field, owners: Iterable[models.Model], *, before, after) -> list[tuple[models.Model, bool]]:
    """In the list `field` of each of `owners`, `after` instead of `before`; with whether it was there."""
    owners = list(owners)
    links = field.remote_field.through._base_manager.filter(**{field.m2m_reverse_field_name(): after.pk})
    both = set(links.values_list(field.m2m_column_name(), flat=True))
    fresh = [row for row in owners if row.pk not in both]
    accessor = field.remote_field.get_accessor_name()
    if accessor and not field.remote_field.hidden:
        for some in in_parts(owners):
            getattr(before, accessor).remove(*some)
        for some in in_parts(fresh):
            getattr(after, accessor).add(*some)
    else:
        for row in owners:
            getattr(row, field.name).remove(before)
        for row in fresh:
            getattr(row, field.name).add(after)
    return [(row, row.pk in both) for row in owners]


def _tell(signal, rows, **said):
    for row in rows:
        # Its line in the history is written with those of the others.
        row.skip_history_when_saving = True
        try:
            signal.send(sender=type(row), instance=row, raw=False, using=row._state.db, **said)
        finally:
            del row.skip_history_when_saving
