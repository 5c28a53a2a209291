"""The directory of organisations as one address asks for it."""

from django.utils.translation import gettext_lazy as _

from organisations.enums import OrganisationKind
from organisations.models import Organisation
from organisations.selectors import named_organisations
from rss_registry.filters import ForgivingFilterSet, KnownValuesFilter, SearchFilter
from rss_registry.listings import FilteredListing
from rss_registry.text import fold


class OrganisationFilter(ForgivingFilterSet):
    q = SearchFilter(label=_("Rechercher une organisation"), method="search")
    type = KnownValuesFilter(
        label=_("Type"),
        blank_label=_("Tous les types"),
        choices=OrganisationKind.choices,
        method="of_kinds",
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


class OrganisationListing(FilteredListing):
    filterset_class = OrganisationFilter
    parameters = ("q", "type", "page")
    form_filters = ("type",)

    @property
    def rows(self):
        return self.filter.qs.select_related("place", "parent").order_by("name", "pk")
