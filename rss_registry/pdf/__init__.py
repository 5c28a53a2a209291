"""HTML templates made into PDF files that are archival (PDF/A-3a) and accessible (PDF/UA-1).

Importing this package is cheap: WeasyPrint and its libraries load with the first document, in a
process of their own (`renderer`), never in the web process.
"""

from rss_registry.pdf.assets import AttachedFile, print_assets
from rss_registry.pdf.errors import PdfBusy, PdfError, PdfTooHeavy
from rss_registry.pdf.fragment_cache import prerender_fragment
from rss_registry.pdf.fragments import FRAGMENT_STYLESHEETS, Fragment, Known, RunningHeaders
from rss_registry.pdf.merged_document import write_merged_document
from rss_registry.pdf.render import PRINT_STYLESHEETS, render_pdf

__all__ = [
    "FRAGMENT_STYLESHEETS",
    "PRINT_STYLESHEETS",
    "AttachedFile",
    "Fragment",
    "Known",
    "PdfBusy",
    "PdfError",
    "PdfTooHeavy",
    "RunningHeaders",
    "prerender_fragment",
    "print_assets",
    "render_pdf",
    "write_merged_document",
]
