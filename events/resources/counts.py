"""Counts as people write them: « 18 », « environ 40 », « plus de 80 », « une trentaine »."""

import re
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from events.enums import Basis, CountUnit, Sex
from rss_registry.exchange.cells import refused, whole_of
from rss_registry.exchange.columns import Column
from rss_registry.text import fold

_SIGNS = {
    "≈": Basis.APPROXIMATE,
    "~": Basis.APPROXIMATE,
    "±": Basis.APPROXIMATE,
    ">=": Basis.AT_LEAST,
    "≥": Basis.AT_LEAST,
    ">": Basis.AT_LEAST,
}
_WORDS = {
    "environ": Basis.APPROXIMATE,
    "env": Basis.APPROXIMATE,
    "autour de": Basis.APPROXIMATE,
    "a peu pres": Basis.APPROXIMATE,
    "pres de": Basis.APPROXIMATE,
    "approximativement": Basis.APPROXIMATE,
    "about": Basis.APPROXIMATE,
    "around": Basis.APPROXIMATE,
    "approximately": Basis.APPROXIMATE,
    "approx": Basis.APPROXIMATE,
    "au moins": Basis.AT_LEAST,
    "plus de": Basis.AT_LEAST,
    "at least": Basis.AT_LEAST,
    "more than": Basis.AT_LEAST,
    "over": Basis.AT_LEAST,
}
_COLLECTIVES = {
    "dizaine": 10,
    "quinzaine": 15,
    "vingtaine": 20,
    "trentaine": 30,
    "quarantaine": 40,
    "cinquantaine": 50,
    "soixantaine": 60,
    "centaine": 100,
}
_SIGNED = re.compile(r"(≈|~|±|>=|≥|>)\s*(.+)", re.DOTALL)
_WORDED = re.compile(r"([^0-9]+?)\.?\s*([0-9].*)", re.DOTALL)
_COLLECTIVE = re.compile(r"(?:(?:environ|pres d) )?une (\w+)")
# « 40 personnes » is how a person writes it, and means 40.
_UNIT = re.compile(r"\s*(?:personnes?|participants?|organisations?|osc|people|persons?)\s*\Z", re.IGNORECASE)


class Count(NamedTuple):
    """A number and how far it can be trusted."""

    number: int
    basis: str = Basis.EXACT


def count_of(cell) -> Count:
    """The count of a cell."""
    if not isinstance(cell, str):
        return Count(_not_negative(whole_of(cell), cell))
    text = _UNIT.sub("", cell.strip())
    if (found := _COLLECTIVE.fullmatch(fold(text))) and found[1] in _COLLECTIVES:
        return Count(_COLLECTIVES[found[1]], Basis.APPROXIMATE)
    if found := _SIGNED.fullmatch(text):
        return Count(_number(found[2], cell), _SIGNS[found[1]])
    if (found := _WORDED.fullmatch(text)) and (word := fold(found[1])) in _WORDS:
        return Count(_number(found[2], cell), _WORDS[word])
    if text.endswith("+"):
        return Count(_number(text[:-1], cell), Basis.AT_LEAST)
    return Count(_number(text, cell))


def count_text(count: Count, *, codes=False) -> str:
    """The words of a count that is not exact, which `count_of` understands again."""
    if codes:
        return f"{'~' if count.basis == Basis.APPROXIMATE else '>='}{count.number}"
    if count.basis == Basis.APPROXIMATE:
        return _("environ %(number)s") % {"number": count.number}
    return _("au moins %(number)s") % {"number": count.number}


def _number(text, cell):
    try:
        return _not_negative(whole_of(text.strip()), cell)
    except ValidationError as error:
        raise _not_a_count(cell) from error


def _not_negative(number, cell):
    if number < 0:
        raise _not_a_count(cell)
    return number


def _not_a_count(cell):
    return refused(
        _(
            "« %(cell)s » n’est pas un nombre de personnes : écrivez 40, « environ 40 » ou « au moins 40 » ; "
            "laissez vide si le nombre n’est pas communiqué."
        ),
        cell,
        code="not_a_count",
    )


class HeadcountColumn(Column):
    """One cell of the event's headcount: its row is made, changed or, when blank, taken away."""

    related = True
    blank = None

    def __init__(self, *args, sex=Sex.NOT_STATED, unit=CountUnit.PERSONS, planned=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.sex, self.unit, self.planned = sex, unit, planned

    def accepted(self, resource):
        if self.planned:
            return _("Nombre entier ; vide : non communiqué")
        return _("40, « environ 40 », « au moins 40 » ; vide : non communiqué")

    def parse(self, cell, resource):
        if self.planned:
            return Count(_not_negative(whole_of(cell), cell), Basis.PLANNED)
        return count_of(cell)

    def read(self, instance):
        row = self._row(instance)
        return Count(row.number, row.basis) if row else None

    def relate(self, instance, value):
        row = self._row(instance)
        if value is None:
            row.delete()
            return
        row = row or instance.headcounts.model(event=instance, unit=self.unit, sex=self.sex)
        row.number, row.basis = value
        # The cell is this column's own; asking each constraint beforehand would cost a query each.
        row.clean_fields(exclude={"event", "source"})
        row.save()

    def written(self, value, resource):
        if value is None:
            return None
        if value.basis in (Basis.EXACT, Basis.PLANNED):
            return value.number
        return count_text(value, codes=resource.codes)

    def _row(self, instance):
        rows = instance.headcounts.all() if instance.pk else ()
        return next((row for row in rows if self._is_mine(row)), None)

    def _is_mine(self, row):
        return (
            row.unit == self.unit
            and row.sex == self.sex
            and not row.category
            and not row.age_band
            and (row.basis == Basis.PLANNED) == self.planned
        )


def over_total(total: Count | None, women: Count | None, men: Count | None):
    """The number that the parts exceed the total by, or 0. « At least 80 » is never exceeded."""
    if total is None or total.basis == Basis.AT_LEAST:
        return 0
    parts = sum(part.number for part in (women, men) if part is not None)
    return max(0, parts - total.number)
