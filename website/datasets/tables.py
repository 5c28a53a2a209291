"""Which rows an address asks for: the very query of the page, without its division into pages."""

from collections.abc import Callable, Iterator
from itertools import chain, islice

from django.conf import settings
from django.db.models import Prefetch
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from publication.facts import EventFacts
from publication.models import PublishedAgreement, PublishedProgramme
from publication.questions.events import events_by_region, public_series
from publication.questions.indicators import indicator_lines
from publication.questions.persons import all_persons
from publication.questions.programmes import read_programmes
from publication.questions.reading import facts_of_events
from publication.questions.recommendations import read_recommendations
from publication.questions.series import progress_of
from website.datasets import headcounts
from website.datasets.breakdowns import BREAKDOWNS, KEY_FIGURES, breakdowns_table, key_figures_table
from website.datasets.columns import Dataset, Table
from website.datasets.committees import COMMITTEE_COMPOSITIONS, latest_compositions
from website.datasets.directories import ORGANISATIONS, PROGRAMMES, RECOMMENDATIONS, REGIONS, SERIES
from website.datasets.events import EVENTS
from website.datasets.headcounts import HEADCOUNTS
from website.datasets.indicators import INDICATORS
from website.datasets.persons import PERSONS
from website.listings.events import EventListing, RecommendationListing
from website.listings.organisations import OrganisationListing

# How many things are in memory at once, with what they refer to.
CHUNK = 500


def event_listing(query: QueryDict) -> EventListing:
    return EventListing(reverse("website:event_list"), query)


def read_in_chunks(queryset) -> Iterator:
    """The queryset from a cursor, so that 100,000 rows take no more memory than 500."""
    return queryset.iterator(chunk_size=CHUNK)


def events_table(query: QueryDict) -> Table:
    listing = event_listing(query)
    rows = (EVENTS.cells(facts) for facts in facts_of_events(listing.rows.iterator(chunk_size=CHUNK)))
    return _of_listing(EVENTS, listing, rows, _("evenements"))


def headcounts_table(query: QueryDict) -> Table:
    """The numbers of the events that the same query lists."""
    listing = event_listing(query)
    rows = chain.from_iterable(
        headcounts.rows_of(facts) for facts in facts_of_events(listing.rows.iterator(chunk_size=CHUNK))
    )
    return _of_listing(HEADCOUNTS, listing, rows, _("effectifs"))


def organisations_table(query: QueryDict) -> Table:
    listing = OrganisationListing(reverse("website:organisation_list"), query)
    rows = (ORGANISATIONS.cells(row) for row in read_in_chunks(listing.rows))
    return _of_listing(ORGANISATIONS, listing, rows, "organisations")


def recommendations_table(query: QueryDict) -> Table:
    listing = RecommendationListing(reverse("website:recommendation_list"), query)
    rows = (RECOMMENDATIONS.cells(item) for item in _recommendations(listing.rows))
    return _of_listing(RECOMMENDATIONS, listing, rows, _("recommandations"))


def programmes_table(query: QueryDict) -> Table:
    funded = PublishedProgramme.objects.prefetch_related(
        Prefetch("agreements", PublishedAgreement.objects.select_related("funder"))
    )
    rows = [PROGRAMMES.cells(item) for item in read_programmes(funded)]
    return _whole(PROGRAMMES, rows, len(rows), reverse("website:programme_list"), "programmes")


def indicators_table(query: QueryDict) -> Table:
    """Those of every public programme, or of the ones that the query names."""
    programmes = PublishedProgramme.objects.order_by("name", "pk")
    address = reverse("website:programme_list")
    if known := list(programmes.filter(slug__in=query.getlist("programme"))):
        programmes, address = known, known[0].get_absolute_url()
    today = timezone.localdate()
    rows = [
        INDICATORS.cells((programme, line))
        for programme, facts in read_programmes(programmes)
        for line in indicator_lines(programme, facts, today=today)
    ]
    return _whole(INDICATORS, rows, len(rows), address, _("indicateurs"))


def committee_compositions_table(query: QueryDict) -> Table:
    """The latest of each committee: what its page shows."""
    rows = [COMMITTEE_COMPOSITIONS.cells(row) for row in latest_compositions()]
    address = reverse("website:committee_list")
    return _whole(COMMITTEE_COMPOSITIONS, rows, len(rows), address, _("composition-des-ccs"))


def series_table(query: QueryDict) -> Table:
    series = public_series().select_related("programme", "organisation")
    rows = [SERIES.cells(pair) for pair in zip(series, progress_of(series), strict=True)]
    return _whole(SERIES, rows, len(rows), reverse("website:series_list"), "series")


def persons_table(query: QueryDict) -> Table:
    rows = [PERSONS.cells(line) for line in all_persons()]
    return _whole(PERSONS, rows, len(rows), reverse("website:organisation_list"), _("personnes"))


def regions_table(query: QueryDict) -> Table:
    regions = events_by_region()
    rows = (REGIONS.cells(row) for row in regions)
    return _whole(REGIONS, rows, len(regions), reverse("website:region_list"), "regions")


def event_table(facts: EventFacts) -> Table:
    """One event as its list would give it, with its headcounts beside it."""
    numbers = Table(HEADCOUNTS, headcounts.rows_of(facts), 1, facts.address, facts.reference)
    return Table(EVENTS, [EVENTS.cells(facts)], 1, facts.address, facts.reference, (numbers,))


def _recommendations(rows):
    """In chunks, each with the names and twins that its rows need."""
    rows = rows.iterator(chunk_size=CHUNK)
    while chunk := list(islice(rows, CHUNK)):
        yield from read_recommendations(chunk)


# What the page of data offers, in its order: the name of the addresses, the dataset, its rows.
TABLES: dict[str, tuple[Dataset, Callable[[QueryDict], Table]]] = {
    "event_list": (EVENTS, events_table),
    "headcount_list": (HEADCOUNTS, headcounts_table),
    "recommendation_list": (RECOMMENDATIONS, recommendations_table),
    "organisation_list": (ORGANISATIONS, organisations_table),
    "programme_list": (PROGRAMMES, programmes_table),
    "indicator_list": (INDICATORS, indicators_table),
    "committee_composition_list": (COMMITTEE_COMPOSITIONS, committee_compositions_table),
    "series_list": (SERIES, series_table),
    "region_list": (REGIONS, regions_table),
    "person_list": (PERSONS, persons_table),
    "key_figures": (KEY_FIGURES, key_figures_table),
    "breakdowns": (BREAKDOWNS, breakdowns_table),
}


def _of_listing(dataset, listing, rows, name):
    everything = listing.address.with_value("page", "")
    return Table(dataset, rows, listing.page.paginator.count, f"{settings.PUBLIC_URL}{everything}", name)


def _whole(dataset, rows, count, path, name):
    return Table(dataset, rows, count, f"{settings.PUBLIC_URL}{path}", name)
