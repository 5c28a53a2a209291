"""The public list of events: its tabs, its order, its filters."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, Q

from events.filters import PARAMETERS, EventFilter, RecommendationFilter, Sort, Standing
from events.lines import lines_of, with_lines
from events.models.event_queries import public_day
from rss_registry.listings import FilteredListing


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
    form_filters = ("region", "annee", "type", "theme", "organisation", "programme", "bailleur")

    def written(self, values):
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
    def lines(self):
        return lines_of(self.page)

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
