"""Rows as text in the journal of a merge, and made again from it."""

import json
from itertools import groupby

from django.apps import apps
from django.core import serializers
from django.core.serializers.json import DjangoJSONEncoder

from organisations.services.merge_limits import standing


def written(row) -> dict:
    return serializers.serialize("python", [row])[0]


def made_again(text: dict):
    """The row that was; None where it can stand no more."""
    model = apps.get_model(text["model"])
    fields = dict(text["fields"])
    for field in model._meta.concrete_fields:
        if field.is_relation and field.name in fields:
            key = fields[field.name]
            fields[field.name] = standing(field, key)
            if fields[field.name] is None and not field.null:
                # What it stood below is gone.
                return None
    for field in model._meta.local_many_to_many:
        keys = field.related_model._base_manager.filter(pk__in=fields.get(field.name, ()))
        fields[field.name] = list(keys.values_list("pk", flat=True))
    made = next(serializers.deserialize("python", [{**text, "fields": fields}]))
    made.object.save(force_insert=True)
    for name, keys in (made.m2m_data or {}).items():
        getattr(made.object, name).set(keys)
    return made.object


def write_back(values) -> None:
    """Undo changes of (table, key, column, before, after), the last first; what was changed since stays."""
    for (label, key), changes in groupby(reversed(values), key=lambda change: tuple(change[:2])):
        row = apps.get_model(label)._base_manager.filter(pk=key).first()
        if row is None:
            continue
        for *_row, name, before, after in changes:
            if comparable(row, name) == after:
                setattr(row, name, row._meta.get_field(name).to_python(before))
        # At once: some columns go together.
        row.save()


def plain(row, name):
    return getattr(row, row._meta.get_field(name).attname)


def comparable(row, name):
    """The value as the journal writes it."""
    return as_journal(plain(row, name))


def as_journal(value):
    return json.loads(json.dumps(value, cls=DjangoJSONEncoder, default=str))
