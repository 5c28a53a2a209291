"""Rows of other tables, chosen in one field."""

from django import forms


class Rows(forms.ModelMultipleChoiceField):
    """Rows in the order in which they were chosen."""

    def clean(self, value):
        chosen = {str(row.pk): row for row in super().clean(value)}
        return [chosen[str(key)] for key in dict.fromkeys(map(str, value or ())) if str(key) in chosen]
