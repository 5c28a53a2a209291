"""The filters of the public lists: one address says what one sees."""

from django.utils.translation import gettext_lazy as _

from events.enums import Category, EventKind, FollowUpStatus, Outcome, Role
from publication.models import PublishedEvent, PublishedRecommendation
from publication.questions import facets
from publication.questions.recommendations import published_recommendations
from rss_registry.filters import ForgivingFilterSet, KnownValuesFilter, SearchFilter

# The order of parameters in every address that the site writes.
PARAMETERS = (
    "q",
    "region",
    "annee",
    "type",
    "theme",
    "organisation",
    "role",
    "programme",
    "bailleur",
    "public",
    "statut",
    "tri",
    "page",
)

# What says how a list is shown, and nothing of which events are meant.
OF_THE_LIST_ALONE = ("statut", "tri", "page")


class Standing:
    """The tabs: what became of the event, as an address says it."""

    HELD, AHEAD, CANCELLED = "tenus", "prevus", "annules"
    OUTCOMES = {
        HELD: (Outcome.HELD,),
        AHEAD: Outcome.not_yet_held(),
        CANCELLED: (Outcome.CANCELLED,),
    }
    LABELS = {HELD: _("Tenus"), AHEAD: _("Annoncés ou reportés"), CANCELLED: _("Annulés")}


class Sort:
    NEWEST, OLDEST = "recents", "anciens"
    LABELS = {NEWEST: _("Les plus récents d’abord"), OLDEST: _("Les plus anciens d’abord")}


class EventFilter(ForgivingFilterSet):
    """Which values an address may ask for; what they find, `publication.questions.matches` says."""

    q = SearchFilter(label=_("Rechercher un événement"), method="no_op")
    region = KnownValuesFilter(label=_("Région"), choices=facets.regions, method="no_op")
    annee = KnownValuesFilter(label=_("Année"), choices=facets.years, method="no_op")
    type = KnownValuesFilter(label=_("Type"), choices=EventKind.choices, method="no_op")
    theme = KnownValuesFilter(label=_("Thème"), choices=facets.themes, method="no_op")
    organisation = KnownValuesFilter(
        label=_("Organisation"),
        choices=facets.organisations,
        method="no_op",
    )
    programme = KnownValuesFilter(
        label=_("Programme"),
        choices=facets.programmes,
        method="no_op",
    )
    bailleur = KnownValuesFilter(label=_("Bailleur"), choices=facets.funders, method="no_op")
    public = KnownValuesFilter(
        label=_("Public présent"),
        choices=Category.stated(),
        method="no_op",
    )
    # What the organisations asked for did there; means nothing without them.
    role = KnownValuesFilter(
        label=_("Rôle de l’organisation"),
        choices=Role.choices,
        method="no_op",
    )
    # Which tab and which order: read here, so that an unknown one is noticed; applied by the page,
    # which also counts the other tabs.
    statut = KnownValuesFilter(choices=tuple(Standing.LABELS.items()), method="no_op")
    tri = KnownValuesFilter(choices=tuple(Sort.LABELS.items()), method="no_op")

    class Meta:
        model = PublishedEvent
        fields: list[str] = []


class RecommendationFilter(ForgivingFilterSet):
    destinataire = KnownValuesFilter(
        label=_("Destinataire"),
        choices=facets.addressees,
        method="addressed_to",
    )
    theme = KnownValuesFilter(
        label=_("Thème"),
        choices=facets.recommendation_themes,
        method="on_themes",
    )
    suite = KnownValuesFilter(
        label=_("Suite donnée"),
        choices=FollowUpStatus.choices,
        method="followed_up",
    )

    class Meta:
        model = PublishedRecommendation
        fields: list[str] = []

    def __init__(self, data=None, queryset=None, **kwargs):
        super().__init__(data, published_recommendations() if queryset is None else queryset, **kwargs)

    def addressed_to(self, recommendations, name, slugs):
        return recommendations.filter(addressee__in=slugs)

    def on_themes(self, recommendations, name, slugs):
        return recommendations.filter(theme__in=slugs)

    def followed_up(self, recommendations, name, statuses):
        return recommendations.filter(status__in=statuses)
