"""What can be verified of the report of one event: its figures, and by a digest all the rest."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from publication.facts import EventFacts
from publication.headcounts import HeadcountSummary
from reports.services.kinds import Content, ProofFigure, figure_of

KIND = "event"


def event_content(facts: EventFacts) -> Content:
    return Content(
        title=facts.title,
        address=reverse("reports:event_pdf", args=[facts.reference]),
        figures=tuple(_figures(facts)),
        as_of=facts.updated_at,
        events={facts.reference: facts.protection},
        details=() if facts.is_held else ((_("État"), capfirst(facts.outcome_label)),),
        content=repr(facts),
    )


def _figures(facts: EventFacts) -> Iterator[ProofFigure]:
    yield from _of_summary("", "", facts.headcount)
    for number, shared in enumerate(facts.shared_totals, 1):
        yield from _of_summary(f"shared.{number}.", f"{capfirst(shared.label)} – ", shared.summary)
    yield ProofFigure("recommendations", _("Recommandations"), len(facts.recommendations))


def _of_summary(prefix: str, heading: str, summary: HeadcountSummary) -> Iterator[ProofFigure]:
    plain = (
        ("total", _("Participants"), summary.total),
        ("sex.women", _("Femmes"), summary.women),
        ("sex.men", _("Hommes"), summary.men),
        ("organisations", _("Organisations représentées"), summary.organisations),
        ("planned", _("Participants prévus"), summary.planned),
    )
    cells = [("category", cell) for cell in summary.categories]
    cells += [("age_band", cell) for cell in summary.age_bands]
    for key, label, figure in plain:
        if figure.is_known or key == "total":
            yield figure_of(prefix + key, heading + label, figure)
    for split, cell in cells:
        yield figure_of(f"{prefix}{split}.{cell.key}", heading + capfirst(cell.label), cell.figure)
