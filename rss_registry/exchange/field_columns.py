"""Columns made from the fields of a model: a table only adds what a file calls them."""

from django.db import models
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from rss_registry.exchange.columns import Amount, Choice, Column, Day, Flag, Text, Time, Whole
from rss_registry.exchange.links import Link, Links

_OF_KIND = (
    (models.ManyToManyField, Links),
    (models.ForeignKey, Link),
    (models.BooleanField, Flag),
    (models.DateField, Day),
    (models.TimeField, Time),
    (models.DecimalField, Amount),
    (models.IntegerField, Whole),
)
_IN_ENGLISH = ("anglais", "English")
_UNTRANSLATED = _("Facultatif : à défaut, le site anglais montre le texte français.")


class FieldColumn:
    """What a file calls a field. How its cells are read follows from the field, unless `said` or by `column`.

    A text in French brings the column of its translation along.
    """

    def __init__(self, fr, en, *aliases, column=None, **said):
        self.headings, self.column, self.said = (fr, en, *aliases), column, said

    def made(self, code, model):
        """Pairs of a code and its column."""
        field = model._meta.get_field(self.said.get("attribute", code))
        name, _separator, language = field.name.rpartition("_")
        yield code, self._of(field)
        if language == "fr":
            twin = FieldColumn(*map(_with, self.headings[:2], _IN_ENGLISH), help=_UNTRANSLATED)
            yield f"{name}_en", twin._of(model._meta.get_field(f"{name}_en"))

    def _of(self, field):
        kind = self.column or _kind_of(field)
        said = {"attribute": field.name, "required": not (field.blank or field.has_default()), **self.said}
        if issubclass(kind, Link):
            said.setdefault("index", field.related_model._meta.label_lower)
        elif issubclass(kind, Choice):
            said.setdefault("choices", field.flatchoices)
        elif kind is Text:
            said.setdefault("long", isinstance(field, models.TextField))
        if field.has_default() and not field.is_relation:
            said.setdefault("blank", field.get_default())
            if default := dict(field.flatchoices).get(said["blank"]):
                said.setdefault("help", format_lazy(_("Vide : {value}."), value=default))
        return kind(*self.headings, **said)


def _with(heading, word):
    return f"{heading[:-1]}, {word})" if heading.endswith(")") else f"{heading} ({word})"


def _kind_of(field):
    return next((kind for of, kind in _OF_KIND if isinstance(field, of)), Choice if field.choices else Text)


def columns_of(declared, model) -> dict[str, Column]:
    """The columns of a table, each by its code."""
    columns = {}
    for code, column in declared.items():
        made = column.made(code, model) if isinstance(column, FieldColumn) else [(code, column)]
        for name, each in made:
            each.column_name = name
            columns[name] = each
    return columns
