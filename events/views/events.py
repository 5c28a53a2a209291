"""The list of events and the page of one event."""

from django.http import Http404
from django.shortcuts import render
from django.views.generic import TemplateView

from events.corrections import corrections_of
from events.facts import build_event_facts
from events.listing import EventListing
from events.models import Event
from events.selectors import neighbours_in_series


class EventListView(TemplateView):
    template_name = "events/event_list.html"

    def get_context_data(self, **kwargs):
        listing = EventListing(self.request.path, self.request.GET)
        return super().get_context_data(listing=listing, page=listing.page, totals=listing.totals, **kwargs)


def event_detail(request, reference):
    event = Event.objects.published().with_facts().filter(reference=reference).first()
    if event is None:
        if Event.objects.withdrawn().filter(reference=reference).exists():
            return render(request, "410.html", status=410)
        raise Http404
    previous, following = neighbours_in_series(event)
    context = {
        "event": event,
        "facts": build_event_facts(event),
        "previous": previous,
        "following": following,
        "corrections": corrections_of(event),
    }
    return render(request, "events/event_detail.html", context)
