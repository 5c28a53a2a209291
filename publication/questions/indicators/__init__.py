"""The indicators of a programme: where they started, what was promised, what is reached and how far that is.

What the register measures comes from the very sums of the public pages (publication/questions/totals.py),
cumulated from the first event of the programme; what the team measures is the latest value that it reported.
"""

from datetime import date

from django.utils.translation import gettext as _

from organisations.enums import IndicatorMeasure
from publication.facts.programmes import ProgrammeFacts
from publication.models import PublishedProgramme
from publication.questions.indicators.measures import Measures, held_by
from publication.questions.indicators.types import IndicatorLine, Measured, Standing, figure_of
from rss_registry.figures import PERCENT

__all__ = ["IndicatorLine", "Standing", "indicator_lines"]


def indicator_lines(
    programme: PublishedProgramme, facts: ProgrammeFacts, *, today: date, until: date | None = None
) -> tuple[IndicatorLine, ...]:
    """The indicators of a public programme, cumulated since its start, to the end of `until` or to today."""
    end = until if until and until < today else None
    measures = Measures(held_by(programme, until), end)
    return tuple(_line(indicator, measures, end, end or today) for indicator in facts.indicators)


def _line(indicator, measures, end, on):
    if indicator.measure == IndicatorMeasure.REPORTED:
        reached, unit = _reported(indicator, on), ""
    else:
        reached = measures.of(indicator.measure)
        is_share = indicator.measure in IndicatorMeasure.shares()
        unit = PERCENT if is_share else indicator.measure_label
    return IndicatorLine(indicator, unit if unit == PERCENT else indicator.unit or unit, reached, on)


def _reported(indicator, on):
    """The latest value of that day or before it."""
    known = [reading for reading in indicator.readings if reading.as_of <= on]
    if not known:
        return Measured(definition=_("Valeur relevée par l’équipe du programme : aucune à cette date."))
    reading = max(known, key=lambda item: item.as_of)
    definition = _("Valeur relevée par l’équipe du programme.")
    return Measured(
        figure_of(reading.value, reading.basis),
        f"{definition} {reading.note}".strip(),
        reading.as_of,
        source=reading.source,
    )
