"""Rows of data, put through the forms that staff fill in.

A row names others by their lasting key (slug, code); what has none is found by the mark that the
history keeps of its creation, so that no later correction by staff hides it.
"""

from django import forms
from django.core.exceptions import FieldDoesNotExist
from django.forms import inlineformset_factory

from events.demo.reading import DemoDataError
from events.demo.staff_forms import form_of, formset_of
from events.models import Event, Language, LegalReference, StrategyElement
from organisations.models import GrantAgreement, Membership

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


def save(instance, row, *, where, by=None, key=""):
    """Fill in the form of `instance` with `row` as a browser would, and save it.

    `by` signs the history; `key` marks it, for a model without a slug.
    """
    form = form_of(type(instance))(_filled(instance, row, where), instance=instance)
    _refuse(form, where)
    instance._history_user = by
    instance._change_reason = _mark(key) if key else None
    saved = form.save()
    # The mark is for the creation alone, not for what happens to the same object later.
    instance._change_reason = None
    return saved


def save_rows(parent, model, rows, *, where, by=None):
    """Fill in the rows of `parent` together, as on its page, and save them."""
    rows_form = inlineformset_factory(
        type(parent), model, form=form_of(model), formset=formset_of(model), extra=0, can_delete=False
    )
    prefix = rows_form.get_default_prefix()
    data = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": 0}
    unasked = []
    for number, row in enumerate(rows):
        blank = model(**{rows_form.fk.name: parent})
        posted = _filled(blank, row, f"{where} {number + 1}")
        data |= {f"{prefix}-{number}-{name}": value for name, value in posted.items()}
        unasked.append({name: getattr(blank, name) for name in row if name not in form_of(model).base_fields})
    formset = rows_form(data, instance=parent)
    for form, columns in zip(formset.forms, unasked, strict=True):
        form.instance._history_user = by
        for name, value in columns.items():
            setattr(form.instance, name, value)
    formset.is_valid()
    for number, form in enumerate(formset.forms, start=1):
        _refuse(form, f"{where} {number}")
    if formset.non_form_errors():
        raise DemoDataError(f"{where}: {' '.join(formset.non_form_errors())}")
    return formset.save()


def _filled(instance, row, where):
    """What a browser would post: the form's own values, and over them those of the row.

    A column that the form does not ask for (an identifier, an English text) is set on `instance`.
    """
    blank = form_of(type(instance))(instance=instance)
    filled = {name: blank[name].value() for name in blank.fields}
    for name, value in row.items():
        if name in blank.fields:
            filled[name] = _posted(blank.fields[name], value, f"{where}, {name}")
        else:
            _check_column(type(instance), name, where)
            setattr(instance, name, value)
    return filled


def _check_column(model, name, where):
    try:
        model._meta.get_field(name)
    except FieldDoesNotExist:
        raise DemoDataError(f"{where}: le champ « {name} » n’existe pas") from None


def _refuse(form, where):
    if form.errors:
        problems = (f"{name}: {' '.join(sentences)}" for name, sentences in form.errors.items())
        raise DemoDataError(f"{where}: {' ; '.join(problems)}")


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
