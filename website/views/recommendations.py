"""Recommendations of all public events, by addressee, theme and what became of them."""

from django.views.generic import TemplateView

from publication.questions import recommendations
from website.listings.events import RecommendationListing

MOST_OVERDUE = 10


class RecommendationListView(TemplateView):
    template_name = "website/recommendation_list.html"

    def get_context_data(self, **kwargs):
        listing = RecommendationListing(self.request.path, self.request.GET)
        late = recommendations.overdue()
        return super().get_context_data(
            listing=listing,
            page=listing.page,
            responses=recommendations.responses(),
            addressees=recommendations.by_addressee(),
            themes=recommendations.by_theme(),
            overdue=late[:MOST_OVERDUE],
            overdue_count=late.count(),
            **kwargs,
        )
