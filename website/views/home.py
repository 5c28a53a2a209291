"""Home: what the register is, its key figures, and the ways in."""

from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from publication.models import PublishedOrganisation, PublishedProgramme
from publication.questions.events import open_events, spread_of_register
from publication.questions.facets import names_of, themes
from publication.questions.reading import items_of
from publication.questions.totals import totals_of_register
from rss_registry.figures import threshold_words
from website.region_map import towns

LATEST = 5
COMING = 4
PROGRAMMES = 4


class HomeView(TemplateView):
    template_name = "website/home.html"

    def get_context_data(self, **kwargs):
        spread = spread_of_register()
        totals, without_page = totals_of_register()
        latest = list(open_events().held().newest_first()[:LATEST])
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
            organisation_count=len(names_of(PublishedOrganisation)),
            programmes=names_of(PublishedProgramme)[:PROGRAMMES],
            themes=themes(),
            **kwargs,
        )


class AboutView(TemplateView):
    template_name = "website/about.html"
    extra_context = threshold_words()
