"""The report of a period, as typed figures and words in one language, before it is laid out."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.text import slugify
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import override

from events import overview
from events.funding import WITHHELD, funding_of
from events.selectors import RegionCount, events_by_region
from events.statistics import Totals
from events.tally import current_tally
from reports.documents.fact_tables import Row
from reports.documents.gathered import GatheredRecommendations, gathered_from
from reports.documents.period import money, panels
from reports.documents.period.figures import Reach, ReportFigure, key_figures
from reports.documents.period.headings import (
    Heading,
    agreement_lines,
    heading_of,
    subject_description,
    subject_rows,
)
from reports.documents.period.map import PrintedMap, printed_map
from reports.documents.period.notes import notes_of
from reports.documents.period.plans import Plans, plans_of
from reports.documents.period.register import Register, register_of
from reports.documents.period.scope import ReportScope
from reports.documents.period.sources import SourceLine, source_lines
from reports.documents.period.spans import Period
from reports.documents.period.summary import summary_of
from reports.enums import Section


@dataclass(frozen=True)
class Chapter:
    anchor: str
    title: str
    template: str


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
    """What is known of the programme, organisation, region or agreement that it reports on."""
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
    agreements: tuple[money.AgreementLine, ...]
    is_paid_by_the_union: bool
    plans: Plans
    recommendations: GatheredRecommendations
    register: Register
    sources: tuple[SourceLine, ...]
    notes: tuple[str, ...]

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        """Those of the front that are asked for and have something to tell, in their order."""
        tells = {
            Section.SUMMARY: True,
            Section.SPLITS: bool(self.years or self.women_and_men or self.splits),
            Section.MAP: bool(self.region_panel.rows),
            Section.FUNDING: bool(self.organisers.rows or self.funders),
            Section.PLANNED: not self.plans.is_empty,
            Section.RECOMMENDATIONS: bool(self.recommendations.items or self.recommendations.wishes),
            Section.REGISTER: bool(self.register.rows),
        }
        return tuple(
            Chapter(section.value, section.label, f"reports/period/_{section.name.lower()}.html")
            for section, has_content in tells.items()
            if has_content and self.scope.has(section)
        )

    @property
    def cover_period(self) -> str:
        """The period asked for; of a report on all that is known, the years that it spans."""
        if not self.scope.period.is_everything:
            return self.scope.period.text
        return Period.of_years(range(self.years[0].year, self.years[-1].year + 1)).text if self.years else ""

    @property
    def citation(self) -> str:
        """How to cite this report, in one line."""
        return f"{self.heading.title}. {_('Registre des ateliers sur la RSS au Mali')}. {self.scope.address}"

    @property
    def has_sheets(self) -> bool:
        return self.scope.has(Section.SHEETS) and bool(self.register.total)

    @property
    def figures(self) -> tuple[tuple[str, panels.Panel], ...]:
        """The splits of which numbers travel with the file, by their codes."""
        every = (*self.splits, self.region_panel, self.organisers)
        return tuple((panel.code, panel) for panel in every if panel.rows)


def build(scope: ReportScope, *, now: datetime) -> PeriodReport:
    """The report in the language of `scope`; `now` decides what is overdue and dates an empty one."""
    with override(scope.language):
        return _build(scope, now)


def _build(scope, now):
    held = scope.held
    tally = current_tally()
    found = tally.slots_of(held.order_by().values_list("pk", flat=True))
    totals = tally.totals(found)
    regions = tuple(events_by_region(found))
    paid = list(money.with_funding(held))
    splits = tuple(panels.split_panels(found))
    if scope.period.year and totals.events:
        splits = (panels.month_panel(held, scope.period.year), *splits)
    organisers = panels.organiser_panel(found)
    plans = plans_of(scope.events, today=localdate(now))
    recommendations = gathered_from(held)
    heading = heading_of(scope)
    region_panel = panels.region_panel(regions)
    return PeriodReport(
        scope=scope,
        heading=heading,
        filename=f"{slugify(heading.title)[:80]}-{scope.language}.pdf",
        created_at=max((event.updated_at for event in scope.events.order_by()), default=now),
        totals=totals,
        key_figures=tuple(key_figures(totals, _reach(found, regions))),
        summary=tuple(
            summary_of(
                scope,
                totals,
                regions=tuple(row.label for row in region_panel.rows),
                kinds=next((panel for panel in splits if panel.code == "kind"), region_panel),
                organisers=organisers,
                recommendations=recommendations,
                plans=plans,
            )
        ),
        subject=subject_rows(scope),
        description=subject_description(scope),
        years=panels.year_lines(found),
        women_and_men=panels.women_and_men(totals),
        splits=splits,
        regions=regions,
        region_panel=region_panel,
        map=printed_map(regions),
        organisers=organisers,
        funders=money.funder_lines(paid),
        agreements=agreement_lines(scope),
        is_paid_by_the_union=money.names_the_union(paid),
        plans=plans,
        recommendations=recommendations,
        register=register_of(held),
        sources=source_lines(scope.events),
        notes=tuple(
            notes_of(
                scope.events,
                totals,
                _printed(totals, splits, plans),
                withholds_a_funder=any(WITHHELD in funding_of(event) for event in paid),
            )
        ),
    )


def _reach(found, regions):
    return Reach(
        regions=sum(bool(item.held) for item in regions),
        organisers=overview.organiser_count(found),
        responses=overview.responses(found),
    )


def _printed(totals, splits, plans):
    """The figures that stand in it, for the signs that they carry."""
    split = [row.figure for panel in splits for row in panel.rows]
    expected = [figure for item in plans.attendance for figure in (item.planned, item.seen)]
    return [totals.participants, totals.women, totals.men, *split, *expected]
