"""The fragments of a report of many events that are not an event's: its front, its chapters, its annexes.

A chapter that is a fragment of its own is laid out beside others, and kept when only the front changes; but
it begins on a new page. So only one that fills a page begins a fragment; a short one follows the chapter
before it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from reports.documents.logos import logo_assets, printed_logos
from rss_registry.pdf import FRAGMENT_STYLESHEETS, Fragment, print_assets

FRONT, CHAPTERS = "reports/period/front.html", "reports/chapters.html"
STYLESHEETS = (*FRAGMENT_STYLESHEETS, "print/reports.css")


@dataclass(frozen=True)
class Chapter:
    anchor: str
    title: str
    template: str
    begins_fragment: bool = False


def fragments_of(report, title: str, events: Iterable[Fragment], back: Fragment) -> dict[str, object]:
    """The front, which lists the others, and the others, as `write_merged_document` takes them."""
    first, apart = split(report.chapters)
    events = list(events)
    logos = printed_logos(report.visibility.bodies)
    context = {"report": report, "chapters": first, "logos": logos, "events": events, "back": back}
    chapters = [
        report_fragment(CHAPTERS, {"report": report, "chapters": run}, run[0].title, run[0].anchor)
        for run in apart
    ]
    return {
        "front": report_fragment(FRONT, context, title, assets=logo_assets(logos)),
        "fragments": [*chapters, *events, back],
    }


def split(chapters: Iterable[Chapter]) -> tuple[Sequence[Chapter], Sequence[Sequence[Chapter]]]:
    """The chapters that follow the contents in the front, and those of each fragment after it."""
    front, apart = [], []
    for chapter in chapters:
        if chapter.begins_fragment:
            apart.append([])
        (apart[-1] if apart else front).append(chapter)
    return front, apart


def report_fragment(
    template: str,
    context: Mapping[str, object],
    title: str,
    anchor: str = "",
    assets: Mapping[str, bytes] = MappingProxyType({}),
) -> Fragment:
    files = {**print_assets(), **assets}
    return Fragment(template, context, title=title, anchor=anchor, assets=files, stylesheets=STYLESHEETS)
