"""Every source behind a report, once, with the events that it tells of."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from publication.facts import EventFacts
from rss_registry.text import fold


@dataclass(frozen=True)
class SourceLine:
    title: str
    kind: str
    signature: str
    published_on: date | None
    url: str
    references: tuple[str, ...]


def source_lines(events: Iterable[EventFacts]) -> tuple[SourceLine, ...]:
    """In the order in which they were published; a source of several events stands once."""
    cited = {}
    for facts in events:
        for source in facts.sources:
            key = (source.title, source.kind, source.signature, source.published_on, source.url)
            cited.setdefault(key, []).append(facts.reference)
    lines = (SourceLine(*key, tuple(sorted(references))) for key, references in cited.items())
    return tuple(sorted(lines, key=lambda line: (line.published_on or date.min, fold(line.title), line.url)))
