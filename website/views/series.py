"""Series: how much of a cycle is held, what is missing, what was recommended."""

from django.views.generic import DetailView, ListView

from events.models import Recommendation, Series
from publication.questions.events import events_of_series, public_series
from publication.questions.series import progress_of


class SeriesListView(ListView):
    template_name = "website/series_list.html"
    context_object_name = "all_series"

    def get_queryset(self):
        series = public_series().select_related("programme", "organisation")
        return [(item, progress) for item, progress in zip(series, progress_of(series), strict=True)]


class SeriesDetailView(DetailView):
    template_name = "website/series_detail.html"
    context_object_name = "series"

    def get_queryset(self):
        return public_series().select_related("programme", "organisation")

    def get_context_data(self, **kwargs):
        series: Series = self.object
        recommendations = Recommendation.objects.published().filter(event__series=series)
        return super().get_context_data(
            progress=progress_of([series])[0],
            events=events_of_series(series),
            recommendations=recommendations.with_status()
            .with_twins()
            .select_related("event", "addressee", "theme")
            .order_by("event__series_rank", "event", "position", "pk"),
            **kwargs,
        )
