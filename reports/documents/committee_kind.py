"""The sheet of a security committee as a kind of document: read again to verify it."""

from django.utils.translation import gettext_lazy as _

from reports.documents import committee_sheet
from reports.services.kinds import DocumentKind, SubjectGone, Written


def _read(parameters):
    committee = committee_sheet.committee_named(parameters["slug"])
    return None if committee is None else committee_sheet.content_of(committee)


def _write(parameters, progress):
    committee = committee_sheet.committee_named(parameters["slug"])
    if committee is None:
        raise SubjectGone
    sheet = committee_sheet.build(committee)
    content = committee_sheet.write(sheet)
    progress(1, 1)
    return Written(sheet.filename, content, sheet.proof.code)


COMMITTEE = DocumentKind(
    name=committee_sheet.KIND,
    label=_("Fiche d’un comité consultatif de sécurité"),
    read=_read,
    write=_write,
)
