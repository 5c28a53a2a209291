"""The list of events and the page of one event."""

from django.http import Http404
from django.shortcuts import render
from django.views.generic import TemplateView

from events.models import Event
from publication.project.facts import build_event_facts
from publication.questions.corrections import corrections_of
from publication.questions.events import neighbours_in_series
from website.listings.events import EventListing


class EventListView(TemplateView):
    template_name = "website/event_list.html"

    def get_context_data(self, **kwargs):
        listing = EventListing(self.request.path, self.request.GET)
        return super().get_context_data(listing=listing, page=listing.page, totals=listing.totals, **kwargs)


def event_detail(request, reference):
    event = public_event(reference)
    if event is None:
        return gone(request)
    previous, following = neighbours_in_series(event)
    context = {
        "event": event,
        "facts": build_event_facts(event),
        "previous": previous,
        "following": following,
        "corrections": corrections_of(event),
    }
    return render(request, "website/event_detail.html", context)


def public_event(reference: str):
    """The public event with all its facts, or None once it was withdrawn."""
    event = Event.objects.published().with_facts().filter(reference=reference).first()
    if event is None and not Event.objects.withdrawn().filter(reference=reference).exists():
        raise Http404
    return event


def gone(request):
    return render(request, "410.html", status=410)
