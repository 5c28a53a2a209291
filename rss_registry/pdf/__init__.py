"""HTML templates made into PDF files that are archival (PDF/A-3a) and accessible (PDF/UA-1).

Importing this package is cheap: WeasyPrint and its libraries load with the first document, in a
process of their own (`press`), never in the web process.
"""

from rss_registry.pdf.assets import AttachedFile, print_assets
from rss_registry.pdf.book import BOOK_STYLESHEETS, ContentsLine, Part, Running, write_book
from rss_registry.pdf.errors import PdfError
from rss_registry.pdf.render import PRINT_STYLESHEETS, render_pdf

__all__ = [
    "BOOK_STYLESHEETS",
    "PRINT_STYLESHEETS",
    "AttachedFile",
    "ContentsLine",
    "Part",
    "PdfError",
    "Running",
    "print_assets",
    "render_pdf",
    "write_book",
]
