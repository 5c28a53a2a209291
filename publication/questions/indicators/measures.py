"""What the register measures of a programme, each from the one function that gives its public figure."""

from collections.abc import Callable
from datetime import date
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.enums import EventKind, Role
from organisations.enums import IndicatorMeasure
from publication.models import PublishedOrganisation
from publication.models.queries import PublishedEventQuerySet
from publication.questions import breakdowns
from publication.questions.events import events_of_programme
from publication.questions.indicators.types import Measured
from publication.questions.matches import organisation_counts
from publication.questions.totals import totals_of
from rss_registry.figures import Figure


def held_by(programme, until: date | None) -> PublishedEventQuerySet:
    """The public events held of the programme, to the end of `until`; a coarse one belongs to its month."""
    held = events_of_programme(programme).held()
    return held if until is None else held.filter(first_day__lte=until)


class Measures:
    """The measures of one set of events; each is read when it is asked for."""

    def __init__(self, found: PublishedEventQuerySet, as_of: date | None):
        self.found, self.as_of = found, as_of

    def of(self, measure: str) -> Measured:
        figure, definition, is_complete = _MEASURES[measure](self)
        return Measured(figure, definition, self.as_of, is_complete)

    @cached_property
    def totals(self):
        return totals_of(self.found)

    @cached_property
    def responses(self):
        return breakdowns.responses(self.found)

    def events(self):
        return (
            Figure(self.totals.events),
            _("Fiches publiées d’événements du programme qui ont eu lieu."),
            True,
        )

    def trainings(self):
        number = self.found.having("type", EventKind.TRAINING).count()
        return Figure(number), _("Formations et sessions de renforcement des capacités tenues."), True

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
        reached = breakdowns.regions_reached(self.found)
        definition = _("Régions, sur 20, où au moins un événement du programme a eu lieu.")
        return reached, definition, reached.is_exact

    def organisers(self):
        definition = _("Organisations nommées comme organisateur ou co-organisateur.")
        return Figure(breakdowns.organiser_count(self.found)), definition, True

    def beneficiaries(self):
        definition = _("Organisations nommées comme bénéficiaires, chacune comptée une fois.")
        return Figure(len(self._served)), definition, True

    def committees(self):
        served = PublishedOrganisation.objects.security_committees().filter(slug__in=self._served)
        return Figure(served.count()), _("CCS nommés comme bénéficiaires, chacun compté une fois."), True

    def recommendations(self):
        return Figure(self.responses.total), _("Souhaits, engagements et avis non compris."), True

    def answered(self):
        definition = _("Recommandations dont une suite est connue, quelle qu’elle soit.")
        return Figure(self.responses.answered), definition, True

    def response_rate(self):
        asked = self.responses
        definition = _("Part des recommandations dont une suite est connue : %(answered)d sur %(total)d.")
        return Figure(asked.percent), definition % {"answered": asked.answered, "total": asked.total}, True

    @cached_property
    def _served(self):
        return organisation_counts(self.found, [Role.BENEFICIARY])

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
