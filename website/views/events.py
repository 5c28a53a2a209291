"""The list of events and the page of one event."""

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.generic import TemplateView

from publication.facts.visibility import visibility_of
from publication.models import PublishedEvent, Withdrawal
from publication.questions.corrections import corrections_of
from publication.questions.doubles import leads_to
from publication.questions.events import neighbours_in_series
from publication.questions.reading import event_facts
from website.listings.events import EventListing


class EventListView(TemplateView):
    template_name = "website/event_list.html"

    def get_context_data(self, **kwargs):
        listing = EventListing(self.request.path, self.request.GET)
        return super().get_context_data(listing=listing, page=listing.page, totals=listing.totals, **kwargs)


def event_detail(request, reference):
    facts = event_facts(reference)
    if facts is None:
        return gone(request, reference)
    previous, following = neighbours_in_series(reference) if facts.series else (None, None)
    context = {
        "facts": facts,
        "visibility": visibility_of([facts]),
        "previous": previous,
        "following": following,
        "corrections": corrections_of(reference),
    }
    return render(request, "website/event_detail.html", context)


def gone(request, reference):
    """For the address of an event that is not public: 410 where it once was, 404 where nobody may know."""
    withdrawal = Withdrawal.objects.filter(pk=reference).first()
    if (
        withdrawal is None
        and not PublishedEvent.objects.filter(reference=reference, is_suspended=True).exists()
    ):
        raise Http404
    if reference_now := leads_to(withdrawal):
        # For now: two records that were made one may be parted again.
        asked = request.resolver_match
        kwargs = {**asked.kwargs, "reference": reference_now}
        return HttpResponseRedirect(reverse(asked.view_name, kwargs=kwargs))
    # Without a withdrawal it is suspended, until what may have to be protected is published again.
    return render(request, "website/event_gone.html", {"withdrawal": withdrawal}, status=410)
