"""Home: what the register is, its key figures, and the ways in."""

from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from events.facets import themes
from events.lines import lines_of, with_lines
from events.models import Event
from events.models.event_queries import public_day, public_rank
from events.overview import regions_reached
from events.region_map import towns
from events.selectors import events_by_region
from events.tally import OrderedEvents, current_tally
from organisations.selectors import named_organisations, named_programmes
from publication.without_page import batches_without_page
from rss_registry.figures import threshold_words

LATEST = 5
COMING = 4


class HomeView(TemplateView):
    template_name = "events/home.html"

    def get_context_data(self, **kwargs):
        tally = current_tally()
        batches = batches_without_page()
        coming = Event.objects.published().upcoming().order_by(public_day(), public_rank())
        regions = events_by_region()
        return super().get_context_data(
            title=_("Accueil"),
            totals=tally.totals(tally.published & tally.held).with_batches(batches),
            without_page=sum(len(batch.events) for batch in batches),
            latest=lines_of(OrderedEvents(tally, tally.published & tally.held, prepare=with_lines)[:LATEST]),
            coming=lines_of(with_lines(coming)[:COMING]),
            regions=regions,
            towns=towns(regions),
            reached=regions_reached(tally.published & tally.held),
            organisation_count=named_organisations().count(),
            programmes=named_programmes(),
            themes=themes(),
            **kwargs,
        )


class AboutView(TemplateView):
    template_name = "events/about.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**threshold_words(), **kwargs)
