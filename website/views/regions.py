"""The 20 units of Mali, and one of them."""

from django.utils import timezone
from django.views.generic import DetailView, ListView

from organisations.models import Place
from publication.questions.bodies import named_organisations
from publication.questions.committees import committees
from publication.questions.events import events_by_region, events_in
from publication.questions.region_years import grid_of_regions
from website.region_map import towns
from website.unit_codes import codes_of

# A region where nothing was held for so many years is shown as silent.
SILENT_YEARS = 3


class RegionListView(ListView):
    template_name = "website/region_list.html"
    context_object_name = "regions"

    def get_queryset(self):
        return events_by_region()

    def get_context_data(self, **kwargs):
        since = timezone.localdate().year - SILENT_YEARS
        regions = self.object_list
        return super().get_context_data(
            towns=towns(regions),
            grid=grid_of_regions(),
            since=since,
            never=[region for region in regions if not region.held],
            silent=[region for region in regions if region.is_silent_since(since)],
            untrained=[item for item in committees() if not item.received],
            **kwargs,
        )


class RegionDetailView(DetailView):
    template_name = "website/region_detail.html"
    context_object_name = "region"

    def get_queryset(self):
        return Place.objects.units().select_related("created_from")

    def get_context_data(self, **kwargs):
        events = events_in(self.object)
        within = Place.objects.within(self.object)
        return super().get_context_data(
            held=events.held(),
            ahead=events.not_yet_held(),
            codes=codes_of(self.object),
            committees=committees(place__in=within),
            organisations=named_organisations().filter(place__in=within).exclude(kind="ccs"),
            **kwargs,
        )
