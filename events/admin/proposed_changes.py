"""What a page that was not saved would change, field by field and row by row, in words."""

from dataclasses import dataclass, replace

from django.core.files.uploadedfile import UploadedFile
from django.db.models import Model
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from rss_registry.word_fields import WordsField

_LONGEST = 240


@dataclass(frozen=True)
class ProposedChange:
    """`label` names the field or the row; `before` and `after` are empty for nothing."""

    label: str
    before: str = ""
    after: str = ""


def changes_in(form, formsets, *, longest: int | None = _LONGEST) -> list[ProposedChange]:
    """Of a bound form and its rows; an unchanged page gives an empty list. Texts are cut at `longest`."""
    found = _of_fields(form, longest)
    for formset in formsets:
        name = capfirst(formset.model._meta.verbose_name)
        for row in formset.forms:
            is_stored = row.instance.pk is not None
            if formset.can_delete and row in formset.deleted_forms:
                if is_stored:
                    found.append(ProposedChange(name, before=str(row.instance)))
            elif row.has_changed():
                changes = _of_fields(row, longest)
                if is_stored:
                    found += [replace(each, label=f"{_stored(row)} – {each.label}") for each in changes]
                else:
                    said = [f"{each.label} : {each.after}" for each in changes if each.after]
                    found.append(ProposedChange(name, after=" ; ".join(said)))
    return found


def _stored(row):
    """How the row reads before the change."""
    model = type(row.instance)
    return f"{capfirst(model._meta.verbose_name)} « {model._base_manager.get(pk=row.instance.pk)} »"


def _of_fields(form, longest):
    return [
        ProposedChange(
            capfirst(form.fields[name].label),
            _said(form.fields[name], form.get_initial_for_field(form.fields[name], name), longest),
            _said(form.fields[name], _typed(form, name), longest),
        )
        for name in form.changed_data
        if not form.fields[name].widget.is_hidden
    ]


def _typed(form, name):
    """The value; of one that is wrong what was typed."""
    typed = form.data.get(form.add_prefix(name))
    return getattr(form, "cleaned_data", {}).get(name, typed)


def _said(field, value, longest):
    if value is None or value == "" or value == []:
        return ""
    if isinstance(value, bool):
        return _("oui") if value else _("non")
    if isinstance(value, UploadedFile):
        return value.name
    if isinstance(value, Model):
        return str(value)
    if isinstance(field, WordsField) and not isinstance(value, int):
        return field.prepare_value(value)
    if hasattr(field, "queryset"):
        return _of_rows(field, value)
    if hasattr(field, "choices"):
        labels = {str(key): str(label) for key, label in field.choices}
        values = value if isinstance(value, list) else [value]
        return ", ".join(labels.get(str(each), str(each)) for each in values)
    if hasattr(value, "strftime"):
        return field.widget.format_value(value) or str(value)
    return Truncator(str(value)).chars(longest) if longest else str(value)


def _of_rows(field, value):
    values = value if hasattr(value, "__iter__") and not isinstance(value, str) else [value]
    keys = [each.pk if isinstance(each, Model) else each for each in values]
    return ", ".join(str(row) for row in field.queryset.model._default_manager.filter(pk__in=keys))
