"""Which of two records stays, and what it takes over from the other."""

from django import forms
from django.contrib.admin.utils import display_for_field
from django.db.models import FileField
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

FIRST, SECOND = "first", "second"
# What stays with the record that is kept, whatever its values.
_OWN = {"slug", "created_by"}


class MergeForm(forms.Form):
    """`first` and `second` are the records; a choice for each field in which they differ."""

    keep = forms.ChoiceField(
        label=gettext_lazy("Fiche qui reste"), choices=[(FIRST, ""), (SECOND, "")], widget=forms.RadioSelect
    )

    def __init__(self, *args, first, second, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = {FIRST: first, SECOND: second}
        self.differing = [field for field in _compared(first) if self._differs(field)]
        self.fields["keep"].initial = FIRST
        for field in self.differing:
            filled = next((side for side, row in self.rows.items() if _value(row, field)), FIRST)
            self.fields[field.name] = forms.ChoiceField(
                label=capfirst(field.verbose_name),
                choices=[(side, _text(row, field)) for side, row in self.rows.items()],
                widget=forms.RadioSelect,
                initial=filled,
            )
        self.fields["keep"].choices = [(side, name_of(row)) for side, row in self.rows.items()]

    def lines(self):
        """The choices one below the other: a label and its two sides."""
        for name in self.fields:
            yield self[name]

    @property
    def kept(self):
        return self.rows[self.cleaned_data["keep"]]

    @property
    def absorbed(self):
        return self.rows[SECOND if self.cleaned_data["keep"] == FIRST else FIRST]

    def values(self):
        """What the kept record takes over from the other."""
        keep = self.cleaned_data["keep"]
        return {
            field.name: _value(self.absorbed, field)
            for field in self.differing
            if self.cleaned_data[field.name] != keep
        }

    def _differs(self, field):
        return _value(self.rows[FIRST], field) != _value(self.rows[SECOND], field)


def name_of(record) -> str:
    """The whole name, where the record has one beside the short one by which it is known."""
    return getattr(record, "full_name", "") or str(record)


def _compared(record):
    """The fields that somebody types: not the keys, nor what mirrors a translation."""
    names = {field.name for field in record._meta.concrete_fields}
    return [
        field
        for field in record._meta.concrete_fields
        if field.editable
        and not field.primary_key
        and field.name not in _OWN
        and not {f"{field.name}_fr"} & names
    ]


def _value(row, field):
    value = getattr(row, field.name)
    return value.name if isinstance(field, FileField) else value or None


def _text(row, field):
    value = getattr(row, field.name)
    if isinstance(field, FileField):
        return _("un fichier") if value else "–"
    if field.is_relation:
        return str(value or "–")
    return display_for_field(value, field, "–") or "–"
