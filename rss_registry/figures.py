"""A number and how far it can be trusted: unknown is not zero, about forty is not forty."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import Enum

from django.db.models import TextChoices
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from rss_registry.templatetags.typography import percent

PERCENT = "%"

# A public count of persons below it, and above 0, could point at somebody. Defined here and nowhere else.
THRESHOLD = 5


def threshold_words() -> dict[str, str | int]:
    """For templates that explain it: the sign of a number below it, and the largest such number."""
    return {"below": BELOW_THRESHOLD, "most": THRESHOLD - 1}


class Basis(TextChoices):
    """How far a number can be trusted."""

    EXACT = "exact", gettext_lazy("exact")
    APPROXIMATE = "approximate", gettext_lazy("environ")
    AT_LEAST = "at_least", gettext_lazy("au moins")
    PLANNED = "planned", gettext_lazy("prévu")


class Suppression(Enum):
    """Why a number is not shown (the terms of statistical disclosure control).

    The values stand in the proofs of documents already produced, and are never renamed.
    """

    NONE = "none"
    PRIMARY = "small"
    """Below the threshold: shown as « < 5 »."""
    SECONDARY = "complement"
    """Would help to compute a number below the threshold: not shown."""


BELOW_THRESHOLD = f"< {THRESHOLD}"

# A sum with an estimate in it is no lower bound (an « about 40 » may be 33), so « about » comes last.
SIGNS: dict[str, str] = {Basis.APPROXIMATE: "≈\u00a0", Basis.AT_LEAST: "≥\u00a0"}
_ORDER = (Basis.EXACT, Basis.PLANNED, Basis.AT_LEAST, Basis.APPROXIMATE)


@dataclass(frozen=True)
class Coverage:
    """How many events a sum takes in, and how many it leaves out and why."""

    covered: int = 0
    unknown: int = 0
    """No source states the number."""
    masked: int = 0
    """Stated, and withheld to protect people."""

    @property
    def events(self) -> int:
        return self.covered + self.unknown + self.masked

    @property
    def masked_words(self) -> str:
        """« hors 21 événements dont la répartition est masquée », empty where none is."""
        if not self.masked:
            return ""
        return ngettext(
            "hors %(number)d événement dont la répartition est masquée",
            "hors %(number)d événements dont la répartition est masquée",
            self.masked,
        ) % {"number": self.masked}

    def times(self, number: int) -> Coverage:
        return Coverage(self.covered * number, self.unknown * number, self.masked * number)

    def __add__(self, other: Coverage) -> Coverage:
        return Coverage(
            self.covered + other.covered, self.unknown + other.unknown, self.masked + other.masked
        )


@dataclass(frozen=True)
class Figure:
    """A count of persons, organisations or events, or the value of an indicator.

    `value` is None when no source states it (« non communiqué »).
    `coverage` goes with the sums over a set of events; it is beside the number, not part of it.
    """

    value: int | float | None = None
    basis: str = Basis.EXACT
    suppression: Suppression = Suppression.NONE
    coverage: Coverage | None = field(default=None, compare=False)

    @property
    def is_known(self) -> bool:
        return self.value is not None

    @property
    def number(self) -> int | float:
        """The value of a figure that is known.

        Raises:
            ValueError: it is not.
        """
        if self.value is None:
            raise ValueError("The figure is not known.")
        return self.value

    @property
    def is_shown(self) -> bool:
        """Whether the number itself may be printed or drawn."""
        return self.is_known and self.suppression is Suppression.NONE

    @property
    def is_exact(self) -> bool:
        return self.is_known and self.basis == Basis.EXACT

    @property
    def drawn(self) -> int | float | None:
        """The number for a chart, None where there is nothing to draw."""
        return self.value if self.is_shown else None

    @property
    def agreement(self) -> int | float:
        """The number that words beside it agree with: « participant » would tell that « < 5 » is 1."""
        return 2 if self.is_known and not self.is_shown else self.value or 0

    @property
    def short(self) -> str:
        """For tables: « 18 », « ≈ 40 », « ≥ 80 », « < 5 », « masqué », « non communiqué »."""
        if not self.is_known:
            return self._absence
        if self.suppression is Suppression.PRIMARY:
            return BELOW_THRESHOLD
        if self.suppression is Suppression.SECONDARY:
            return _("masqué")
        sign = SIGNS.get(self.basis, "")
        return sign + number_format(self.number, use_l10n=True, force_grouping=True)

    @property
    def _absence(self) -> str:
        if self.coverage is None:
            return _("non communiqué")
        if not self.coverage.events:
            return _("aucun événement")
        # What was stated and is withheld is never said to be unstated.
        return _("masqué") if self.coverage.masked else _("non communiqué")

    @property
    def words(self) -> str:
        """For running text: « une quarantaine », « environ 45 », « au moins 80 »."""
        if not self.is_shown or self.basis == Basis.EXACT:
            return self.short
        number = number_format(self.number, use_l10n=True, force_grouping=True)
        if self.basis == Basis.AT_LEAST:
            return _("au moins %(number)s") % {"number": number}
        return _about(self.number) or _("environ %(number)s") % {"number": number}

    @property
    def noun(self) -> str:
        """« une quarantaine » for an order of magnitude that has such a word, otherwise empty."""
        return _about(self.number) if self.is_shown and self.basis == Basis.APPROXIMATE else ""

    def __str__(self) -> str:
        return self.short

    def __repr__(self) -> str:
        """Codes of documents are made of it, and error reports hold it: what is hidden is not in it."""
        value = self.value if self.is_shown or not self.is_known else "…"
        return f"Figure({value}, {self.basis!s}, {self.suppression.value})"


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
        sum(figure.number for figure in known),
        max((figure.basis for figure in known), key=_ORDER.index),
    )


def add_shown(figures: Iterable[Figure]) -> Figure:
    """The sum over events of what each one's page shows, with its coverage.

    What a page withholds is counted as masked and never enters, so that no choice of events gives it back.
    """
    figures = list(figures)
    shown = [figure for figure in figures if figure.is_shown]
    masked = sum(figure.is_known and not figure.is_shown for figure in figures)
    coverage = Coverage(len(shown), len(figures) - len(shown) - masked, masked)
    return replace(add(shown), coverage=coverage)


def out_of(figure: Figure, whole: Figure | int) -> Figure:
    """« At least 20 » of 20 is 20."""
    whole = Figure(whole) if isinstance(whole, int) else whole
    if (
        figure.basis == Basis.AT_LEAST
        and figure.is_known
        and whole.is_exact
        and figure.number >= whole.number
    ):
        return replace(figure, basis=Basis.EXACT)
    return figure


def rounded_to_ten(figure: Figure) -> Figure:
    """An order of magnitude; half of ten goes up."""
    if not figure.is_known:
        return figure
    return Figure((figure.number + 5) // 10 * 10, Basis.APPROXIMATE)


def _about(value: float) -> str:
    """The French collective noun (« une quarantaine »), empty where the language has none."""
    words: dict[float, str] = {
        10: _("une dizaine"),
        15: _("une quinzaine"),
        20: _("une vingtaine"),
        30: _("une trentaine"),
        40: _("une quarantaine"),
        50: _("une cinquantaine"),
        60: _("une soixantaine"),
        100: _("une centaine"),
    }
    return words.get(value, "")
