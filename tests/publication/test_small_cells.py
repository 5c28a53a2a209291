"""No hidden number can be had back from the public totals, whatever one filters by.

Proved by exchange: where the pages hide how many women or men came, other numbers that the same
pages would hide in the same way are put in their place; every public total stays as it was. So the
totals, however they are subtracted from one another, do not tell which of them is true.
"""

from datetime import date
from itertools import combinations, product

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from events.enums import EventKind, Sensitivity
from events.models import Event, Headcount, HeadcountGroup
from publication.disclosure.told import Told
from publication.headcounts import summarise
from publication.models import PublishedEvent
from publication.questions import breakdowns
from publication.questions.reading import facts_of_events
from publication.questions.totals import totals_of_register
from publication.services.rebuilding import rebuild
from publication.shared_totals import shared_totals_of
from reports.documents.headcount_section import headcount_section
from reports.documents.method_notes import method_notes
from rss_registry.figures import BELOW_THRESHOLD, THRESHOLD
from tests.factories import make_event, make_organisation, make_place
from tests.publication.test_suppression import follows
from tests.test_public_surface import text_of
from tests.test_sensitivity_levels import differences, without_the_hour
from website.listings.events import EventListing

pytestmark = pytest.mark.django_db

REGIONS, YEARS, KINDS = ("gao", "kayes"), (2022, 2023), (EventKind.WORKSHOP, EventKind.FORUM)
FILTERS = [
    "&".join(filter(None, parts))
    for parts in product(
        ("", "region=gao", "region=gao&region=kayes"),
        ("", "annee=2022"),
        ("", f"type={EventKind.FORUM}"),
    )
]

numbers = st.one_of(st.integers(0, 5), st.integers(0, 30))
records = st.fixed_dictionaries(
    {
        "region": st.sampled_from(REGIONS),
        "year": st.sampled_from(YEARS),
        "kind": st.sampled_from(KINDS),
        "sensitivity": st.sampled_from((Sensitivity.PUBLIC, Sensitivity.PUBLIC, Sensitivity.AGGREGATE)),
        "women": numbers,
        "men": numbers,
        "states_total": st.booleans(),
        "by_category": st.booleans(),
        "others": st.sampled_from((0, 0, 3, 9)),
    }
)


def rows_of(record, women, men):
    """The headcount rows of an event at which so many women and men were, and others where it has a total."""
    parts = [{"sex": "women", "number": women}, {"sex": "men", "number": men}]
    if record["states_total"]:
        parts.append({"number": total_of(record)})
    if record["by_category"]:
        parts += [{"category": "fds", "number": women}, {"category": "media", "number": men}]
    return [Headcount(**part) for part in parts]


def total_of(record):
    return record["women"] + record["men"] + (record["others"] if record["states_total"] else 0)


def readable(summary):
    """A headcount as its page shows it."""
    figures = [summary.total, summary.women, summary.men]
    cells = [(cell.key, cell.figure) for cell in (*summary.categories, *summary.age_bands)]
    return [figure.short for figure in figures], [(key, figure.short) for key, figure in cells]


def another_truth(record):
    """Other numbers that the page would show in the same way, or None when it hides nothing."""
    women, men = record["women"], record["men"]
    shown = readable(summarise(rows_of(record, women, men)))
    if not any(text in (BELOW_THRESHOLD, "masqué") for text in shown[0]):
        return None
    for other in range(women + men + 3):
        # A total that is itself hidden may be another one; of a stated one some may be neither.
        for others in {max(0, women + men - other), *range(max(5, total_of(record) - other + 1))}:
            truth = record | {"women": other, "men": others}
            if record["states_total"] and total_of(record) >= 5:
                truth["others"] = total_of(record) - other - others
            if (other, others) != (women, men) and readable(
                summarise(rows_of(truth, other, others))
            ) == shown:
                return truth
    return pytest.fail(f"the page of {record} tells what it hides")


def count(event, rows):
    Headcount.objects.filter(event=event).delete()
    for row in rows:
        row.event = event
        row.save()


def public_totals():
    """Every sum that the public can ask for: lists under all filters, statistics, the home page."""
    rebuild()
    found = [EventListing("/", QueryDict(query)).totals for query in FILTERS]
    found.append(totals_of_register()[0])
    public = PublishedEvent.objects.open().held()
    found += [row.totals for row in breakdowns.by_year(public)]
    texts = [
        (
            totals.participants.short,
            totals.women.short,
            totals.men.short,
            totals.events_without_total,
            totals.events_without_sex,
            [readable(shared.summary) for shared in totals.shared],
        )
        for totals in found
    ]
    return texts, [(row.label, row.figure.short) for row in breakdowns.by_category(public)]


