"""No hidden number can be had back from the public totals, whatever one filters by.

Proved by exchange: where the pages hide how many women or men came, other numbers that the same
pages would hide in the same way are put in their place; every public total stays as it was. So the
totals, however they are subtracted from one another, do not tell which of them is true.
"""

from datetime import date
from itertools import product

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from events import overview
from events.enums import EventKind, Outcome, Sensitivity
from events.listing import EventListing
from events.models import Event, Headcount, HeadcountGroup
from events.statistics import summarise
from events.tally import current_tally
from tests.factories import make_event, make_organisation, make_place

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
    }
)


def rows_of(record, women, men):
    """The headcount rows of an event at which so many women and men were."""
    parts = [{"sex": "women", "number": women}, {"sex": "men", "number": men}]
    if record["states_total"]:
        parts.append({"number": women + men})
    if record["by_category"]:
        parts += [{"category": "fds", "number": women}, {"category": "media", "number": men}]
    return [Headcount(**part) for part in parts]


def readable(summary):
    """A headcount as its page shows it."""
    figures = [summary.total, summary.women, summary.men]
    cells = [(cell.key, cell.figure) for cell in (*summary.categories, *summary.age_bands)]
    return [figure.short for figure in figures], [(key, figure.short) for key, figure in cells]


def another_truth(record):
    """Other numbers that the page would show in the same way, or None when it hides nothing."""
    women, men = record["women"], record["men"]
    shown = readable(summarise(rows_of(record, women, men)))
    if not any(text in ("< 5", "masqué") for text in shown[0]):
        return None
    for other in range(women + men + 3):
        # A total that is itself hidden may be another one.
        for others in {max(0, women + men - other), *range(5)}:
            if (other, others) != (women, men) and readable(
                summarise(rows_of(record, other, others))
            ) == shown:
                return other, others
    return pytest.fail(f"the page of {record} tells what it hides")


def count(event, rows):
    Headcount.objects.filter(event=event).delete()
    for row in rows:
        row.event = event
        row.save()


def public_totals():
    """Every sum that the public can ask for: lists under all filters, statistics, the home page."""
    found = [EventListing("/", QueryDict(query)).totals for query in FILTERS]
    tally = current_tally()
    held = tally.having("outcome", [Outcome.HELD])
    found.append(tally.totals(tally.counted & held))
    public = tally.published & held
    found += [row.totals for row in overview.by_year(public)]
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
    return texts, [(row.label, row.figure.short) for row in overview.by_category(public)]


@pytest.mark.parametrize("states_total", [True, False])
@pytest.mark.parametrize("by_category", [True, False])
def test_no_page_tells_the_numbers_that_it_hides(states_total, by_category):
    for women, men in product(range(13), repeat=2):
        record = {"women": women, "men": men, "states_total": states_total, "by_category": by_category}
        truth = another_truth(record)
        assert truth is not None or {women, men}.isdisjoint(range(1, 5))


@settings(
    max_examples=4,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(records, min_size=1, max_size=4), st.booleans())
def test_no_combination_of_filters_gives_a_hidden_number_back(register, drawn, is_shared):
    Event.objects.all().delete()
    HeadcountGroup.objects.all().delete()
    events = [make_public(register, record) for record in drawn]
    for event, record in zip(events, drawn, strict=True):
        count(event, rows_of(record, record["women"], record["men"]))
    if is_shared:
        group = HeadcountGroup.objects.create(label_fr="ensemble")
        group.events.set(events)
        group.headcounts.create(number=sum(record["women"] + record["men"] for record in drawn))
    before = public_totals()
    for event, record in zip(events, drawn, strict=True):
        if truth := another_truth(record):
            count(event, rows_of(record, *truth))
    assert public_totals() == before


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
