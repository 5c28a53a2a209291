"""What can be verified of the report of a period: its figures, and by a digest all the rest."""

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext as _

from reports.documents.period.figures import Unit
from reports.documents.period.indicators import printed
from reports.documents.period.types import PeriodReport
from reports.services.kinds import Content, ProofFigure, figure_of
from rss_registry.figures import PERCENT

# What the rows of produced documents say: never renamed.
KIND = "collection"


def report_content(report: PeriodReport) -> Content:
    """Its figures, and by a digest all the rest; of the events, what each says."""
    events = list(report.scope.events.order_by("reference"))
    told = (
        report.scope.sections,
        report.summary,
        report.subject,
        report.agreements,
        report.funders,
        report.supporters,
        report.visibility,
        tuple(printed(report.indicators)),
        report.plans,
        report.recommendations,
        report.register,
        report.sources,
        report.notes,
        [event.digest for event in events],
    )
    return Content(
        title=report.heading.title,
        address=report.scope.address,
        figures=tuple(proof_figures(report)),
        as_of=report.created_at,
        events={event.reference: event.protection for event in events},
        content=repr(told),
    )


def proof_figures(report: PeriodReport) -> Iterator[ProofFigure]:
    for item in report.key_figures:
        figure = figure_of(item.code, item.label, item.figure)
        yield replace(figure, unit=PERCENT) if item.unit is Unit.PERCENT else figure
    for line in report.years:
        label = _("Événements tenus en %(year)s, année du premier jour") % {"year": line.year}
        yield ProofFigure(f"year.{line.year}", label, line.totals.events)
    if report.women_and_men:
        yield figure_of("sex.women", _("Participations de femmes"), report.totals.women)
        yield figure_of("sex.men", _("Participations d’hommes"), report.totals.men)
    for line in report.indicators:
        indicator = line.indicator
        for key, label, figure in (
            ("", indicator.label, line.reached.figure),
            (".target", _("Cible – %(label)s") % {"label": indicator.label}, line.target),
        ):
            shown = figure_of(f"indicator.{indicator.code}{key}", label, figure)
            yield replace(shown, unit=PERCENT) if line.is_share else shown
    for code, panel in report.figures:
        for number, row in enumerate(panel.rows, 1):
            yield figure_of(
                f"{code}.{row.code or number}",
                _("%(panel)s : %(row)s") % {"panel": panel.caption, "row": row.label},
                row.figure,
            )
