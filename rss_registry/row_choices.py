"""Choices in rows that are stored: what a row says already is not asked of the database again."""

from django import forms


class RowChoiceField(forms.ModelChoiceField):
    """`row` and `column`: the stored row whose choice it is, read together with what it points to."""

    row = None
    column = ""

    def to_python(self, value):
        if self.row is not None and value and str(value) == str(self._stored_key()):
            return getattr(self.row, self.column)
        return super().to_python(value)

    def _stored_key(self):
        return getattr(self.row, self.row._meta.get_field(self.column).attname)


class RowField(forms.ModelChoiceField):
    """Which stored row a row of a page is: the one that was read for it."""

    row = None

    def to_python(self, value):
        if self.row is not None and str(value) == str(self.row.pk):
            return self.row
        return super().to_python(value)


class FoundRows(forms.Field):
    """Rows that were read already, and are not looked for again."""

    widget = forms.SelectMultiple


def chosen_in(form_class) -> list[str]:
    """The columns of such choices, to be read with the rows."""
    return [name for name, field in form_class.base_fields.items() if isinstance(field, RowChoiceField)]


def remember_row(form) -> None:
    """Let the choices of a form know the stored row that it is of."""
    key = form.instance._meta.pk.name
    if (field := form.fields.get(key)) is not None:
        form.fields[key] = RowField(
            field.queryset, initial=field.initial, required=False, widget=forms.HiddenInput
        )
        form.fields[key].row = form.instance
    for name in chosen_in(form):
        form.fields[name].row, form.fields[name].column = form.instance, name
