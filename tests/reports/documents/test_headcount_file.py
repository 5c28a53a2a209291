"""The headcount as CSV: the figures of the pages, and nothing that the pages hide."""

import csv
from io import StringIO

import pytest

from events.enums import Basis, Category
from events.facts import build_event_facts
from events.models import Event
from reports.documents.headcount_file import headcount_csv
from tests.factories import make_headcount, make_published_event

pytestmark = pytest.mark.django_db


def read(event):
    facts = build_event_facts(Event.objects.published().with_facts().get(pk=event.pk))
    content = headcount_csv(facts)
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig"))))


def test_each_figure_is_a_row_with_its_basis():
    event = make_published_event()
    make_headcount(event, 40, basis=Basis.APPROXIMATE)

    total, women, *_ = read(event)

    assert total == {
        "reference": event.reference,
        "scope": "event",
        "split": "total",
        "code": "",
        "label": "",
        "value": "40",
        "basis": "approximate",
        "shown_as": "≈\u00a040",
    }
    assert (women["code"], women["value"], women["shown_as"]) == ("women", "", "non communiqué")


def test_a_protected_number_is_nowhere_in_the_file():
    event = make_published_event()
    make_headcount(event, 33)
    for number, category in ((3, Category.MEDIA), (9, Category.JUSTICE), (21, Category.FDS)):
        make_headcount(event, number, category=category)

    cells = {row["code"]: row for row in read(event) if row["split"] == "category"}

    assert (cells["media"]["value"], cells["media"]["shown_as"]) == ("", "< 5")
    assert (cells["justice"]["value"], cells["justice"]["basis"]) == ("", "")
    assert cells["fds"]["value"] == "21"
