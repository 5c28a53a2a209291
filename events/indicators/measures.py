"""What the register measures of a programme, each from the one function that gives its public figure."""

from calendar import monthrange
from collections.abc import Callable
from datetime import date
from functools import cached_property

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from pyroaring import BitMap

from events import overview
from events.enums import EventKind, Role, Sensitivity
from events.indicators.types import Measured
from events.models import Event
from events.tally import current_tally
from organisations.enums import IndicatorMeasure
from organisations.models import Organisation
from rss_registry.figures import Figure


def held_by(programme, until) -> BitMap:
    """The public events held of the programme, to the end of `until`; a coarse one belongs to its month."""
    tally = current_tally()
    held = tally.published & tally.held & tally.having("programme", [programme.pk])
    if until is None:
        return held
    month_end = until.replace(day=monthrange(until.year, until.month)[1])
    coarse = Q(sensitivity=Sensitivity.REGION_AND_MONTH)
    begun = Event.objects.filter(
        ~coarse & Q(starts_on__lte=until) | coarse & Q(starts_on__lte=month_end), programmes=programme
    )
    return held & tally.slots_of(begun.order_by().values_list("pk", flat=True))


class Measures:
    """The measures of one set of events; each is read when it is asked for."""

    def __init__(self, found: BitMap, as_of: date | None):
        self.found, self.as_of = found, as_of
        self.tally = current_tally()

    def of(self, measure: str) -> Measured:
        figure, definition, is_complete = _MEASURES[measure](self)
        return Measured(figure, definition, self.as_of, is_complete)

    @cached_property
    def totals(self):
        return self.tally.totals(self.found)

    @cached_property
    def responses(self):
        return overview.responses(self.found)

    def events(self):
        return (
            Figure(self.totals.events),
            _("Fiches publiées d’événements du programme qui ont eu lieu."),
            True,
        )

    def trainings(self):
        kinds = self.found & self.tally.having("type", [EventKind.TRAINING])
        return Figure(len(kinds)), _("Formations et sessions de renforcement des capacités tenues."), True

    def participations(self):
        without = self.totals.events_without_total
        return self.totals.participants, self._known(without), not without

    def women(self):
        without = self.totals.women.coverage.unknown + self.totals.women.coverage.masked
        return self.totals.women, self._known(without), not without

    def women_share(self):
        share = self.totals.women_share
        return share.figure, share.base_words, True

    def regions(self):
        reached = overview.regions_reached(self.found)
        definition = _("Régions, sur 20, où au moins un événement du programme a eu lieu.")
        return reached, definition, reached.is_exact

    def organisers(self):
        definition = _("Organisations nommées comme organisateur ou co-organisateur.")
        return Figure(overview.organiser_count(self.found)), definition, True

    def beneficiaries(self):
        definition = _("Organisations nommées comme bénéficiaires, chacune comptée une fois.")
        return Figure(len(self._served)), definition, True

    def committees(self):
        served = Organisation.objects.security_committees().filter(pk__in=self._served)
        return Figure(served.count()), _("CCS nommés comme bénéficiaires, chacun compté une fois."), True

    def recommendations(self):
        return Figure(self.responses.total), _("Souhaits non compris."), True

    def answered(self):
        definition = _("Recommandations dont une suite est connue, quelle qu’elle soit.")
        return Figure(self.responses.answered), definition, True

    def response_rate(self):
        asked = self.responses
        definition = _("Part des recommandations dont une suite est connue : %(answered)d sur %(total)d.")
        return Figure(asked.percent), definition % {"answered": asked.answered, "total": asked.total}, True

    @cached_property
    def _served(self):
        return self.tally.organisations([Role.BENEFICIARY], self.found)

    def _known(self, without):
        counted = self.totals.events - without
        sentence = ngettext(
            "Connues pour %(known)d événement sur %(all)d ; qui vient deux fois compte deux fois.",
            "Connues pour %(known)d événements sur %(all)d ; qui vient deux fois compte deux fois.",
            counted,
        )
        return sentence % {"known": counted, "all": self.totals.events}


_MEASURES: dict[str, Callable[[Measures], tuple[Figure, str, bool]]] = {
    measure.value: getattr(Measures, measure.value)
    for measure in IndicatorMeasure
    if measure != IndicatorMeasure.REPORTED
}
