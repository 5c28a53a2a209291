"""The columns of a table, made of what a file calls the fields of a model.

A table writes a line for each: code, French and English heading, further ones; before the code « fixed »,
« kept », « optional » or « required » where that is not what the field says.
"""

import re
from copy import copy
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
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
_MARKS = {"fixed": ("fixed", True), "kept": ("keeps", True), "optional": ("required", False)}
_MARKS["required"] = ("required", True)
_UNTRANSLATED = _("Facultatif : à défaut, le site anglais montre le texte français.")


def columns_of(headings, declared, helps, model) -> dict[str, Column]:
    """Each by its code. `declared`: those that are not what their field is; `helps`: what is said of some."""
    columns = {}
    # A line that begins with « | » goes on with the one before.
    lines = re.sub(r"\n\s*\|", " |", headings).splitlines()
    for line in filter(None, map(str.strip, lines)):
        first, fr, en, *others = (part.strip() for part in line.split("|"))
        *marks, code = first.split()
        aliases = tuple(part.strip() for part in ",".join(others).split(",") if part.strip())
        said: dict[str, Any] = {"fr": fr, "en": en, "aliases": aliases, "code": code}
        said |= {"help": helps[code]} if code in helps else {}
        column = columns[code] = _made(declared.get(code), model, said)
        vars(column).update(_MARKS[mark] for mark in marks)
        # A text in French brings the column of its translation along.
        name, _separator, language = column.field_name.rpartition("_")
        if language == "fr" and f"{name}_en" not in declared:
            said = {"fr": _with(fr, "anglais"), "en": _with(en, "English"), "help": _UNTRANSLATED}
            columns[f"{name}_en"] = _made(None, model, said | {"code": f"{name}_en"})
    return columns


def _made(declared, model, said):
    name = declared.field_name if declared and declared.attribute else said["code"]
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        field = None
    column = copy(declared) if declared else _kind_of(field)()
    vars(column).update(said)
    if isinstance(field, models.Field):
        column.of_field(field)
    return column


def _with(heading, word):
    return f"{heading[:-1]}, {word})" if heading.endswith(")") else f"{heading} ({word})"


def _kind_of(field):
    return next((kind for of, kind in _OF_KIND if isinstance(field, of)), Choice if field.choices else Text)
