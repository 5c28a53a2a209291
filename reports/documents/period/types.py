"""The shape of the report of a period: typed figures and words in one language."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from publication.facts import Visibility
from publication.questions.events import RegionCount
from publication.questions.indicators import IndicatorLine
from publication.totals import Totals
from reports.documents.chapters import Chapter
from reports.documents.fact_tables import Row
from reports.documents.gathered import GatheredRecommendations
from reports.documents.period import money, panels
from reports.documents.period.figures import ReportFigure
from reports.documents.period.headings import Heading
from reports.documents.period.map import PrintedMap
from reports.documents.period.plans import Plans
from reports.documents.period.register import Register
from reports.documents.period.scope import ReportScope, SubjectKind
from reports.documents.period.sources import SourceLine
from reports.documents.period.spans import Period
from reports.enums import Section
from reports.services.proof import Proof
from rss_registry.dates import span_bounds, span_text

# So many lines in the table of contents.
EVENTS_THAT_FILL_A_PAGE = 25


@dataclass(frozen=True)
class PeriodReport:
    """Every field is filled whatever chapters are asked for; `scope.has(…)` says which are printed.

    A chapter that has nothing to tell is empty here (no rows, no lines) and its template leaves it out.
    """

    scope: ReportScope
    heading: Heading
    filename: str
    created_at: datetime
    """The latest change of what it tells; `now` where it tells of nothing."""
    totals: Totals
    key_figures: tuple[ReportFigure, ...]
    """Of the events held, in the order of the cover, each with its code and definition."""
    summary: tuple[str, ...]
    """Paragraphs of plain text, made of the figures."""
    subject: tuple[Row, ...]
    """What is known of the programme, organisation or region that it reports on."""
    description: str
    years: tuple[panels.YearLine, ...]
    women_and_men: panels.WomenAndMen | None
    splits: tuple[panels.Panel, ...]
    """By month (of a single year), type, theme, category: those that hold something."""
    regions: tuple[RegionCount, ...]
    """The 20 units, with what was held and is planned in each."""
    region_panel: panels.Panel
    map: PrintedMap
    organisers: panels.Panel
    funders: tuple[money.FunderLine, ...]
    supporters: tuple[money.FunderLine, ...]
    agreements: tuple[money.AgreementLine, ...]
    visibility: Visibility
    """Whose logos and words the cover bears."""
    indicators: tuple[IndicatorLine, ...]
    """Of the programme as a whole, cumulated to the end of the period."""
    plans: Plans
    recommendations: GatheredRecommendations
    register: Register
    sources: tuple[SourceLine, ...]
    notes: tuple[str, ...]
    proof: Proof | None = None
    """What its reader verifies it by."""

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        """Those that are asked for and have something to tell, in their order."""
        tells = {
            Section.SUMMARY: True,
            Section.SPLITS: bool(self.years or self.women_and_men or self.splits),
            Section.MAP: bool(self.region_panel.rows),
            Section.FUNDING: bool(self.organisers.rows or self.funders or self.supporters),
            Section.INDICATORS: bool(self.indicators),
            Section.PLANNED: not self.plans.is_empty,
            Section.RECOMMENDATIONS: self.recommendations.tells_something,
            Section.REGISTER: bool(self.register.rows),
        }
        told = [section for section, has_content in tells.items() if has_content and self.scope.has(section)]
        long = {
            Section.RECOMMENDATIONS: self.recommendations.fills_a_page,
            Section.REGISTER: self.register.fills_a_page,
        }
        return tuple(
            Chapter(
                section.value,
                section.label,
                f"reports/period/_{section.name.lower()}.html",
                # The contents of many events fill a page too: then the first chapter stands apart from them.
                begins_fragment=long.get(section, False) or (section is told[0] and self._has_many_events),
            )
            for section in told
        )

    @property
    def _has_many_events(self) -> bool:
        return self.has_event_fragments and self.register.total >= EVENTS_THAT_FILL_A_PAGE

    @property
    def running_reference(self) -> str:
        """At the right above every page that is not an event's."""
        return self.scope.period.text

    @property
    def cover_line(self) -> str:
        """Below the title: the period asked for, else the programme's own; else all that is known."""
        if self.scope.subject.kind is SubjectKind.YEAR:
            return _("La réforme du secteur de la sécurité au Mali")
        if not self.scope.period.is_everything:
            return _("Période couverte : %(period)s") % {"period": self.scope.period.text}
        if self._lies_within_the_programme:
            programme = self.scope.subject.record
            text = span_text(programme.starts_on, programme.ends_on, programme.period_precision)
            return _("Période couverte : %(period)s, celle du programme") % {"period": text}
        known = Period.of_years(range(self.years[0].year, self.years[-1].year + 1)).text if self.years else ""
        every = _("Tous les événements publiés")
        return f"{every}, {known}" if known else every

    @property
    def _lies_within_the_programme(self) -> bool:
        """Whether its programme has days, and every event of the report lies within them."""
        if self.scope.subject.kind is not SubjectKind.PROGRAMME:
            return False
        programme = self.scope.subject.record
        if programme.starts_on is None or programme.ends_on is None:
            return False
        first, last = span_bounds(programme.starts_on, programme.ends_on, programme.period_precision)
        return not self.scope.held.exclude(first_day__gte=first, last_day__lte=last).exists()

    @property
    def cover_filters(self) -> tuple[str, ...]:
        return self.scope.filters

    @property
    def citation(self) -> str:
        """How to cite this report, in one line."""
        return ". ".join((self.heading.title, _("Registre des ateliers sur la RSS au Mali"), self.scope.url))

    @property
    def has_summary(self) -> bool:
        """The definitions stand below the key figures there; without it they are an annex."""
        return self.scope.has(Section.SUMMARY)

    @property
    def has_event_fragments(self) -> bool:
        return self.scope.has(Section.SHEETS) and bool(self.register.total)

    @property
    def figures(self) -> tuple[tuple[str, panels.Panel], ...]:
        """The splits of which numbers travel with the file, by their codes."""
        every = (*self.splits, self.region_panel, self.organisers)
        return tuple((panel.code, panel) for panel in every if panel.rows)
