"""The report as a PDF file."""

from reports.documents.donor_report.build import DonorDocument, scope_name
from rss_registry.pdf import print_assets, render_pdf
from rss_registry.pdf.render import PRINT_STYLESHEETS

TEMPLATE = "reports/donor_report.html"
STYLESHEETS = (*PRINT_STYLESHEETS, "print/donor.css")


def write(document: DonorDocument) -> bytes:
    return render_pdf(
        TEMPLATE,
        {"document": document, "scope_name": scope_name(document.report)},
        language=document.language,
        title=document.title,
        stylesheets=STYLESHEETS,
        assets=print_assets(),
        created_at=document.created_at,
    )
