"""A number and how far it can be trusted: unknown is not zero, about forty is not forty."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from events.enums import Basis
from rss_registry.templatetags.typography import percent

PERCENT = "%"


class Shield(Enum):
    """Why a number is not shown."""

    NONE = "none"
    SMALL = "small"
    """1 to 4 persons: shown as « < 5 »."""
    COMPLEMENT = "complement"
    """Would give a small number away by subtraction: not shown."""


# From the firmest to the loosest; a sum is as loose as its loosest part.
_ORDER = (Basis.EXACT, Basis.APPROXIMATE, Basis.AT_LEAST)


@dataclass(frozen=True)
class Figure:
    """A count of persons, organisations or events, or the value of an indicator.

    `value` is None when no source states it (« non communiqué »).
    """

    value: int | float | None = None
    basis: str = Basis.EXACT
    shield: Shield = Shield.NONE

    @property
    def is_known(self) -> bool:
        return self.value is not None

    @property
    def is_shown(self) -> bool:
        """Whether the number itself may be printed or drawn."""
        return self.is_known and self.shield is Shield.NONE

    @property
    def is_exact(self) -> bool:
        return self.is_known and self.basis == Basis.EXACT

    @property
    def drawn(self) -> int | None:
        """The number for a chart, None where there is nothing to draw."""
        return self.value if self.is_shown else None

    @property
    def agreement(self) -> int:
        """The number that words beside it agree with: « participant » would tell that « < 5 » is 1."""
        return 2 if self.is_known and not self.is_shown else self.value or 0

    @property
    def short(self) -> str:
        """For tables: « 18 », « ≈ 40 », « ≥ 80 », « < 5 », « masqué », « non communiqué »."""
        if not self.is_known:
            return _("non communiqué")
        if self.shield is Shield.SMALL:
            return _("< 5")
        if self.shield is Shield.COMPLEMENT:
            return _("masqué")
        sign = {Basis.APPROXIMATE: "≈\u00a0", Basis.AT_LEAST: "≥\u00a0"}.get(self.basis, "")
        return sign + number_format(self.value, use_l10n=True, force_grouping=True)

    @property
    def words(self) -> str:
        """For running text: « une quarantaine », « environ 45 », « au moins 80 »."""
        if not self.is_shown or self.basis == Basis.EXACT:
            return self.short
        number = number_format(self.value, use_l10n=True, force_grouping=True)
        if self.basis == Basis.AT_LEAST:
            return _("au moins %(number)s") % {"number": number}
        return _about(self.value) or _("environ %(number)s") % {"number": number}

    @property
    def noun(self) -> str:
        """« une quarantaine » for an order of magnitude that has such a word, otherwise empty."""
        return _about(self.value) if self.is_shown and self.basis == Basis.APPROXIMATE else ""

    def __str__(self) -> str:
        return self.short

    def __repr__(self) -> str:
        """Codes of documents are made of it, and error reports hold it: what is hidden is not in it."""
        value = self.value if self.is_shown or not self.is_known else "…"
        return f"Figure({value}, {self.basis!s}, {self.shield.value})"


UNKNOWN = Figure()


def text_of(figure: Figure, unit: str) -> str:
    """A share with its sign, « ≈ 45 % »; of every other unit the number alone."""
    if unit != PERCENT or not figure.is_shown:
        return figure.short
    return figure.short + percent(0).removeprefix("0")


def add(figures: Iterable[Figure]) -> Figure:
    """The sum of the known figures, as loose as the loosest; unknown when none is known.

    How many were unknown is for the caller to say beside it: a sum never hides a gap.
    """
    known = [figure for figure in figures if figure.is_known]
    if not known:
        return UNKNOWN
    return Figure(
        sum(figure.value for figure in known),
        max((figure.basis for figure in known), key=_ORDER.index),
    )


def _about(value: int) -> str:
    """The French collective noun (« une quarantaine »), empty where the language has none."""
    return {
        10: _("une dizaine"),
        15: _("une quinzaine"),
        20: _("une vingtaine"),
        30: _("une trentaine"),
        40: _("une quarantaine"),
        50: _("une cinquantaine"),
        60: _("une soixantaine"),
        100: _("une centaine"),
    }.get(value, "")
