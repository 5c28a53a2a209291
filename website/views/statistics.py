"""The page of statistics."""

from django.views.generic import TemplateView

from website.listings.statistics import Statistics


class StatisticsView(TemplateView):
    template_name = "website/statistics.html"

    def get_context_data(self, **kwargs):
        listing = Statistics(self.request.path, self.request.GET)
        return super().get_context_data(listing=listing, **kwargs)
