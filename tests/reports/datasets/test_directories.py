"""The tables beside the events say what the pages of the same name say."""

import csv
import io

import pytest

from events.enums import Outcome
from tests.factories import make_organisation, make_place, make_published_event, make_series

pytestmark = pytest.mark.django_db


def rows(client, address):
    content = b"".join(client.get(f"{address}?entetes=codes")).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content)))


def test_a_series_says_what_was_held_and_what_is_missing(client):
    gao, kidal = make_place(name_fr="Gao"), make_place(name_fr="Kidal")
    body = make_organisation(name_fr="Porteuse", acronym="")
    series = make_series(title_fr="Cinq forums", slug="forums", planned_number=5, organisation=body)
    series.planned_places.set([gao, kidal])
    make_published_event(series=series, series_rank=1, places=[gao])
    make_published_event(series=series, series_rank=2, outcome=Outcome.POSTPONED, announced=True)
    make_series(title_fr="Sans événement public")
    (row,) = rows(client, "/fr/series.csv")
    assert (row["id"], row["title"], row["organisation"]) == ("forums", "Cinq forums", "Porteuse")
    assert (row["planned"], row["held"], row["remaining"]) == ("5", "1", "4")
    assert row["places_to_come"] == "Kidal" and row["url"].endswith("/fr/series/forums/")


def test_a_series_of_unknown_length_is_not_said_to_be_complete(client):
    make_published_event(series=make_series(title_fr="Cycle"), series_rank=1)
    (row,) = rows(client, "/fr/series.csv")
    assert (row["planned"], row["remaining"]) == ("", "")
