"""A document held against the register of today."""

from dataclasses import dataclass
from enum import StrEnum

from reports import definitions
from reports.documents.kinds import kind_named
from reports.models import DocumentProof
from reports.services.codes import printed
from reports.services.kinds import Content, ProofFigure
from reports.services.withdrawals import protected_since
from reports.verification.comparison import Comparison, compare
from reports.verification.reasons import Reason, made_one, reasons


class State(StrEnum):
    """What became of an authentic document."""

    CURRENT = "current"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"
    RESERVED = "reserved"
    CERTIFICATE = "certificate"


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
    has_other_definitions: bool = False


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
    if kind.tells_subject:
        return Verification(state=State.CERTIFICATE, content=kind.read(proof.parameters), **said)
    if not proof.is_public:
        return Verification(state=State.RESERVED, **said)
    content = kind.read(proof.parameters)
    if content is None:
        return Verification(state=State.WITHDRAWN, reasons=made_one(proof.events), **said)
    gone = protected_since(proof.events)
    comparison = compare(
        [ProofFigure(**figure) for figure in proof.figures],
        content.figures,
        something_protected=bool(gone),
    )
    why = reasons(proof.events, content.events, gone=gone, since=proof.created_at)
    is_other = comparison.changed or why or proof.definitions != definitions.CURRENT
    return Verification(
        state=State.REPLACED if is_other else State.CURRENT,
        content=content,
        comparison=comparison,
        reasons=why,
        something_protected=bool(gone),
        has_other_definitions=proof.definitions != definitions.CURRENT,
        **said,
    )
