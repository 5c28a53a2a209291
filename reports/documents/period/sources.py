"""Every source behind a report, once, with the events that it tells of."""

from dataclasses import dataclass
from datetime import date

from events.models import EventSource
from rss_registry.text import fold


@dataclass(frozen=True)
class SourceLine:
    title: str
    kind: str
    signature: str
    published_on: date | None
    url: str
    references: tuple[str, ...]


def source_lines(events) -> tuple[SourceLine, ...]:
    """Of a public queryset of events; those of which only region and month may be known name none."""
    links = EventSource.objects.filter(event__in=events.with_every_fact().order_by().values("pk"))
    cited = {}
    for link in links.select_related("source", "event").order_by("event__reference"):
        cited.setdefault(link.source, []).append(link.event.reference)
    lines = (
        SourceLine(
            source.title,
            source.get_kind_display(),
            source.signature,
            source.published_on,
            source.url,
            tuple(references),
        )
        for source, references in cited.items()
    )
    return tuple(sorted(lines, key=lambda line: (line.published_on or date.min, fold(line.title))))
