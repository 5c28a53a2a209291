"""The parts of a report of many events that are not sheets: its front, its chapters, its annexes.

A chapter that is a part of its own is laid out beside others, and kept when only the front changes; but it
begins on a new page. So only one that fills a page begins a part; a short one follows the chapter before it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

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
    return {
        "front": report_part(FRONT, {"report": report, "chapters": first}, title),
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


def report_part(template: str, context: Mapping[str, object], title: str, anchor: str = "") -> Part:
    return Part(template, context, title=title, anchor=anchor, assets=print_assets(), stylesheets=STYLESHEETS)
