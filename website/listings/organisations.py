"""The directory of organisations as one address asks for it."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organisations.enums import OrganisationKind
from organisations.models import Organisation, Place
from publication.questions.bodies import (
    holders_of_roles,
    named_organisations,
    role_choices,
    units_of_organisations,
)
from rss_registry.filters import ForgivingFilterSet, KnownValuesFilter, SearchFilter
from rss_registry.listings import FilteredListing
from rss_registry.text import fold


class Activity:
    ACTIVE, CLOSED = "actives", "closes"
    LABELS = {ACTIVE: _("En activité"), CLOSED: _("Dont l’activité a pris fin")}


class OrganisationFilter(ForgivingFilterSet):
    q = SearchFilter(label=_("Rechercher une organisation"), method="search")
    type = KnownValuesFilter(
        label=_("Type"),
        choices=OrganisationKind.choices,
        method="of_kinds",
    )
    region = KnownValuesFilter(
        label=_("Région"),
        choices=units_of_organisations,
        method="in_regions",
    )
    role = KnownValuesFilter(label=_("Rôle tenu"), choices=role_choices, method="in_roles")
    activite = KnownValuesFilter(
        label=_("Activité"),
        choices=tuple(Activity.LABELS.items()),
        method="by_activity",
    )

    class Meta:
        model = Organisation
        fields: list[str] = []

    def __init__(self, data=None, queryset=None, **kwargs):
        super().__init__(data, named_organisations() if queryset is None else queryset, **kwargs)

    def search(self, organisations, name, value):
        """Organisations whose name, acronym or alias holds every word, accents and case apart.

        Folded here rather than in the database: a directory is read whole, and SQLite folds no accent.
        """
        words = fold(value).split()
        names = organisations.order_by().values_list("pk", "name_fr", "name_en", "acronym", "aliases__name")
        folded = ((pk, fold(" ".join(filter(None, known)))) for pk, *known in names)
        return organisations.filter(pk__in={pk for pk, text in folded if all(word in text for word in words)})

    def of_kinds(self, organisations, name, kinds):
        return organisations.filter(kind__in=kinds)

    def in_regions(self, organisations, name, slugs):
        """Organisations whose seat, or the area of a committee, lies in one of the regions."""
        within = Q(pk__in=())
        for region in Place.objects.units().filter(slug__in=slugs):
            within |= Q(place__in=Place.objects.within(region).order_by().values("pk"))
        return organisations.filter(within)

    def in_roles(self, organisations, name, roles):
        return organisations.filter(pk__in=holders_of_roles(roles).order_by().values("pk"))

    def by_activity(self, organisations, name, states):
        if len(states) > 1:
            return organisations
        active = Organisation.objects.active().order_by().values("pk")
        closed = Activity.CLOSED in states
        return organisations.exclude(pk__in=active) if closed else organisations.filter(pk__in=active)


class OrganisationListing(FilteredListing):
    filterset_class = OrganisationFilter
    parameters = ("q", "type", "region", "role", "activite", "page")
    form_filters = ("type", "region", "role", "activite")

    @property
    def rows(self):
        return self.filter.qs.select_related("place", "parent").order_by("name", "pk")
