"""A document held against the register of today."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import get_language, override

from reports import definitions
from reports.documents.kinds import kind_named
from reports.models import DocumentProof
from reports.services.codes import printed
from reports.services.kinds import Content, ProofFigure
from reports.services.proof import code_for_content
from reports.services.withdrawals import protected_since
from reports.verification.comparison import Comparison, compare
from reports.verification.reasons import Reason, reasons


class State(StrEnum):
    """What became of an authentic document."""

    CURRENT = "current"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"
    RESERVED = "reserved"


@dataclass(frozen=True)
class Verification:
    proof: DocumentProof
    code: str
    state: State
    label: str
    language: str
    definitions: tuple[str, ...]
    content: Content | None = None
    comparison: Comparison | None = None
    reasons: tuple[Reason, ...] = ()
    something_protected: bool = False


def proof_of(code: str) -> DocumentProof | None:
    return DocumentProof.objects.prefetch_related("files").filter(code=code).first()


def verify(proof: DocumentProof) -> Verification:
    """What may be said of it in the active language, with the figures of today."""
    kind = kind_named(proof.kind)
    said = {
        "proof": proof,
        "code": printed(proof.code),
        "label": str(kind.label),
        "language": proof.language,
        "definitions": definitions.definitions(proof.definitions),
    }
    if not proof.is_public:
        return Verification(state=State.RESERVED, **said)
    content = kind.read(proof.parameters)
    if content is None:
        return Verification(state=State.WITHDRAWN, **said)
    if _is_current(proof, kind, content):
        return Verification(state=State.CURRENT, content=content, comparison=_unchanged(content), **said)
    gone = protected_since(proof.events)
    comparison = compare(
        [ProofFigure(**figure) for figure in proof.figures],
        content.figures,
        something_protected=bool(gone),
        scope_changed=set(content.events) != set(proof.events),
    )
    return Verification(
        state=State.REPLACED,
        content=content,
        comparison=comparison,
        reasons=reasons(proof.events, content.events, gone=gone, since=proof.created_at),
        something_protected=bool(gone),
        **said,
    )


def _is_current(proof, kind, content):
    """Whether the register would make the same document today, in its own language."""
    if proof.language != get_language():
        with override(proof.language):
            content = kind.read(proof.parameters)
    today = code_for_content(proof.kind, proof.language, proof.parameters, content)
    return today.digest == proof.digest


def _unchanged(content):
    return compare(content.figures, content.figures, something_protected=False, scope_changed=False)
