"""The statistics that one address asks for: a few figures with their definitions, and their parts."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet
from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from events.enums import Basis
from publication.models import PublishedEvent
from publication.questions import breakdowns
from publication.questions.committees import committees
from publication.questions.events import spread_of, spread_of_register
from publication.questions.facets import programmes, years
from publication.questions.matches import Matches
from publication.questions.totals import totals_held, totals_of
from publication.shares import Share
from rss_registry.filters import ForgivingFilterSet, KnownValuesFilter
from rss_registry.listings import FilteredListing
from rss_registry.templatetags.typography import percent


class StatisticsFilter(ForgivingFilterSet):
    annee = KnownValuesFilter(
        label=gettext_lazy("Année"),
        choices=years,
        method="no_op",
    )
    programme = KnownValuesFilter(
        label=gettext_lazy("Programme"),
        choices=programmes,
        method="no_op",
    )

    class Meta:
        model = PublishedEvent
        fields: list[str] = []


def grouped(number: int) -> str:
    """« 2 423 »."""
    return number_format(number, use_l10n=True, force_grouping=True)


@dataclass(frozen=True)
class KeyFigure:
    """A figure, what it counts, and out of how many; `number` is None where nothing can be said."""

    code: str
    label: str
    value: str
    """As the page writes it."""
    definition: str
    number: int | None
    out_of: int | None = None
    basis: str = Basis.EXACT
    is_share: bool = False
    """In per cent."""

    @property
    def is_stated(self) -> bool:
        return self.number is not None


def _base_of(share: Share) -> str:
    """What it stands on, and on which side the truth may lie where events are left out of it."""
    if not share.beside:
        return _("Femmes et total ne sont connus ensemble pour aucun de ces événements.")
    base = capfirst(share.beside) + "."
    if share.is_known and share.coverage.masked:
        base += " " + _("Un événement masqué a souvent peu de femmes : la part de tous peut être plus basse.")
    return base


class Statistics(FilteredListing):
    """The statistics of the held events that an address asks for; each part is read when it is shown."""

    filterset_class = StatisticsFilter
    parameters = ("annee", "programme")
    form_filters = ("annee", "programme")

    @property
    def events(self) -> QuerySet[PublishedEvent]:
        """The public events held that the address asks for, each in the year of its first day."""
        return self._asked(self.address.values)

    def count_with(self, values):
        return self._asked(values).count()

    def _asked(self, values):
        found = Matches(values | {"annee": ()}).found().held()
        if years := values.get("annee"):
            found = found.having("first_year", *years)
        return found

    @cached_property
    def totals(self):
        return totals_of(self.events) if self.address.values else totals_held()

    @cached_property
    def _spread(self):
        return spread_of(self.events) if self.address.values else spread_of_register()

    @cached_property
    def regions(self):
        """The regions where something was held, as rows: an event of two regions counts in both."""
        found = [region for region in self._spread.regions if region.held]
        rows = (breakdowns.CountRow(item.place.name, item.held, item.place.slug) for item in found)
        return sorted(rows, key=lambda row: -row.count)

    @cached_property
    def years(self):
        return breakdowns.by_year(self.events)

    @cached_property
    def kinds(self):
        return breakdowns.by_kind(self.events)

    @cached_property
    def themes(self):
        return breakdowns.by_theme(self.events)

    @cached_property
    def organisers(self):
        return breakdowns.by_organiser(self.events)

    @cached_property
    def categories(self):
        return breakdowns.by_category(self.events)

    @cached_property
    def key_figures(self) -> list[KeyFigure]:
        return [*self._attendance(), *self._reach(), *self._follow_up()]

    def _attendance(self):
        totals = self.totals
        counted = totals.events - totals.events_without_total
        share = totals.women_share
        yield KeyFigure(
            "events",
            ngettext("événement tenu", "événements tenus", totals.events),
            grouped(totals.events),
            _("Fiches publiques d’événements qui ont eu lieu."),
            totals.events,
        )
        yield KeyFigure(
            "participations",
            _("participations"),
            totals.participants.short,
            ngettext(
                "Sur %(number)d événement dont l’effectif est connu ; qui vient deux fois compte deux fois.",
                "Sur %(number)d événements dont l’effectif est connu ; qui vient deux fois compte deux fois.",
                counted,
            )
            % {"number": counted},
            totals.participants.value,
            out_of=counted,
            basis=totals.participants.basis,
        )
        yield KeyFigure(
            "women_share",
            _("part des femmes"),
            share.short,
            _base_of(share),
            share.key_percent,
            out_of=share.base.value if share.is_known else None,
            basis=share.figure.basis,
            is_share=True,
        )

    def _reach(self):
        reached = self._spread.reached
        yield KeyFigure(
            "regions",
            ngettext("région touchée", "régions touchées", reached.agreement),
            reached.short,
            _("Sur 20 : les 19 régions et le District de Bamako."),
            reached.value,
            out_of=20,
            basis=reached.basis,
        )
        organisers = breakdowns.organiser_count(self.events)
        yield KeyFigure(
            "organisers",
            ngettext("organisateur", "organisateurs", organisers),
            str(organisers),
            _("Organisations nommées comme organisateur ou co-organisateur."),
            organisers,
        )

    def _follow_up(self):
        asked = breakdowns.responses(self.events)
        yield KeyFigure(
            "recommendations",
            ngettext("recommandation", "recommandations", asked.total),
            grouped(asked.total),
            _("Souhaits, engagements et avis non compris."),
            asked.total,
        )
        yield KeyFigure(
            "response_rate",
            _("taux de réponse"),
            _("sans objet") if asked.percent is None else percent(asked.percent),
            _("Part des recommandations dont une suite est connue : %(answered)d sur %(total)d.")
            % {"answered": asked.answered, "total": asked.total},
            asked.percent,
            out_of=asked.total,
            is_share=True,
        )
        if not self.chips:
            records = committees()
            trained = sum(bool(record.received) for record in records)
            yield KeyFigure(
                "trained_ccs",
                ngettext("CCS formé", "CCS formés", trained),
                str(trained),
                _("Sur %(number)d CCS au registre : bénéficiaires d’au moins un événement tenu.")
                % {"number": len(records)},
                trained,
                out_of=len(records),
            )
