"""Home: what the register is, its key figures, and the ways in."""

from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from publication.models import PublishedOrganisation, PublishedProgramme
from publication.questions.events import open_events, spread_of
from publication.questions.facets import themes
from publication.questions.reading import items_of
from publication.questions.totals import totals_of_register
from rss_registry.figures import threshold_words
from website.region_map import towns

LATEST = 5
COMING = 4


class HomeView(TemplateView):
    template_name = "website/home.html"

    def get_context_data(self, **kwargs):
        held = open_events().held()
        spread = spread_of(open_events())
        totals, without_page = totals_of_register(held, count=spread.held)
        latest = list(held.newest_first()[:LATEST])
        coming = list(open_events().upcoming().oldest_first()[:COMING])
        items = items_of([*latest, *coming])
        return super().get_context_data(
            title=_("Accueil"),
            totals=totals,
            without_page=without_page,
            latest=items[: len(latest)],
            coming=items[len(latest) :],
            regions=spread.regions,
            towns=towns(spread.regions),
            reached=spread.reached,
            organisation_count=PublishedOrganisation.objects.count(),
            programmes=PublishedProgramme.objects.all(),
            themes=themes(),
            **kwargs,
        )


class AboutView(TemplateView):
    template_name = "website/about.html"
    extra_context = threshold_words()
