"""The fragments of events in a merged document, each known while nothing that it tells has changed."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from hashlib import sha256

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from publication.facts.stored import facts_of, joined
from publication.list_items import ListItem
from publication.models import PublishedEvent, PublishedFacts
from publication.questions.reading import facts_by_key, names_in
from reports.documents import event_report
from reports.documents.chapters import STYLESHEETS
from reports.services.kinds import DataMoved
from rss_registry.data_version import program_name
from rss_registry.pdf import Fragment, Known, print_assets

TEMPLATE = "reports/period/event_fragment.html"
# How many events are in memory at once, with all their facts.
CHUNK = 50
# A longer table of contents is not read: it then has one line for each year, and so have the bookmarks.
MOST_LISTED = 100


def event_fragments_of(events: Iterable[PublishedEvent]) -> Iterator[Fragment]:
    """One for each of these published events, in their order: the same in every report."""
    found = list(events)
    facts, versions = FactsOnDemand([event.pk for event in found]), _versions(found)
    names = names_in(event.item for event in found)
    by_year = len(found) > MOST_LISTED
    for event in found:
        item = facts_of(ListItem, event.item, names)
        yield Fragment(
            TEMPLATE,
            partial(facts.context, event.pk),
            title=item.title,
            anchor=event.reference,
            group=_year(event) if by_year else "",
            details="" if by_year else item.dates,
            assets=partial(facts.assets, event.pk),
            stylesheets=STYLESHEETS,
            is_event=True,
            known=_known(event, versions),
        )


def _versions(events) -> dict[int, str]:
    """By event what it tells, with its names, as one word: another text is another fragment."""
    texts = dict(
        PublishedFacts.objects.filter(event__in=[event.pk for event in events], language=get_language())
        .order_by()
        .values_list("event", "content")
    )
    names = names_in(texts.values())
    return {key: sha256(joined(text, names).encode()).hexdigest()[:32] for key, text in texts.items()}


def _known(event, versions) -> Known | None:
    if event.pk not in versions:
        return None
    version = f"{versions[event.pk]} {event.changed_at.isoformat()}"
    name = repr((program_name(), settings.PUBLIC_URL, get_language(), event.pk))
    return Known(name, version, version.__eq__)


def _year(event) -> str:
    return str(event.first_day.year) if event.first_day else str(_("sans date"))


class FactsOnDemand:
    """The facts of many events, read for a few dozen at once, and only of those that must be laid out."""

    def __init__(self, keys: Sequence[int]):
        self._keys = keys
        self._chunk: dict[int, event_report.EventReport] = {}

    def context(self, key: int) -> dict[str, object]:
        report = self._report(key)
        return {"report": report, "facts": report.facts}

    def assets(self, key: int) -> dict[str, bytes]:
        pictures = {photo.asset: photo.content for photo in self._report(key).photos if photo.asset}
        return {**print_assets(), **pictures}

    def _report(self, key):
        if key not in self._chunk:
            start = self._keys.index(key)
            wanted = PublishedEvent.objects.open().filter(pk__in=self._keys[start : start + CHUNK])
            self._chunk = {event.pk: event_report.build(facts) for event, facts in facts_by_key(wanted)}
        if key not in self._chunk:
            # Withdrawn since the list was read, which the rest of the document was made of.
            raise DataMoved
        return self._chunk[key]
