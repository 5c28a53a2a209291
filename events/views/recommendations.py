"""Recommendations of all public events, by addressee, theme and what became of them."""

from django.views.generic import TemplateView

from events import follow_up
from events.listing import RecommendationListing

MOST_OVERDUE = 10


class RecommendationListView(TemplateView):
    template_name = "events/recommendation_list.html"

    def get_context_data(self, **kwargs):
        listing = RecommendationListing(self.request.path, self.request.GET)
        late = follow_up.overdue()
        return super().get_context_data(
            listing=listing,
            page=listing.page,
            responses=follow_up.responses(),
            addressees=follow_up.by_addressee(),
            themes=follow_up.by_theme(),
            overdue=late[:MOST_OVERDUE],
            overdue_count=late.count(),
            **kwargs,
        )
