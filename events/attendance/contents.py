"""What the cells of a column look like, counted: so many telephones, so many names."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext as _

from events.attendance import cells as told
from events.attendance.ages import age_band
from events.attendance.headings import Use
from rss_registry.text import fold

_MOST = 400


class Kind(TextChoices):
    """What a cell may be; one cell may be several of these."""

    PHONE = "phone"
    EMAIL = "email"
    SEX = "sex"
    RANK = "rank"  # numbers one after the other, from 1
    SERIES = "series"  # from any number
    AGE = "age"
    MARK = "mark"
    NAME = "name"
    NAME_PART = "name_part"
    ORGANISATION = "organisation"
    FUNCTION = "function"
    CATEGORY = "category"
    AMOUNT = "amount"
    WORDS = "words"


@dataclass(frozen=True)
class Contents:
    """The cells of one column: how many hold something, how many of each kind, how many differ."""

    filled: int
    of: dict[Kind, int]
    distinct: int
    rows: int

    def share(self, kind: Kind) -> float:
        return self.of.get(kind, 0) / self.filled if self.filled else 0.0

    @property
    def repeats(self) -> float:
        """Near 1 where few values come again and again; 0 where each is another."""
        return 1 - self.distinct / self.filled if self.filled else 0.0


def contents_of(column: Sequence[Any]) -> Contents:
    """The contents of a column, its cells from top to bottom; blank cells and « idem » say nothing."""
    column = column[:_MOST]
    cells = [cell for cell in column if cell is not None and not told.is_ditto(cell)]
    counts: dict[Kind, int] = {}
    rank, from_one = 0, False
    for cell in cells:
        for kind in _kinds(cell):
            counts[kind] = counts.get(kind, 0) + 1
        number = _whole(cell)
        if number is not None and number in (rank + 1, 1):
            counts[Kind.SERIES] = counts.get(Kind.SERIES, 0) + 1
            from_one = from_one or number == 1
            counts[Kind.RANK] = counts.get(Kind.RANK, 0) + from_one
        rank = number if number is not None else rank
    return Contents(len(cells), counts, len({fold(told.text(cell)) for cell in cells}), len(column))


def _kinds(cell):
    if told.is_phone(cell):
        yield Kind.PHONE
    elif isinstance(cell, (int, float)) and not isinstance(cell, bool) and cell >= 500:
        yield Kind.AMOUNT
    if isinstance(cell, str):
        if told.email_in(cell):
            yield Kind.EMAIL
        if told.looks_like_name(cell):
            yield Kind.NAME
        if told.looks_like_name_part(cell):
            yield Kind.NAME_PART
        if told.has_organisation_word(cell) or (cell.isupper() and 2 <= len(cell) <= 12 and " " not in cell):
            yield Kind.ORGANISATION
        if sum(sign.isalpha() for sign in cell) >= 3 and told.mark_in(cell) is None:
            yield Kind.WORDS
        if told.has_function_word(cell):
            yield Kind.FUNCTION
        if told.category_in(cell):
            yield Kind.CATEGORY
    if told.sex_in(cell):
        yield Kind.SEX
    if told.mark_in(cell) is not None:
        yield Kind.MARK
    if _is_age(cell):
        yield Kind.AGE


def _is_age(cell):
    number = _whole(cell)
    if number is not None:
        return 12 <= number <= 95 or 1925 <= number <= 2015
    return age_band(cell, None) is not None or (hasattr(cell, "year") and 1925 <= cell.year <= 2015)


def _whole(cell):
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int):
        return cell
    bare = str(cell).strip(" .)°") if isinstance(cell, str) else ""
    return int(bare) if bare.isdecimal() and len(bare) < 6 else None


# Which kind of cell speaks for which use, and how much it says at most without any heading.
SPEAKS_FOR = {
    Use.NUMBER: (Kind.RANK, 0.8),
    Use.PHONE: (Kind.PHONE, 0.85),
    Use.OTHER_PHONE: (Kind.PHONE, 0.5),
    Use.EMAIL: (Kind.EMAIL, 0.85),
    Use.SEX: (Kind.SEX, 0.85),
    Use.AGE: (Kind.AGE, 0.5),
    Use.FULL_NAME: (Kind.NAME, 0.7),
    Use.FAMILY_NAME: (Kind.NAME_PART, 0.3),
    Use.GIVEN_NAME: (Kind.NAME_PART, 0.3),
    Use.MARRIED_NAME: (Kind.NAME_PART, 0.0),
    Use.ORGANISATION: (Kind.ORGANISATION, 0.6),
    Use.FUNCTION: (Kind.FUNCTION, 0.6),
    Use.CATEGORY: (Kind.CATEGORY, 0.6),
    Use.PRESENCE: (Kind.MARK, 0.3),
}


def sentence(use: Use, contents: Contents) -> str:
    """What the cells say for the use, as a person would count it; empty where they say nothing."""
    kind = SPEAKS_FOR.get(use, (None, 0))[0]
    count = contents.of.get(kind, 0) if kind else 0
    if use == Use.CONTACT:
        kind, count = Use.CONTACT, contents.of.get(Kind.PHONE, 0) + contents.of.get(Kind.EMAIL, 0)
        count = min(count, contents.filled)
    if not count or count < contents.filled / 2:
        return ""
    template = {
        Kind.RANK: _("%(count)s cellules sur %(all)s se suivent comme des numéros"),
        Kind.PHONE: _("%(count)s cellules sur %(all)s sont des numéros de téléphone"),
        Kind.EMAIL: _("%(count)s cellules sur %(all)s sont des adresses électroniques"),
        Kind.SEX: _("%(count)s cellules sur %(all)s disent femme ou homme"),
        Kind.AGE: _("%(count)s cellules sur %(all)s peuvent être des âges"),
        Kind.NAME: _("%(count)s cellules sur %(all)s ressemblent à un nom et un prénom"),
        Kind.NAME_PART: _("%(count)s cellules sur %(all)s ressemblent à un nom ou à un prénom"),
        Kind.ORGANISATION: _("%(count)s cellules sur %(all)s ressemblent à une organisation"),
        Kind.FUNCTION: _("%(count)s cellules sur %(all)s ressemblent à une fonction"),
        Kind.CATEGORY: _("%(count)s cellules sur %(all)s sont des catégories"),
        Kind.MARK: _("%(count)s cellules sur %(all)s sont des marques de présence"),
        Use.CONTACT: _("%(count)s cellules sur %(all)s sont des téléphones ou des adresses électroniques"),
    }[kind]
    return template % {"count": count, "all": contents.filled}
