"""The proof of a donor's report: authentic for whoever holds its code, and told to nobody else."""

from django.utils.translation import gettext as _

from reports.documents.donor_report.build import DonorDocument
from reports.services.kinds import ProofFigure, figure_of
from reports.services.proof import Proof, code_for

KIND = "donor"


def proof_of(document: DonorDocument) -> Proof:
    """What is printed of its proof; the figures stay with the two parties."""
    scope = document.scope
    entries = (*scope.held, *scope.ahead, *scope.dropped)
    return code_for(
        kind=KIND,
        language=document.language,
        parameters={"report": document.report.pk, "version": str(scope.version)},
        figures=(
            ProofFigure("events", _("Activités"), len(scope.held)),
            figure_of("participants", _("Participations"), scope.totals.participants),
            figure_of("women", _("Femmes"), scope.totals.women),
            figure_of("men", _("Hommes"), scope.totals.men),
        ),
        as_of=document.created_at,
        events={entry.facts.reference: str(entry.event.sensitivity) for entry in entries},
        content=repr(
            [
                document.visibility,
                *(
                    (str(part.section), part.section.fixed_text, part.blocks, part.text)
                    for part in document.printed
                ),
            ]
        ),
        is_public=False,
    )
