"""HTML templates made into PDF files that are archival (PDF/A-3a) and accessible (PDF/UA-1).

Importing this package is cheap: WeasyPrint and its libraries load with the first document, in a
process of their own (`press`), never in the web process.
"""

from rss_registry.pdf.assets import AttachedFile, print_assets
from rss_registry.pdf.book import write_book
from rss_registry.pdf.errors import PdfBusy, PdfError, PdfTooHeavy
from rss_registry.pdf.kept_parts import lay_out_section
from rss_registry.pdf.parts import BOOK_STYLESHEETS, ContentsLine, Known, Part, Running
from rss_registry.pdf.render import PRINT_STYLESHEETS, render_pdf

__all__ = [
    "BOOK_STYLESHEETS",
    "PRINT_STYLESHEETS",
    "AttachedFile",
    "ContentsLine",
    "Known",
    "Part",
    "PdfBusy",
    "PdfError",
    "PdfTooHeavy",
    "Running",
    "lay_out_section",
    "print_assets",
    "render_pdf",
    "write_book",
]
