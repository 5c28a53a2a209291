"""Sheets of any spreadsheet, as they stand: every line from the first one, what is hidden, what is merged."""

from rss_registry.sheets.reading import read_sheets
from rss_registry.sheets.sheet import Merge, Sheet, Unreadable

__all__ = ["Merge", "Sheet", "Unreadable", "read_sheets"]
