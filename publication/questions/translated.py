"""Translated columns as SQL, for rows that are read as plain values."""

from django.conf import settings
from django.db.models import CharField, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import get_language


def translated(column: str, *, before: tuple[str, ...] = ()) -> Coalesce:
    """What `column` says in the reader's language, else in French; what stands in `before` comes first.

    Querysets of translated models do the same to each row in Python, four times as slowly: ask
    `objects.rewrite(False)`.
    """
    written = [*before, f"{column}_{get_language()}"]
    names = [NullIf(name, Value("")) for name in written]
    return Coalesce(*names, f"{column}_{settings.LANGUAGE_CODE}", output_field=CharField())
