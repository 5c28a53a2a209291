"""The guide of the desk as one document: its contents with their pages, then every chapter."""

from datetime import UTC, datetime

from rss_registry.guide import Guide
from rss_registry.pdf import PRINT_STYLESHEETS, print_assets, render_pdf

TEMPLATE = "reports/guide.html"
STYLESHEETS = (*PRINT_STYLESHEETS, "print/guide.css")
FILE_NAME = "guide-du-registre.pdf"
# Metadata must name a day, and the chapters have none of their own: the bytes follow the text alone.
_CREATED_AT = datetime(2026, 1, 1, tzinfo=UTC)


def write(guide: Guide) -> bytes:
    """French, whoever asks: the guide has no other language."""
    pictures = {name: path.read_bytes() for name, path in guide.pictures.items()}
    return render_pdf(
        TEMPLATE,
        {"guide": guide},
        language="fr",
        title=guide.title,
        stylesheets=STYLESHEETS,
        assets={**print_assets(), **pictures},
        created_at=_CREATED_AT,
    )
