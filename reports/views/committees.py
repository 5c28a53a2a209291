"""The sheet of a security committee, at the address of its page."""

from django.http import Http404

from reports.documents import committee_sheet
from reports.views.documents import document, pdf_response


@document
def committee_pdf(request, slug):
    committee = committee_sheet.committee_named(slug)
    if committee is None:
        raise Http404
    sheet = committee_sheet.build(committee)
    return pdf_response(committee_sheet.write(sheet), sheet.filename)
