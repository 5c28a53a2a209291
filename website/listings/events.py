"""The public list of events: its tabs, its order, its filters."""

from dataclasses import dataclass
from functools import cached_property

from pyroaring import BitMap

from events.models.event_queries import public_day
from publication.list_items import lines_of, with_lines
from publication.questions.matches import Matches
from publication.questions.near_names import near_names
from publication.tally import OrderedEvents
from rss_registry.listings import FilteredListing
from website.listings.filters import PARAMETERS, EventFilter, RecommendationFilter, Sort, Standing


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

    @cached_property
    def matches(self) -> Matches:
        return Matches(self.address.values)

    @cached_property
    def matching(self) -> BitMap:
        """The events of the current tab as a set of the tally."""
        return self._in_tab(self.matches.found())

    @property
    def rows(self) -> OrderedEvents:
        """The events of the current tab, sorted."""
        # What lies ahead is read in the order in which it will come.
        oldest_first = self.sort == Sort.OLDEST or self.standing == Standing.AHEAD
        return OrderedEvents(self.matches.tally, self.matching, oldest_first, with_lines)

    @cached_property
    def totals(self):
        """Of all its pages, whatever their order."""
        return self.matches.tally.totals(self.matching)

    @cached_property
    def lines(self):
        return lines_of(self.page)

    @cached_property
    def suggestions(self) -> list[tuple[str, str]]:
        """(name, address) of what the reader may have meant by words that found nothing."""
        return [(name, str(self.address.with_value("q", name))) for name in near_names(self.search)]

    @cached_property
    def tabs(self) -> list[Tab]:
        found = self.matches.found()
        counts = {standing: len(self._in_tab(found, standing)) for standing in Standing.OUTCOMES}
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
        return self.matches.counts(name, self._in_tab(self.matches.found(but=name)))

    def count_with(self, values):
        return len(self._in_tab(Matches(values).found()))

    def _in_tab(self, found, standing=""):
        outcomes = Standing.OUTCOMES[standing or self.standing]
        return found & self.matches.tally.having("outcome", outcomes)


class RecommendationListing(FilteredListing):
    filterset_class = RecommendationFilter
    parameters = ("destinataire", "theme", "suite", "page")
    form_filters = ("destinataire", "theme", "suite")

    @property
    def rows(self):
        return (
            self.filter.qs.select_related("event", "addressee", "theme")
            .with_twins()
            .order_by(public_day("event__").desc(nulls_last=True), "event", "position", "pk")
        )
