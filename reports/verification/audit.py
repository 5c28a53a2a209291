"""Documents that left the house and told more than today's rules would let them."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import override

from reports.documents.kinds import kind_named
from reports.models import DocumentProof
from reports.services.kinds import ProofFigure
from reports.services.withdrawals import protected_since


@dataclass(frozen=True)
class Excess:
    """What one public document told too much. Values are not said again."""

    proof: DocumentProof
    events: tuple[str, ...]
    """References of events that were withdrawn, or of which less may be known, since."""
    figures: tuple[str, ...]
    """Labels of figures that stood there and are withheld today."""


def excesses() -> Iterator[Excess]:
    """Public documents alone: reserved ones were made for those who may know."""
    for proof in DocumentProof.objects.filter(is_public=True).order_by("created_at", "pk").iterator():
        kind = kind_named(proof.kind)
        if kind.tells_subject:
            continue
        events = tuple(sorted(protected_since(proof.events)))
        with override(proof.language):
            figures = _withheld_since(proof, kind.read(proof.parameters))
        if events or figures:
            yield Excess(proof, events, figures)


def _withheld_since(proof, now):
    """Without a subject any more nothing is shown: its events say so already."""
    if now is None:
        return ()
    withheld = {figure.key for figure in now.figures if figure.is_withheld}
    then = (ProofFigure(**figure) for figure in proof.figures)
    return tuple(figure.label for figure in then if figure.is_shown and figure.key in withheld)
