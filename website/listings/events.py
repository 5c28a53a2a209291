"""The public list of events: its tabs, its order, its filters."""

from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Page
from django.db.models import QuerySet

from publication.models import PublishedEvent
from publication.questions.matches import Matches
from publication.questions.near_names import near_names
from publication.questions.reading import items_of
from publication.questions.recommendations import NEWEST_FIRST, read_recommendations
from publication.questions.totals import totals_held, totals_of
from rss_registry import listings
from rss_registry.listings import FilteredListing, KnownCountPaginator
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

    @property
    def rows(self) -> QuerySet[PublishedEvent]:
        """The events of the current tab, sorted."""
        # What lies ahead is read in the order in which it will come.
        oldest_first = self.sort == Sort.OLDEST or self.standing == Standing.AHEAD
        return self.matching.oldest_first() if oldest_first else self.matching.newest_first()

    @property
    def matching(self) -> QuerySet[PublishedEvent]:
        return self._in_tab(self.matches.found())

    @cached_property
    def totals(self):
        """Of all its pages, whatever their order."""
        if self.matches.is_whole and self.standing == Standing.HELD:
            return totals_held()
        return totals_of(self.matching, count=self.count)

    @cached_property
    def items(self):
        return items_of(list(self.page))

    @cached_property
    def suggestions(self) -> list[tuple[str, str]]:
        """(name, address) of what the reader may have meant by words that found nothing."""
        return [(name, str(self.address.with_value("q", name))) for name in near_names(self.search)]

    @cached_property
    def tabs(self) -> list[Tab]:
        by_outcome = self.matches.by_outcome()
        counts = {
            standing: sum(by_outcome.get(outcome, 0) for outcome in outcomes)
            for standing, outcomes in Standing.OUTCOMES.items()
        }
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

    @property
    def count(self) -> int:
        """How many events the current tab holds."""
        return next((tab.count for tab in self.tabs if tab.is_current), 0)

    @cached_property
    def page(self) -> Page:
        return KnownCountPaginator(self.rows, listings.PER_PAGE, self.count).get_page(self._page_number)

    def counts_of(self, name):
        return self.matches.counts(name, Standing.OUTCOMES[self.standing])

    def count_with(self, values):
        return self._in_tab(Matches(values).found()).count()

    def _in_tab(self, found):
        return found.filter(outcome__in=Standing.OUTCOMES[self.standing])


class RecommendationListing(FilteredListing):
    filterset_class = RecommendationFilter
    parameters = ("destinataire", "theme", "suite", "page")
    form_filters = ("destinataire", "theme", "suite")

    @property
    def rows(self):
        return self.filter.qs.select_related("event").order_by(*NEWEST_FIRST)

    @cached_property
    def items(self):
        return read_recommendations(self.page)
