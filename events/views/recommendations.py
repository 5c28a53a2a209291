"""Recommendations of all public events, by addressee, theme and what became of them."""

from django.views.generic import TemplateView

from events.listing import RecommendationListing


class RecommendationListView(TemplateView):
    template_name = "events/recommendation_list.html"

    def get_context_data(self, **kwargs):
        listing = RecommendationListing(self.request.path, self.request.GET)
        return super().get_context_data(listing=listing, page=listing.page, **kwargs)