# Every format in which the figures of lists leave; the printed list and the workbook are made of the same.
LISTS = (
    "/fr/",
    "/fr/evenements/",
    "/fr/evenements.csv",
    "/fr/evenements.json",
    "/fr/evenements.atom",
    "/fr/effectifs.csv",
    "/fr/statistiques/",
    "/fr/regions.csv",
)


def files_and_pages(client):
    """What is read and taken away: lists in each format, each event, and what its report prints."""
    read = {address: without_the_hour(text_of(client.get(address))) for address in LISTS}
    for facts in facts_of_events(PublishedEvent.objects.open().oldest_first()):
        page = facts.url
        for address in (page, page.rstrip("/") + ".json", page.rstrip("/") + ".csv"):
            read[address] = without_the_hour(text_of(client.get(address)))
        printed = (repr(headcount_section(facts)), *method_notes(facts))
        read[f"{page} in print"] = "\n".join(printed)
    return read


@pytest.mark.parametrize("states_total", [True, False])
@pytest.mark.parametrize("by_category", [True, False])
def test_no_page_tells_the_numbers_that_it_hides(states_total, by_category):
    for women, men in product(range(13), repeat=2):
        parts = {"states_total": states_total, "by_category": by_category}
        record = {"women": women, "men": men, "others": 0, **parts}
        truth = another_truth(record)
        assert truth is not None or {women, men}.isdisjoint(range(1, 5))


@settings(
    max_examples=3,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(records, min_size=1, max_size=4), st.booleans())
def test_no_combination_of_filters_and_formats_gives_a_hidden_number_back(client, register, drawn, is_shared):
    Event.objects.all().delete()
    HeadcountGroup.objects.all().delete()
    events = [make_public(register, record) for record in drawn]
    for event, record in zip(events, drawn, strict=True):
        count(event, rows_of(record, record["women"], record["men"]))
    if is_shared:
        group = HeadcountGroup.objects.create(label_fr="ensemble")
        group.events.set(events)
        group.headcounts.create(number=sum(map(total_of, drawn)))
    totals, read = public_totals(), files_and_pages(client)
    for event, record in zip(events, drawn, strict=True):
        if truth := another_truth(record):
            count(event, rows_of(truth, truth["women"], truth["men"]))
    assert public_totals() == totals
    assert differences(read, files_and_pages(client)) == {}


@settings(
    max_examples=12,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.lists(st.integers(0, 12), min_size=4, max_size=4),
    st.lists(st.booleans(), min_size=4, max_size=4),
    st.lists(st.sets(st.integers(0, 3), min_size=1), min_size=1, max_size=4),
)
@example([20, 10, 3, 0], [False] * 4, [{0, 1}, {0, 1, 2}])
@example([9, 8, 3, 9], [False] * 4, [{0, 1}, {1, 2}, {0, 2}])
@example([20, 10, 3, 0], [True, True, False, False], [{0, 1, 2}])
def test_shared_totals_and_the_counts_of_their_events_give_no_small_number_by_subtraction(
    register, people, counted, groups
):
    """Whatever sum over whole events follows from what the pages tell together is never 1 to 4."""
    Event.objects.all().delete()
    HeadcountGroup.objects.all().delete()
    record = {"region": "gao", "year": 2023, "kind": EventKind.FORUM, "sensitivity": Sensitivity.PUBLIC}
    events = [make_public(register, record) for _number in people]
    for event, number, is_counted in zip(events, people, counted, strict=True):
        if is_counted:
            count(event, [Headcount(number=number)])
    for members in groups:
        group = HeadcountGroup.objects.create(label_fr="ensemble")
        group.events.set([events[number] for number in members])
        group.headcounts.create(number=sum(people[number] for number in members))
    told = []
    for event in events:
        if summarise(event.headcounts.all()).total.is_shown:
            told.append({event.pk})
        told += [
            {member.pk for member in group.events.all()}
            for group, summary in shared_totals_of(event, Told())
            if summary.total.is_shown
        ]
    keys = [event.pk for event in events]
    for size in range(1, len(keys) + 1):
        for some in combinations(range(len(keys)), size):
            if 0 < sum(people[number] for number in some) < THRESHOLD:
                assert not follows({keys[number] for number in some}, told, keys)


@pytest.fixture
def register():
    return {slug: make_place(slug=slug) for slug in REGIONS}, make_organisation()


def make_public(register, record):
    places, owner = register
    event = make_event(
        owner=owner,
        places=[places[record["region"]]],
        kind=record["kind"],
        starts_on=date(record["year"], 3, 1),
        sensitivity=record["sensitivity"],
    )
    Event.objects.filter(pk=event.pk).update(
        status="published", reference=f"RSS-ML-2023-{event.pk}", first_published_at="2023-04-01T00:00Z"
    )
    return event
