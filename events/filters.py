"""The filters of the public lists: one address says what one sees."""

from collections.abc import Iterable

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events import facets
from events.enums import Category, EventKind, FollowUpStatus, Outcome, Role
from events.models import Event, Recommendation
from events.selectors import events_of
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


class Standing:
    """The tabs: what became of the event, as an address says it."""

    HELD, AHEAD, CANCELLED = "tenus", "prevus", "annules"
    OUTCOMES = {
        HELD: (Outcome.HELD,),
        AHEAD: (Outcome.PLANNED, Outcome.POSTPONED),
        CANCELLED: (Outcome.CANCELLED,),
    }
    LABELS = {HELD: _("Tenus"), AHEAD: _("Prévus ou reportés"), CANCELLED: _("Annulés")}


class Sort:
    NEWEST, OLDEST = "recents", "anciens"
    LABELS = {NEWEST: _("Les plus récents d’abord"), OLDEST: _("Les plus anciens d’abord")}


def _any_of(questions: Iterable) -> Q:
    """Events that answer at least one of several questions (each a QuerySet of events)."""
    condition = Q(pk__in=())
    for question in questions:
        condition |= Q(pk__in=question.order_by().values("pk"))
    return condition


def _in_roles(organisation, roles):
    """Events in which the organisation publicly held one of `roles`; funding of every kind is one role."""
    held = Event.objects.publicly_with_role(organisation, *roles)
    return held | Event.objects.publicly_funded_by(organisation) if Role.FUNDER in roles else held


class EventFilter(ForgivingFilterSet):
    q = SearchFilter(label=_("Rechercher un événement"), method="search")
    region = KnownValuesFilter(label=_("Région"), choices=facets.regions, method="in_regions")
    annee = KnownValuesFilter(label=_("Année"), choices=facets.years, method="in_years")
    type = KnownValuesFilter(label=_("Type"), choices=EventKind.choices, method="of_kinds")
    theme = KnownValuesFilter(label=_("Thème"), choices=facets.themes, method="on_themes")
    organisation = KnownValuesFilter(
        label=_("Organisation"),
        choices=facets.organisations,
        method="with_organisations",
    )
    programme = KnownValuesFilter(
        label=_("Programme"),
        choices=facets.programmes,
        method="in_programmes",
    )
    bailleur = KnownValuesFilter(label=_("Bailleur"), choices=facets.funders, method="paid_by")
    public = KnownValuesFilter(
        label=_("Public présent"),
        choices=Category.stated(),
        method="attended_by",
    )
    # What the organisations asked for did there; means nothing without them.
    role = KnownValuesFilter(
        label=_("Rôle de l’organisation"),
        choices=Role.choices,
        method="leave",
    )
    # Which tab and which order: read here, so that an unknown one is noticed; applied by the page,
    # which also counts the other tabs.
    statut = KnownValuesFilter(choices=tuple(Standing.LABELS.items()), method="leave")
    tri = KnownValuesFilter(choices=tuple(Sort.LABELS.items()), method="leave")

    class Meta:
        model = Event
        fields: list[str] = []

    def __init__(self, data=None, queryset=None, **kwargs):
        super().__init__(data, Event.objects.published() if queryset is None else queryset, **kwargs)

    def search(self, events, name, value):
        return events.search(value)

    def in_regions(self, events, name, slugs):
        places = facets.places_by_slug(slugs)
        return self._narrow(events, (Event.objects.in_place(place) for place in places))

    def in_years(self, events, name, years):
        return self._narrow(events, (Event.objects.during(int(year)) for year in years))

    def of_kinds(self, events, name, kinds):
        return events.filter(kind__in=kinds)

    def on_themes(self, events, name, slugs):
        return self._narrow(events, [Event.objects.filter(themes__slug__in=slugs)])

    def with_organisations(self, events, name, slugs):
        organisations = facets.organisations_by_slug(slugs)
        roles = self.form.cleaned_data["role"]
        return self._narrow(
            events,
            (
                _in_roles(organisation, roles) if roles else events_of(organisation)
                for organisation in organisations
            ),
        )

    def attended_by(self, events, name, categories):
        return self._narrow(events, [Event.objects.filter(audiences__category__in=categories)])

    def in_programmes(self, events, name, slugs):
        return self._narrow(events, [Event.objects.filter(programmes__slug__in=slugs)])

    def paid_by(self, events, name, slugs):
        funders = facets.organisations_by_slug(slugs)
        return self._narrow(events, (Event.objects.publicly_funded_by(funder) for funder in funders))

    @staticmethod
    def _narrow(events, questions):
        return events.filter(_any_of(questions))


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
        model = Recommendation
        fields: list[str] = []

    def __init__(self, data=None, queryset=None, **kwargs):
        published = Recommendation.objects.published().with_status()
        super().__init__(data, published if queryset is None else queryset, **kwargs)

    def addressed_to(self, recommendations, name, slugs):
        return recommendations.filter(addressee__slug__in=slugs)

    def on_themes(self, recommendations, name, slugs):
        return recommendations.filter(theme__slug__in=slugs)

    def followed_up(self, recommendations, name, statuses):
        return recommendations.filter(status__in=statuses)
