"""The parts of a report of many events that are not sheets: its front, its chapters, its annexes.

A chapter that is a part of its own is laid out beside others, and kept when only the front changes; but it
begins on a new page. So only one that fills a page begins a part; a short one follows the chapter before it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from reports.documents.logos import logo_assets, printed_logos
from rss_registry.pdf import BOOK_STYLESHEETS, Part, print_assets

FRONT, CHAPTERS = "reports/period/front.html", "reports/chapters.html"
STYLESHEETS = (*BOOK_STYLESHEETS, "print/reports.css")


@dataclass(frozen=True)
class Chapter:
    anchor: str
    title: str
    template: str
    begins_part: bool = False


def opening(report, title: str) -> dict[str, object]:
    """The front and the chapters of its book, as `write_book` takes them."""
    first, apart = split(report.chapters)
    logos = printed_logos(report.visibility.bodies)
    context = {"report": report, "chapters": first, "logos": logos}
    return {
        "front": report_part(FRONT, context, title, assets=logo_assets(logos)),
        "chapters": [
            report_part(CHAPTERS, {"report": report, "chapters": run}, run[0].title, run[0].anchor)
            for run in apart
        ],
    }


def split(chapters: Iterable[Chapter]) -> tuple[Sequence[Chapter], Sequence[Sequence[Chapter]]]:
    """The chapters that follow the contents in the front, and those of each part after it."""
    front, apart = [], []
    for chapter in chapters:
        if chapter.begins_part:
            apart.append([])
        (apart[-1] if apart else front).append(chapter)
    return front, apart


def report_part(
    template: str,
    context: Mapping[str, object],
    title: str,
    anchor: str = "",
    assets: Mapping[str, bytes] = MappingProxyType({}),
) -> Part:
    files = {**print_assets(), **assets}
    return Part(template, context, title=title, anchor=anchor, assets=files, stylesheets=STYLESHEETS)
