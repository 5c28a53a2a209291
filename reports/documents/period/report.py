"""Building the report of a period from its scope."""

from dataclasses import replace
from datetime import datetime

from django.utils.text import slugify
from django.utils.timezone import localdate
from django.utils.translation import override

from publication.facts.visibility import visibility_of
from publication.questions import breakdowns
from publication.questions.events import events_by_region
from publication.questions.persons import PersonsLine, persons_of_organisation, persons_of_programme
from publication.questions.reading import facts_of_events
from publication.questions.totals import totals_of
from reports.documents.gathered import gathered_from
from reports.documents.latest_change import latest_change
from reports.documents.period import money, panels
from reports.documents.period.figures import Reach, key_figures
from reports.documents.period.headings import (
    agreement_lines,
    heading_of,
    subject_description,
    subject_rows,
)
from reports.documents.period.indicators import indicators_of
from reports.documents.period.map import printed_map
from reports.documents.period.notes import notes_of
from reports.documents.period.plans import plans_of
from reports.documents.period.proof import KIND, report_content
from reports.documents.period.register import register_of
from reports.documents.period.scope import ReportScope, SubjectKind
from reports.documents.period.sources import source_lines
from reports.documents.period.summary import summary_of
from reports.documents.period.types import PeriodReport
from reports.services.kinds import Content
from reports.services.proof import code_for_content


def build(scope: ReportScope, *, now: datetime) -> PeriodReport:
    """The report in the language of `scope`; `now` decides what is overdue and dates an empty one."""
    with override(scope.language):
        report = _build(scope, now)
        content = report_content(report)
        proof = code_for_content(KIND, scope.language, scope.parameters, content)
        return replace(report, proof=proof)


def content_of(scope: ReportScope, *, now: datetime) -> Content:
    """What can be verified of the report, in the active language, without making it."""
    return report_content(_build(scope, now))


def _build(scope, now):
    held = scope.held
    totals = totals_of(held)
    regions = tuple(events_by_region(held))
    register = register_of(held)
    paid = money.funding_by_event(register.events)
    splits = tuple(panels.split_panels(held))
    if scope.period.year and totals.events:
        splits = (panels.month_panel(held, scope.period.year), *splits)
    # The longest first: two that stand side by side are then of about the same height.
    splits = tuple(sorted(splits, key=lambda panel: -len(panel.rows)))
    organisers = panels.organiser_panel(held)
    indicators = indicators_of(scope, today=localdate(now))
    plans = plans_of(scope.events, today=localdate(now))
    recommendations = gathered_from(held)
    heading = heading_of(scope)
    persons = _persons(scope)
    region_panel = panels.region_panel(regions)
    return PeriodReport(
        scope=scope,
        heading=heading,
        filename=f"{slugify(heading.title)[:80]}-{scope.language}.pdf",
        created_at=max((latest_change(scope.events, default=now), *(line.changed_at for line in indicators))),
        totals=totals,
        key_figures=tuple(key_figures(totals, _reach(held))),
        summary=tuple(
            summary_of(
                scope,
                totals,
                regions=tuple(row.label for row in region_panel.rows),
                kinds=next((panel for panel in splits if panel.code == "kind"), region_panel),
                organisers=organisers,
                recommendations=recommendations,
                plans=plans,
                persons=persons,
            )
        ),
        subject=subject_rows(scope),
        description=subject_description(scope),
        years=panels.year_lines(held),
        women_and_men=panels.women_and_men(totals),
        splits=splits,
        regions=regions,
        region_panel=region_panel,
        map=printed_map(regions),
        organisers=organisers,
        funders=money.funder_lines(paid),
        supporters=money.supporter_lines(paid),
        agreements=agreement_lines(scope),
        visibility=visibility_of(register.events, asks=_asked_about(scope.subject)),
        indicators=indicators,
        plans=plans,
        recommendations=recommendations,
        register=register,
        sources=source_lines(facts_of_events(scope.events.oldest_first())),
        notes=tuple(
            notes_of(
                scope.events,
                totals,
                _printed(totals, splits, plans, indicators),
                withholds_a_funder=money.withholds_a_funder(paid),
                undated=scope.undated,
                persons=bool(persons),
            )
        ),
    )


def _persons(scope) -> list[PersonsLine]:
    """What is told of the whole of an organisation or programme, and never of a part that a reader chose."""
    if scope.filters or not scope.period.is_everything:
        return []
    if scope.subject.kind is SubjectKind.ORGANISATION:
        return persons_of_organisation(scope.subject.record)
    if scope.subject.kind is SubjectKind.PROGRAMME:
        return persons_of_programme(scope.subject.record)
    return []


def _reach(held):
    return Reach(
        regions=breakdowns.regions_reached(held),
        organisers=breakdowns.organiser_count(held),
        responses=breakdowns.responses(held),
    )


def _printed(totals, splits, plans, indicators):
    """The figures that stand in it, for the signs that they carry."""
    split = [row.figure for panel in splits for row in panel.rows]
    expected = [figure for item in plans.attendance for figure in (item.planned, item.seen)]
    reached = [line.reached.figure for line in indicators]
    return [totals.participants, totals.women, totals.men, *split, *expected, *reached]


def _asked_about(subject):
    """Which agreements may ask for their logos: those of the programme or funder on the cover."""
    if subject.kind is SubjectKind.PROGRAMME:
        return lambda agreement: agreement.programme == f"p{subject.record.pk}"
    if subject.kind is SubjectKind.FUNDER:
        return lambda agreement: agreement.funder == f"o{subject.record.pk}"
    return lambda agreement: False
