"""Atom: events that are new, that were corrected, and the tombstones of those withdrawn (RFC 6721)."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.utils.feedgenerator import Atom1Feed, rfc3339_date
from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from publication.models import PublishedEvent, Withdrawal
from publication.questions.reading import items_of
from rss_registry.addresses import ListAddress
from rss_registry.templatetags.typography import typeset
from website.datasets.addresses import file_address
from website.datasets.licence import LICENCE
from website.feeds.identity import event_urn

PER_FEED = 100
MOST_TOMBSTONES = 200
# Publication itself saves the record a moment after it is dated.
_SETTLING = timedelta(minutes=10)
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True)
class Tombstone:
    reference: str
    at: datetime


def tombstones() -> list[Tombstone]:
    """Events that once had a page and were withdrawn, the latest first.

    The same in every feed, whatever it filters: what a withdrawn event was about is not told.
    """
    rows = Withdrawal.objects.values_list("reference", "at")
    return [Tombstone(*row) for row in rows[:MOST_TOMBSTONES]]


class EventFeed(Atom1Feed):
    """Django's Atom, with the link to the rest of a long list, the licence and the tombstones."""

    def root_attributes(self):
        return super().root_attributes() | {"xmlns:at": "http://purl.org/atompub/tombstones/1.0"}

    def add_root_elements(self, handler):
        super().add_root_elements(handler)
        handler.addQuickElement("link", "", {"rel": "license", "href": LICENCE.url})
        if following := self.feed["following"]:
            handler.addQuickElement("link", "", {"rel": "next", "href": following})
        for tombstone in self.feed["tombstones"]:
            when = rfc3339_date(localtime(tombstone.at))
            handler.startElement("at:deleted-entry", {"ref": event_urn(tombstone.reference), "when": when})
            handler.addQuickElement("at:comment", _("Fiche %s, retirée du registre.") % tombstone.reference)
            handler.endElement("at:deleted-entry")

    def latest_post_date(self):
        dates = [item["updateddate"] for item in self.items]
        dates += [tombstone.at for tombstone in self.feed["tombstones"]]
        return max(dates, default=self.feed["founded"])


def build_feed(events: QuerySet[PublishedEvent], *, address: ListAddress, page: int) -> EventFeed:
    """The feed of one page of `events`, those changed last first."""
    start = (page - 1) * PER_FEED
    found = list(events.order_by("-changed_at", "-reference")[start : start + PER_FEED + 1])
    feed = EventFeed(
        title=_("Registre des ateliers RSS – événements"),
        link=f"{settings.PUBLIC_URL}{address}",
        description="",
        subtitle=_("Événements nouveaux, corrigés et retirés."),
        language=get_language(),
        author_name=_("Registre des ateliers RSS"),
        feed_url=_address(address, page),
        feed_guid=f"{settings.PUBLIC_URL}{address}",
        feed_copyright=f"{LICENCE.name} – {LICENCE.url}",
        following=_address(address, page + 1) if len(found) > PER_FEED else "",
        tombstones=tombstones() if page == 1 else [],
        founded=datetime.fromisoformat("2026-01-01T00:00:00+00:00"),
    )
    shown = found[:PER_FEED]
    for event, item in zip(shown, items_of(shown), strict=True):
        feed.add_item(**_entry(event, item))
    return feed


def _address(address, page):
    return f"{settings.PUBLIC_URL}{file_address(address, 'atom', page)}"


def _entry(event, item):
    state, word = _state(event)
    outcome = "" if item.is_held else item.outcome_label
    facts = (word, item.kind, outcome, item.dates, item.places, ", ".join(item.organisers), item.reference)
    return {
        "title": _clean(item.title),
        "link": f"{settings.PUBLIC_URL}{item.url}",
        # Django declares it as HTML.
        "description": escape(_clean(" · ".join(fact for fact in facts if fact))),
        "unique_id": event_urn(item.reference),
        "pubdate": event.published_at,
        "updateddate": max(event.changed_at, event.published_at),
        "categories": (state, event.kind, event.outcome),
    }


def _state(event):
    if event.changed_at - event.published_at <= _SETTLING:
        return "new", _("Nouveau")
    return "corrected", _("Corrigé le %(day)s") % {"day": date_format(localtime(event.changed_at), "j F Y")}


def _clean(text):
    return _UNWRITABLE.sub("", typeset(text))
