"""Every kind of document that carries a code: how it is read again, and how it is made.

A name is in the rows of documents that were produced years ago: it never changes.
"""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from publication.questions.reading import event_facts
from reports.documents import event_proof, event_report
from reports.documents.certificate_kind import CERTIFICATE
from reports.documents.committee_kind import COMMITTEE
from reports.documents.donor_report.background import DONOR_REPORT
from reports.documents.list_kind import LIST
from reports.documents.period.kind import COLLECTION
from reports.documents.series_kind import SERIES
from reports.services.kinds import DocumentKind, SubjectGone, Written


def kind_named(name: str) -> DocumentKind:
    return _BY_NAME[name]


def _read_event(parameters):
    facts = event_facts(parameters["reference"])
    return None if facts is None else event_report.content_of(facts)


def _write_event(parameters, progress):
    facts = event_facts(parameters["reference"])
    if facts is None:
        raise SubjectGone
    report = event_report.build(facts)
    content = event_report.write(report)
    progress(1, 1)
    return Written(report.filename, content, report.proof.code)


KINDS = (
    DocumentKind(
        name=event_proof.KIND,
        label=_("Rapport d’activité d’un événement"),
        read=_read_event,
        write=_write_event,
    ),
    LIST,
    COLLECTION,
    SERIES,
    COMMITTEE,
    CERTIFICATE,
    DONOR_REPORT,
)
_BY_NAME: Mapping[str, DocumentKind] = {kind.name: kind for kind in KINDS}
