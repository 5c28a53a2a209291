"""Series: how much of a cycle is held, what is missing, what was recommended."""

from django.views.generic import DetailView, ListView

from publication.questions.events import events_of_series, public_series
from publication.questions.recommendations import IN_SERIES, published_recommendations, read_recommendations
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
        series = self.object
        rows = published_recommendations().filter(event__series=series.pk)
        return super().get_context_data(
            progress=progress_of([series])[0],
            events=events_of_series(series),
            recommendations=read_recommendations(rows.select_related("event").order_by(*IN_SERIES)),
            **kwargs,
        )
