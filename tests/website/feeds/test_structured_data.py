"""schema.org in the page of an event: public facts alone, and nothing that could leave its element."""

import json
import re
from datetime import date

import pytest

from events.enums import EventKind, Outcome, Role, Sensitivity
from tests.factories import (
    make_organisation,
    make_participant,
    make_place,
    make_published_event,
    make_role,
    make_series,
)

pytestmark = pytest.mark.django_db


def data_of(client, event):
    page = client.get(event.get_absolute_url()).content.decode()
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    return json.loads(block)


def test_an_event_of_a_series_is_described_without_who_attended(client):
    series = make_series(title_fr="Forums régionaux")
    event = make_published_event(
        title_fr="</script><b> & fin",
        kind=EventKind.FORUM,
        series=series,
        series_rank=1,
        starts_on=date(2024, 2, 29),
        ends_on=date(2024, 3, 1),
    )
    make_role(event, make_organisation(name_fr="WANEP-Mali"))
    make_role(event, make_organisation(name_fr="Payeur-canari"), Role.FUNDER, disclosed=False)
    make_participant(event, full_name="Canari Nom")
    data = data_of(client, event)
    assert (data["@type"], data["name"]) == ("Event", "</script><b> & fin")
    assert (data["startDate"], data["endDate"]) == ("2024-02-29", "2024-03-01")
    assert data["superEvent"]["@type"] == "EventSeries"
    assert data["organizer"][0]["name"] == "WANEP-Mali"
    assert "attendee" not in data and "anari" not in json.dumps(data)


def test_a_training_that_was_cancelled_says_both(client):
    event = make_published_event(kind=EventKind.TRAINING, outcome=Outcome.CANCELLED)
    data = data_of(client, event)
    assert data["@type"] == "EducationEvent" and data["eventStatus"].endswith("EventCancelled")


def test_only_region_and_month_are_told_of_an_event_that_is_so_protected(client):
    gao = make_place(name_fr="Gao")
    event = make_published_event(
        places=[make_place(name_fr="Ansongo", kind="cercle", parent=gao)],
        venue="Salle",
        starts_on=date(2024, 3, 17),
        sensitivity=Sensitivity.REGION_AND_MONTH,
    )
    data = data_of(client, event)
    assert (data["startDate"], data["endDate"]) == ("2024-03", "2024-03")
    assert [place["name"] for place in data["location"]] == ["Gao"]


def test_the_page_leads_to_its_formats_and_can_be_shared(client):
    event = make_published_event(title_fr="Atelier")
    page = client.get(event.get_absolute_url()).content.decode()
    assert f'rel="alternate" type="application/x-bibtex" href="/fr/evenements/{event.reference}.bib"' in page
    assert '<meta property="og:title" content="Atelier">' in page
    list_page = client.get("/fr/evenements/?tri=anciens&page=1").content.decode()
    assert 'type="application/atom+xml" href="/fr/evenements.atom?tri=anciens"' in list_page
