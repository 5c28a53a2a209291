"""What is said of one indicator: baseline, target, what is reached, and how far that is."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.enums import Basis
from organisations.enums import Direction, IndicatorMeasure
from publication.facts.programmes import IndicatorFacts
from rss_registry.dates import day_text
from rss_registry.figures import PERCENT, UNKNOWN, Figure, text_of


class Standing(TextChoices):
    """How an indicator stands on the day from which one looks."""

    REACHED = "reached", gettext_lazy("cible atteinte")
    UNDER_WAY = "under_way", gettext_lazy("en cours")
    MISSED = "missed", gettext_lazy("échéance passée, cible non atteinte")
    OPEN = "open", gettext_lazy("échéance passée, valeur trop incertaine pour conclure")
    NOT_STATED = "not_stated", gettext_lazy("valeur non communiquée")
    WITHOUT_TARGET = "without_target", gettext_lazy("sans cible")


@dataclass(frozen=True)
class Measured:
    """What was measured, with what it counts; `as_of` is None for « to this day »."""

    figure: Figure = UNKNOWN
    definition: str = ""
    as_of: date | None = None
    is_complete: bool = True
    """False where events of which the number is not known may add to it."""
    source: str = ""


@dataclass(frozen=True)
class IndicatorLine:
    """One indicator as page, file and report print it. `on` is the day from which one looks."""

    indicator: IndicatorFacts
    unit: str
    reached: Measured
    on: date

    @property
    def baseline(self) -> Figure:
        return figure_of(self.indicator.baseline)

    @property
    def target(self) -> Figure:
        return figure_of(self.indicator.target)

    @property
    def changed_at(self) -> datetime:
        return self.indicator.changed_at

    @property
    def is_share(self) -> bool:
        """In per cent, which every number says itself."""
        return self.unit == PERCENT

    @property
    def is_overdue(self) -> bool:
        return self.indicator.target_on is not None and self.indicator.target_on < self.on

    @property
    def standing(self) -> Standing:
        figure, target = self.reached.figure, self.target
        if not figure.is_shown:
            return Standing.NOT_STATED
        if not target.is_known:
            return Standing.WITHOUT_TARGET
        if self._falls:
            is_minimum = figure.basis == Basis.AT_LEAST
            reached = figure.number <= target.number and not is_minimum
            uncertain = figure.number <= target.number and is_minimum
        else:
            reached = figure.number >= target.number
            uncertain = figure.basis != Basis.EXACT or not self.reached.is_complete
        if reached:
            return Standing.REACHED
        if not self.is_overdue:
            return Standing.UNDER_WAY
        return Standing.OPEN if uncertain else Standing.MISSED

    @property
    def progress(self) -> Figure:
        """How much of the way is done, in per cent; unknown where the way has no known start or end."""
        figure, target, start = self.reached.figure, self.target, self._start
        if start is None or not (figure.is_shown and target.is_known) or target.value == start:
            return UNKNOWN
        if self._falls and figure.basis == Basis.AT_LEAST:
            return UNKNOWN
        return Figure(round(100 * (figure.value - start) / (target.value - start)), figure.basis)

    @property
    def progress_text(self) -> str:
        """« 75 % de la cible », « 50 % du chemin vers la cible »; empty where it cannot be said."""
        if not self.progress.is_known:
            return ""
        sentence = _("%(share)s du chemin vers la cible") if self._start else _("%(share)s de la cible")
        return sentence % {"share": text_of(self.progress, PERCENT)}

    @property
    def as_of_text(self) -> str:
        """« au 31 décembre 2024 », « à ce jour »; empty where nothing is known."""
        if not self.reached.figure.is_known:
            return ""
        if self.reached.as_of is None:
            return _("à ce jour")
        return _("au %(day)s") % {"day": day_text(self.reached.as_of)}

    def text(self, figure: Figure) -> str:
        return text_of(figure, self.unit)

    @property
    def baseline_text(self) -> str:
        return "–" if self._is_counted and not self.baseline.is_known else self.text(self.baseline)

    @property
    def target_text(self) -> str:
        return self.text(self.target) if self.target.is_known else _("non fixée")

    @property
    def reached_text(self) -> str:
        return self.text(self.reached.figure)

    @property
    def _is_counted(self):
        measure = self.indicator.measure
        return measure != IndicatorMeasure.REPORTED and measure not in IndicatorMeasure.shares()

    @property
    def _falls(self):
        return self.indicator.direction == Direction.DECREASE

    @property
    def _start(self):
        """Where the way begins: what the register counts begins at nothing, a level at its baseline."""
        if self._is_counted:
            return 0
        if self.baseline.is_known:
            return self.baseline.value
        return None if self._falls else 0


def figure_of(value: Decimal | None, basis: str = Basis.EXACT) -> Figure:
    """A stored value as a figure: whole where it is whole."""
    if value is None:
        return UNKNOWN
    return Figure(int(value) if value == value.to_integral_value() else float(value), basis)
