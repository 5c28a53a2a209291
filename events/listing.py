"""The public list of events: its tabs, its order, its filters."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, Q

from events import facet_counts
from events.facets import organisations_by_slug
from events.filters import PARAMETERS, EventFilter, RecommendationFilter, Sort, Standing
from events.lines import lines_of, with_lines
from events.models.event_queries import public_day
from events.near_names import near_names
from events.statistics import totals_of
from rss_registry.data_version import remembered
from rss_registry.listings import FilteredListing

_COUNTERS = {
    "region": facet_counts.by_region,
    "annee": facet_counts.by_year,
    "type": facet_counts.by_kind,
    "theme": facet_counts.by_theme,
    "programme": facet_counts.by_programme,
    "bailleur": facet_counts.by_funder,
    "public": facet_counts.by_audience,
}


@dataclass(frozen=True)
class Tab:
    label: str
    url: str
    count: int
    is_current: bool


class EventListing(FilteredListing):
    """By default the events held, newest first; what is planned or was cancelled has its own tab."""

    filterset_class = EventFilter
    parameters = PARAMETERS
    form_filters = (
        "region",
        "annee",
        "type",
        "theme",
        "organisation",
        "role",
        "programme",
        "bailleur",
        "public",
    )

    def written(self, values):
        if not values.get("organisation"):
            values = values | {"role": ()}
        unsaid = {"statut": Standing.HELD, "tri": Sort.NEWEST}
        return {
            name: () if name in unsaid and given[:1] == (unsaid[name],) else given
            for name, given in values.items()
        }

    @property
    def standing(self) -> str:
        return self.value("statut") or Standing.HELD

    @property
    def sort(self) -> str:
        return self.value("tri") or Sort.NEWEST

    @property
    def sorts(self) -> list[tuple[str, str]]:
        return [(value, str(label)) for value, label in Sort.LABELS.items()]

    @property
    def rows(self):
        """The events of the current tab, sorted."""
        found = with_lines(self.matching)
        # What lies ahead is read in the order in which it will come.
        if self.sort == Sort.OLDEST or self.standing == Standing.AHEAD:
            return found.order_by(public_day().asc(nulls_last=True), "series_id", "series_rank", "pk")
        return found.newest_first()

    @property
    def matching(self):
        """The events of the current tab, for totals."""
        return self._in_tab(self.filter.qs)

    @property
    def totals(self):
        """Of all its pages, whatever their order."""
        address = self.address.without_filter("tri")
        return remembered(f"totals of {address}", lambda: totals_of(self.matching))

    @property
    def lines(self):
        return lines_of(self.page)

    @cached_property
    def suggestions(self) -> list[tuple[str, str]]:
        """(name, address) of what the reader may have meant by words that found nothing."""
        return [(name, str(self.address.with_value("q", name))) for name in near_names(self.search)]

    @cached_property
    def tabs(self) -> list[Tab]:
        counts = self.filter.qs.order_by().aggregate(
            **{
                standing: Count("pk", filter=Q(outcome__in=outcomes))
                for standing, outcomes in Standing.OUTCOMES.items()
            }
        )
        return [
            Tab(
                label=str(label),
                url=str(self.address.with_value("statut", "" if standing == Standing.HELD else standing)),
                count=counts[standing],
                is_current=standing == self.standing,
            )
            for standing, label in Standing.LABELS.items()
            if counts[standing] or standing in (Standing.HELD, self.standing)
        ]

    def counts_of(self, name):
        return remembered(
            f"counts of {name} {self.address.without_filter(name)}", lambda: self._counts_of(name)
        )

    def _counts_of(self, name):
        without = self._filter_without(name).qs if name in self.address.values else self.filter.qs
        if name == "role":
            chosen = organisations_by_slug(self.address.values.get("organisation", ()))
            return facet_counts.by_role_of(chosen, self._in_tab(without)) if chosen else {}
        if name == "organisation":
            return facet_counts.by_organisation(self._in_tab(without), self.address.values.get("role", ()))
        return _COUNTERS[name](self._in_tab(without))

    def count(self, filterset):
        return self._in_tab(filterset.qs).count()

    def _in_tab(self, events):
        return events.filter(outcome__in=Standing.OUTCOMES[self.standing])


class RecommendationListing(FilteredListing):
    filterset_class = RecommendationFilter
    parameters = ("destinataire", "theme", "suite", "page")
    form_filters = ("destinataire", "theme", "suite")

    @property
    def rows(self):
        return self.filter.qs.select_related("event", "addressee", "theme").order_by(
            public_day("event__").desc(nulls_last=True), "event", "position", "pk"
        )
