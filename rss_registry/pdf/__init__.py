"""HTML templates made into PDF files that are archival (PDF/A-3a) and accessible (PDF/UA-1).

Importing this package is cheap: WeasyPrint and its libraries load with the first document,
never when the web process starts.
"""

from rss_registry.pdf.assets import AttachedFile, print_assets
from rss_registry.pdf.errors import PdfError
from rss_registry.pdf.render import PRINT_STYLESHEETS, render_pdf

__all__ = [
    "PRINT_STYLESHEETS",
    "AttachedFile",
    "PdfError",
    "print_assets",
    "render_pdf",
]
