"""A category of participants, chosen from the list or written as the source says it."""

import re

from django import forms
from django.utils.functional import SimpleLazyObject
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from events.enums import Category
from events.services.category_terms import StatedCategory, decided_terms, stated_category
from rss_registry.text import fold
from rss_registry.word_fields import WordsField


class SuggestingInput(forms.TextInput):
    """A line of text with the usual answers below it (HTML's datalist)."""

    def __init__(self, suggestions, attrs=None):
        super().__init__(attrs)
        self.suggestions = suggestions

    def render(self, name, value, attrs=None, renderer=None):
        key = f"{(attrs or {}).get('id', name)}_list"
        line = super().render(name, value, {**(attrs or {}), "list": key}, renderer)
        options = format_html_join("", '<option value="{}"></option>', ((each,) for each in self.suggestions))
        return format_html('{}<datalist id="{}">{}</datalist>', line, key, options)


class CategoryField(WordsField):
    """Shows the words of a `StatedCategory`, takes words or a code, cleans to a `StatedCategory`."""

    def __init__(self, **kwargs):
        labels = [label for _value, label in Category.listed()]
        super().__init__(
            **{
                "label": _("catégorie"),
                "widget": SuggestingInput(labels, attrs={"size": 16, "placeholder": _("toutes")}),
                "required": False,
                "help_text": _("De la liste, ou dans les mots de la source : la coordination la classera."),
                **kwargs,
            }
        )

    def words_of(self, value):
        return value.text

    def to_python(self, value):
        if isinstance(value, StatedCategory):
            return value
        # Asked of the database where the list does not know the words.
        return stated_category(super().to_python(value), SimpleLazyObject(decided_terms))

    def read(self, initial):
        return super().read(initial) or StatedCategory()

    def has_changed(self, initial, data):
        """Not where the words are those of the row, whatever they are understood as by now."""
        typed = StatedCategory(words=data or "")
        return not typed.says_the_same(self.read(initial)) and super().has_changed(initial, data)

    def validate(self, value):
        """An empty one is « toutes »."""

    def run_validators(self, value):
        """The length is that of the words."""


class CategoriesField(WordsField):
    """Several, separated by commas; cleans to a tuple of `StatedCategory`."""

    def __init__(self, **kwargs):
        super().__init__(**{"required": False, "widget": forms.TextInput(attrs={"size": 60}), **kwargs})

    def words_of(self, value):
        return ", ".join(each.text for each in value)

    def to_python(self, value):
        if isinstance(value, tuple):
            return value
        parts = [part for part in re.split(r"[,;\n]", super().to_python(value)) if part.strip()]
        decided = decided_terms() if parts else {}
        stated = {}
        for each in (stated_category(part, decided) for part in parts):
            # One that is written twice is one.
            stated.setdefault((each.category, fold(each.words)), each)
        return tuple(stated.values())

    def read(self, initial):
        return super().read(initial) or ()

    def run_validators(self, value):
        """The length is that of each."""
