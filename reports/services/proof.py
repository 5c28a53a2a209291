"""Giving a document its code, and remembering what it said (docs/decisions/0015).

The code is made of the content, so it can be printed in the file whose digest is then kept: the
same parameters over the same data give the same code, the same bytes and the same row.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import sha256

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, Q, Subquery
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import override

from publication.questions.corrections import DayOfCorrections, corrections_of
from reports import definitions
from reports.models import DocumentProof, ProducedFile
from reports.services import codes
from reports.services.kinds import Content, Parameters, ProofFigure, figure_of
from reports.services.qr import qr_svg

__all__ = [
    "Proof",
    "ProofFigure",
    "code_for",
    "code_for_content",
    "figure_of",
    "register",
    "register_batch",
]


@dataclass(frozen=True)
class Replaced:
    """The document of the same subject that stood before, and what was corrected in between."""

    code: str
    as_of: datetime
    corrections: tuple[DayOfCorrections, ...] = ()
    """Of a document about one event; what changed in many is told by the page that verifies the former."""

    @property
    def printed(self) -> str:
        return codes.printed(self.code)


@dataclass(frozen=True)
class Proof:
    """What a document prints of its proof, and what the register keeps of it."""

    code: str
    url: str
    qr: SafeString
    kind: str
    language: str
    parameters: Parameters
    figures: tuple[ProofFigure, ...]
    events: Mapping[str, str]
    as_of: datetime
    definitions: int
    is_public: bool
    replaces: Replaced | None = None

    @property
    def printed(self) -> str:
        return codes.printed(self.code)


def code_for(
    *,
    kind: str,
    language: str,
    parameters: Parameters,
    figures: Sequence[ProofFigure],
    as_of: datetime,
    events: Mapping[str, str],
    content: str = "",
    is_public: bool = True,
    replaces_former: bool = True,
) -> Proof:
    """The code of a document, before it is rendered; nothing is written.

    `replaces_former`: whether a later document of the same kind and parameters stands for an earlier one.
    """
    stated = {
        "kind": kind,
        "language": language,
        "parameters": parameters,
        "figures": [asdict(figure) for figure in figures],
        "events": sorted(events.items()),
        "as_of": as_of.astimezone(UTC).isoformat(),
        "definitions": definitions.CURRENT,
        "content": sha256(content.encode(errors="replace")).hexdigest(),
        "is_public": is_public,
    }
    canonical = json.dumps(stated, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    code = codes.code_of(salted_hmac("reports.proof", canonical, algorithm="sha256").digest())
    with override(language):
        url = settings.PUBLIC_URL + reverse("reports:verification", args=[codes.printed(code)])
        qr = qr_svg(url, title=_("Code QR qui mène à %(url)s") % {"url": url})
    return Proof(
        code=code,
        url=url,
        qr=qr,
        kind=kind,
        language=language,
        parameters=parameters,
        figures=tuple(figures),
        events=dict(events),
        as_of=as_of,
        definitions=definitions.CURRENT,
        is_public=is_public,
        replaces=_replaced(code, kind, language, parameters, list(events)) if replaces_former else None,
    )


def _replaced(code, kind, language, parameters, references):
    """The last one before this document was first made, so that the same document always names the same."""
    subject = DocumentProof.subject_of(kind, language, parameters)
    same = DocumentProof.objects.filter(subject=subject)
    own = same.filter(code=code).values("pk")[:1]
    earlier = same.exclude(code=code).filter(Q(pk__lt=Subquery(own)) | ~Exists(own))
    former = earlier.order_by("-pk").values("code", "as_of").first()
    if former is None:
        return None
    with override(language):
        since = former["as_of"]
        corrections = corrections_of(references[0], since=since) if len(references) == 1 else []
    return Replaced(former["code"], since, tuple(corrections))


def code_for_content(kind: str, language: str, parameters: Parameters, content: Content) -> Proof:
    """`code_for`, of what a kind of document reads."""
    return code_for(
        kind=kind,
        language=language,
        parameters=parameters,
        figures=content.figures,
        as_of=content.as_of,
        events=content.events,
        content=content.content,
        is_public=content.is_public,
    )


def register(proof: Proof, content: bytes) -> None:
    """Remember that this file was produced, before it leaves. What is known is not written again."""
    register_batch([proof], content)


def register_batch(proofs: Iterable[Proof], content: bytes) -> None:
    """The same of one file that holds several documents, each with a code of its own.

    Where the database cannot be written its error rises and the file does not leave: a document
    whose code nobody knows would look forged (docs/decisions/0015).
    """
    digest = sha256(content).hexdigest()
    by_code = {proof.code: proof for proof in proofs}
    known = ProducedFile.objects.filter(sha256=digest, proof__code__in=by_code)
    new = by_code.keys() - set(known.values_list("proof__code", flat=True))
    if not new:
        return
    with transaction.atomic():
        for code in sorted(new):
            _write(by_code[code], digest, len(content))


def _write(proof, digest, size):
    """Two processes that produce the same document at the same moment find each other's rows."""
    row, _created = DocumentProof.objects.get_or_create(
        code=proof.code,
        defaults={
            "kind": proof.kind,
            "language": proof.language,
            "parameters": dict(proof.parameters),
            "subject": DocumentProof.subject_of(proof.kind, proof.language, proof.parameters),
            "figures": [asdict(figure) for figure in proof.figures],
            "events": dict(proof.events),
            "as_of": proof.as_of,
            "definitions": proof.definitions,
            "is_public": proof.is_public,
        },
    )
    ProducedFile.objects.get_or_create(proof=row, sha256=digest, defaults={"size": size})
