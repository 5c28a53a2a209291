"""Every source behind a report, once, with the events that it tells of."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from publication.facts import EventFacts, SourceFacts
from rss_registry.text import fold


@dataclass(frozen=True)
class SourceLine:
    source: SourceFacts
    references: tuple[str, ...]


def source_lines(events: Iterable[EventFacts]) -> tuple[SourceLine, ...]:
    """In the order in which they were published; a source of several events stands once."""
    cited = {}
    for facts in events:
        for source in facts.sources:
            # What it brings to one event is said at that event.
            cited.setdefault(replace(source, note=""), []).append(facts.reference)
    in_order = sorted(cited, key=lambda source: (source.published_edtf, fold(source.title), source.url))
    return tuple(SourceLine(source, tuple(sorted(cited[source]))) for source in in_order)
