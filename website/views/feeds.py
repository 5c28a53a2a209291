"""Events for news readers, calendars and reference managers."""

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from events.enums import Role
from publication.project.facts import build_event_facts
from website.datasets.addresses import media_type
from website.datasets.event_periods import edtf, is_dated
from website.datasets.tables import event_listing
from website.feeds.atom import build_feed
from website.feeds.calendar import write_calendar
from website.feeds.references import bibtex, ris
from website.views.datasets import streamed
from website.views.events import gone, public_event


def _type(suffix):
    return f"{media_type(suffix)}; charset=utf-8"


def event_list_atom(request):
    listing = event_listing(request.GET)
    address = listing.address.with_value("page", "")
    number = request.GET.get("page", "")
    page = int(number) if number.isdecimal() and 0 < int(number) < 10_000 else 1
    feed = build_feed(listing.rows, address=address, page=page)
    return HttpResponse(feed.writeString("utf-8"), content_type=_type("atom"))


def event_list_calendar(request):
    listing = event_listing(request.GET)
    events = listing.rows
    dated = events.within(events.tally.having("has day", [True]))
    chunks = write_calendar(dated, left_out=len(events) - len(dated))
    return streamed(chunks, _type("ics"), f"{_('evenements')}.ics")


def event_calendar(request, reference):
    """One event on its days; an event of which the day is not public has no such file."""
    event = public_event(reference)
    if event is None:
        return gone(request)
    if not is_dated(event):
        raise Http404
    return streamed(write_calendar([event]), _type("ics"), f"{reference}.ics")


def event_reference(write, suffix):
    """The view of one event as an entry of a bibliography."""

    def view(request, reference):
        event = public_event(reference)
        if event is None:
            return gone(request)
        organisers = tuple(
            role.organisation.full_name
            for role in event.roles.all()
            if role.role in (Role.ORGANISER, Role.CO_ORGANISER)
        )
        text = write(build_event_facts(event), period=edtf(event), organisers=organisers)
        response = HttpResponse(text, content_type=_type(suffix))
        response["Content-Disposition"] = content_disposition_header(True, f"{reference}.{suffix}")
        return response

    return view


event_bibtex = event_reference(bibtex, "bib")
event_ris = event_reference(ris, "ris")
