"""The report as a PDF file, which carries a code once it is no draft."""

from reports.documents.donor_report.build import DonorDocument
from reports.documents.donor_report.kind import proof_of
from reports.documents.logos import logo_assets, printed_logos
from reports.services import proof
from rss_registry.pdf import print_assets, render_pdf
from rss_registry.pdf.render import PRINT_STYLESHEETS

TEMPLATE = "reports/donor_report.html"
STYLESHEETS = (*PRINT_STYLESHEETS, "print/donor.css")


def write(document: DonorDocument, *, seconds: float | None = None) -> bytes:
    """What leaves the house is remembered by its code and digest; a draft is not."""
    known = None if document.is_draft else proof_of(document)
    logos = printed_logos(document.visibility.bodies)
    content = render_pdf(
        TEMPLATE,
        {"document": document, "proof": known, "logos": logos},
        language=document.language,
        title=document.title,
        stylesheets=STYLESHEETS,
        assets={**print_assets(), **logo_assets(logos)},
        created_at=document.created_at,
        # It may name a withheld funder, or the person to call.
        private=True,
        seconds=seconds,
    )
    if known:
        proof.register(known, content)
    return content
