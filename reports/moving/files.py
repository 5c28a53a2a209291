"""Which files rows point at: those of today, and those that a former version of a row names."""

from collections.abc import Iterator

from django.db import models
from simple_history.models import HistoricalChanges

from reports.moving.plan import moved_models, rows_of


def file_columns(model: type[models.Model]) -> list[str]:
    """The columns of a table that name a file; of a history those of the table whose history it is."""
    source = model
    if issubclass(model, HistoricalChanges) and hasattr(model, "instance_type"):
        source = model.instance_type
    named = [field.attname for field in source._meta.concrete_fields if isinstance(field, models.FileField)]
    present = {field.attname for field in model._meta.concrete_fields}
    return [name for name in named if name in present]


def named_files(*, with_lists: bool) -> Iterator[str]:
    """The name of each file once, in the order of the tables."""
    found = set()
    for model in moved_models(with_lists=with_lists):
        for column in file_columns(model):
            rows = rows_of(model, with_lists=with_lists).values_list(column, flat=True)
            for name in rows.iterator():
                if name and name not in found:
                    found.add(name)
                    yield name
