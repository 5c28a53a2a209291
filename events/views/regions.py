"""The 20 units of Mali, and one of them."""

from django.views.generic import DetailView, ListView

from events.models import Event
from events.selectors import events_by_region
from organisations.models import Place
from organisations.selectors import named_organisations


class RegionListView(ListView):
    template_name = "events/region_list.html"
    context_object_name = "regions"

    def get_queryset(self):
        return events_by_region()


class RegionDetailView(DetailView):
    template_name = "events/region_detail.html"
    context_object_name = "region"

    def get_queryset(self):
        return Place.objects.units().select_related("created_from")

    def get_context_data(self, **kwargs):
        events = Event.objects.published().in_place(self.object)
        return super().get_context_data(
            held=events.held(),
            ahead=events.not_yet_held(),
            organisations=named_organisations().filter(place__in=Place.objects.within(self.object)),
            **kwargs,
        )
