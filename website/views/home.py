"""Home: what the register is, its key figures, and the ways in."""

from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from events.models import Event
from events.models.event_queries import public_day, public_rank
from events.without_page import counted_without_page
from publication.list_items import lines_of, with_lines
from publication.questions.bodies import named_organisations, named_programmes
from publication.questions.breakdowns import regions_reached
from publication.questions.events import events_by_region
from publication.questions.facets import themes
from publication.tally import OrderedEvents, current_tally
from website.region_map import towns

LATEST = 5
COMING = 4


class HomeView(TemplateView):
    template_name = "website/home.html"

    def get_context_data(self, **kwargs):
        tally = current_tally()
        without_page = tally.slots_of(counted_without_page())
        coming = Event.objects.published().upcoming().order_by(public_day(), public_rank())
        regions = events_by_region()
        return super().get_context_data(
            title=_("Accueil"),
            totals=tally.totals((tally.published | without_page) & tally.held),
            without_page=len(without_page),
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
    template_name = "website/about.html"
