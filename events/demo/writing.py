"""One row of data, put through the form that staff fill in for that model.

A row names others by their lasting key (slug, code); what has none is found by the mark that the
history keeps of its creation, so that no later correction by staff hides it.
"""

from functools import cache

from django import forms
from django.forms import modelform_factory

from events.demo.reading import DemoDataError
from events.models import Event, Language, LegalReference, StrategyElement
from organisations.models import GrantAgreement, Membership
from rss_registry.forms import RecordForm

_LASTING_KEY = {Language: "code", LegalReference: "code", StrategyElement: "code"}
_MARKED = (Event, GrantAgreement, Membership)


def is_known(model, key) -> bool:
    """Whether the row exists, or once did: what staff deleted or merged does not come back."""
    if model in _MARKED:
        return _marked(model, key).exists()
    lookup = {_LASTING_KEY.get(model, "slug"): key}
    return model.objects.filter(**lookup).exists() or (
        hasattr(model, "history") and model.history.filter(**lookup).exists()
    )


def find(model, key, where):
    """The row that the data call `key`."""
    if model in _MARKED:
        rows = model.objects.filter(pk__in=_marked(model, key).values("id"))
    else:
        rows = model.objects.filter(**{_LASTING_KEY.get(model, "slug"): key})
    row = rows.first()
    if row is None:
        raise DemoDataError(f"{where}: « {key} » n’est pas dans le registre ({model._meta.verbose_name})")
    return row


def save(instance, row, *, where, by=None, key="", form_class=None):
    """Fill in the form of `instance` with `row` as a browser would, and save it.

    `by` signs the history; `key` marks it, for a model without a slug.
    """
    form_class = form_class or _form_of(type(instance))
    blank = form_class(instance=instance)
    for field in row:
        if field not in blank.fields:
            raise DemoDataError(f"{where}: le formulaire n’a pas de champ « {field} »")
    filled = {name: blank[name].value() for name in blank.fields}
    filled |= {name: _posted(blank.fields[name], value, f"{where}, {name}") for name, value in row.items()}
    form = form_class(filled, instance=instance)
    if not form.is_valid():
        problems = "; ".join(f"{name}: {' '.join(sentences)}" for name, sentences in form.errors.items())
        raise DemoDataError(f"{where}: {problems}")
    instance._history_user = by
    instance._change_reason = _mark(key) if key else None
    saved = form.save()
    # The mark is for the creation alone, not for what happens to the same object later.
    instance._change_reason = None
    return saved


@cache
def _form_of(model):
    """The form of every column that staff may fill in."""
    options = model._meta
    links = [link for link in options.many_to_many if link.remote_field.through._meta.auto_created]
    originals = {
        column.translated_field.name for column in options.fields if hasattr(column, "translated_field")
    }
    fields = [
        column.name
        for column in [*options.fields, *links]
        if column.editable and not column.auto_created and column.name not in originals
    ]
    return modelform_factory(model, form=RecordForm, fields=fields)


def _posted(field, value, where):
    if isinstance(field, forms.ModelMultipleChoiceField):
        return [find(field.queryset.model, key, where).pk for key in value]
    if isinstance(field, forms.ModelChoiceField) and isinstance(value, str):
        return find(field.queryset.model, value, where).pk
    return value


def _marked(model, key):
    return model.history.filter(history_change_reason=_mark(key))


def _mark(key):
    return f"load_demo: {key}"
