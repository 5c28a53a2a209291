"""Events for news readers, calendars and reference managers."""

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from publication.questions.reading import CHUNK, event_facts, facts_of_events
from website.datasets.addresses import media_type
from website.datasets.tables import event_listing
from website.feeds.atom import build_feed
from website.feeds.calendar import write_calendar
from website.feeds.references import bibtex, ris
from website.listings.filters import Sort
from website.views.datasets import streamed
from website.views.events import gone


def _type(suffix):
    return f"{media_type(suffix)}; charset=utf-8"


def _asked(request):
    """What the query lists; where it names no tab, events of every outcome: who subscribes learns of all."""
    listing = event_listing(request.GET)
    if request.GET.get("statut"):
        return listing, listing.rows
    found = listing.matches.found()
    return listing, found.oldest_first() if listing.sort == Sort.OLDEST else found.newest_first()


def event_list_atom(request):
    listing, events = _asked(request)
    address = listing.address.with_value("page", "")
    number = request.GET.get("page", "")
    page = int(number) if number.isdecimal() and 0 < int(number) < 10_000 else 1
    feed = build_feed(events, address=address, page=page)
    return HttpResponse(feed.writeString("utf-8"), content_type=_type("atom"))


def event_list_calendar(request):
    _listing, events = _asked(request)
    dated = events.dated()
    left_out = events.count() - dated.count()
    facts = facts_of_events(dated.iterator(chunk_size=CHUNK))
    return streamed(write_calendar(facts, left_out=left_out), _type("ics"), f"{_('evenements')}.ics")


def event_calendar(request, reference):
    """One event on its days; an event of which the day is not public has no such file."""
    facts = event_facts(reference)
    if facts is None:
        return gone(request, reference)
    if not facts.is_dated:
        raise Http404
    return streamed(write_calendar([facts]), _type("ics"), f"{reference}.ics")


def event_reference(write, suffix):
    """The view of one event as an entry of a bibliography."""

    def view(request, reference):
        facts = event_facts(reference)
        if facts is None:
            return gone(request, reference)
        response = HttpResponse(write(facts), content_type=_type(suffix))
        response["Content-Disposition"] = content_disposition_header(True, f"{reference}.{suffix}")
        return response

    return view


event_bibtex = event_reference(bibtex, "bib")
event_ris = event_reference(ris, "ris")
