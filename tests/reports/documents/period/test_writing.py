"""The sheets of a report as parts of its book."""

from datetime import date

import pytest

from events.models import Event
from reports.documents.period import writing
from tests.factories import make_event, make_published_event

pytestmark = pytest.mark.django_db


def sheets():
    return list(writing.sheets_of(Event.objects.published()))


def test_each_public_event_has_its_sheet_in_the_order_of_the_register():
    later = make_published_event(title_fr="Plus tard", starts_on=date(2024, 5, 2))
    earlier = make_published_event(title_fr="Plus tôt", starts_on=date(2023, 5, 2))
    make_event(title_fr="Brouillon")

    assert [(part.title, part.anchor, part.group) for part in sheets()] == [
        ("Plus tôt", earlier.reference, ""),
        ("Plus tard", later.reference, ""),
    ]


def test_a_long_report_gathers_its_sheets_by_year(monkeypatch):
    monkeypatch.setattr(writing, "MOST_LISTED", 1)
    make_published_event(starts_on=date(2023, 5, 2))
    make_published_event(starts_on=date(2024, 5, 2))

    assert [part.group for part in sheets()] == ["2023", "2024"]


def test_the_facts_of_a_sheet_are_those_of_its_event():
    event = make_published_event()

    (part,) = sheets()

    assert part.context()["facts"].reference == event.reference
