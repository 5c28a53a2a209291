"""Filters of public lists that never fail: an unknown value is dropped, remembered and said.

Every value is a slug, a year or the like; several values of one parameter are alternatives.
"""

import django_filters
from django import forms

from rss_registry.data_version import remembered

LONGEST_SEARCH = 200
# Each value is a question of its own to the database: hundreds at once would hold it for minutes.
MOST_VALUES = 20


class KnownValuesField(forms.Field):
    """Keeps the values that are among the choices and remembers the others in `unknown`.

    No `ChoiceField`: that one checks and copies its hundreds of choices for each page.
    """

    widget = forms.MultipleHiddenInput
    unknown: tuple[str, ...] = ()

    def __init__(self, *, choices=(), **kwargs):
        super().__init__(**kwargs)
        self.choices = choices

    def clean(self, value):
        choices = dict(self.choices)
        given = list(dict.fromkeys(value or []))
        kept = [item for item in given if item in choices][:MOST_VALUES]
        self.unknown = tuple(item for item in given if item and item not in kept)[:MOST_VALUES]
        return kept


class KnownValuesFilter(django_filters.MultipleChoiceFilter):
    """One group of boxes of the form; `choices` may be a function that reads them when needed."""

    field_class = KnownValuesField


class SearchFilter(django_filters.CharFilter):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, max_length=LONGEST_SEARCH, **kwargs)


class ForgivingFilterSet(django_filters.FilterSet):
    def __init__(self, data=None, queryset=None, **kwargs):
        super().__init__(data, queryset, **kwargs)
        # Each list of choices is read once per version of the data: the form walks through it often.
        for filter_ in self.filters.values():
            if callable(choices := filter_.extra.get("choices")):
                filter_.extra["choices"] = remembered(
                    f"choices {choices.__module__}.{choices.__name__}", choices
                )

    @property
    def unknown_values(self):
        """(parameter, value) of whatever the address asks for and this list does not know."""
        self.form.is_valid()
        unreadable = [(name, self.data.get(name, "")) for name in self.form.errors]
        return unreadable + [
            (name, value)
            for name, field in self.form.fields.items()
            for value in getattr(field, "unknown", ())
        ]

    def no_op(self, queryset, name, value):
        """For a parameter that is read here, so that an unknown value is noticed, and applied elsewhere."""
        return queryset
