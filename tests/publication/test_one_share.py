"""One share of women: pages, files and documents print the same object, with its base."""

import csv
import io

import pytest
from django.http import QueryDict

from events.enums import Basis
from events.models import HeadcountGroup
from publication.models import PublishedEvent
from publication.questions.recommendations import Responses
from publication.questions.totals import totals_of
from reports.documents.period.figures import Reach, key_figures
from rss_registry.figures import UNKNOWN, Coverage, Figure
from tests.factories import make_headcount, make_published_event
from website.listings.statistics import Statistics

pytestmark = pytest.mark.django_db

COUNTS = (
    ((18, ""), (7, "women"), (11, "men")),
    # Men are not stated, as the field reports.
    ((30, ""), (12, "women")),
    # Women alone are in no share.
    ((9, "women"),),
    # Withheld: its women are in no sum, its total is.
    ((23, ""), (3, "women"), (20, "men")),
)


@pytest.fixture
def share():
    for rows in COUNTS:
        event = make_published_event()
        for number, sex in rows:
            make_headcount(event, number, sex=sex)
    make_published_event()
    group = HeadcountGroup.objects.create(label_fr="les deux")
    group.events.set([make_published_event(), make_published_event()])
    group.headcounts.create(number=40)
    group.headcounts.create(number=20, sex="women")
    return totals_of(PublishedEvent.objects.open()).women_share


def test_it_adds_up_the_events_that_show_women_and_total(share):
    assert (share.numerator, share.base, share.percent) == (Figure(39), Figure(88), 44)
    # A shared total covers its two events, and counts their people once.
    assert share.coverage == Coverage(covered=4, unknown=2, masked=1)
    assert share.known == Figure(120, Basis.AT_LEAST)
    assert share.is_key_figure


def test_all_women_that_are_shown_are_another_number(share):
    totals = totals_of(PublishedEvent.objects.open())
    assert totals.women == Figure(48)
    assert totals.women.coverage == Coverage(covered=5, unknown=1, masked=1)


def test_pages_files_and_documents_print_the_same(client, share):
    statistics = Statistics("/", QueryDict())
    (on_page,) = [figure for figure in statistics.key_figures if figure.code == "women_share"]
    assert (on_page.value, on_page.number, on_page.out_of) == (share.short, 44, 88)
    assert share.base_words in client.get("/fr/statistiques/").content.decode()
    assert share.words in client.get("/fr/evenements/").content.decode()
    response = client.get("/fr/statistiques/repartitions.csv", {"entetes": "codes"})
    content = b"".join(response.streaming_content).decode("utf-8-sig")
    rows = [row for row in csv.DictReader(io.StringIO(content)) if row["breakdown"] == "year"]
    assert [(row["women_percent"], row["share_women"], row["share_out_of"]) for row in rows] == [
        ("44", "39", "88")
    ]
    assert [(row["events_covered"], row["events_masked"]) for row in rows] == [("4", "1")]
    totals = totals_of(PublishedEvent.objects.open())
    (printed,) = [
        figure
        for figure in key_figures(totals, Reach(UNKNOWN, 0, Responses(0, 0, 0)))
        if figure.code == "women_percent"
    ]
    assert (printed.figure, printed.definition) == (share.figure, share.base_words)
    assert share.base_words in printed.label
