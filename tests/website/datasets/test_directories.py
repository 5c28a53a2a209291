"""The tables beside the events say what the pages of the same name say."""

import csv
import io

import pytest

from events.enums import Outcome
from tests.factories import (
    make_indicator,
    make_organisation,
    make_place,
    make_programme,
    make_published_event,
    make_series,
)

pytestmark = pytest.mark.django_db


def rows(client, address, **filters):
    content = b"".join(client.get(address, {"entetes": "codes", **filters})).decode("utf-8-sig")
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
    assert (row["planned"], row["held"]) == ("5", "1")
    # What has no record is not known to be still to come.
    assert "remaining" not in row
    assert row["places_to_come"] == "Kidal" and row["url"].endswith("/fr/series/forums/")


def test_a_series_of_unknown_length_is_not_said_to_be_complete(client):
    make_published_event(series=make_series(title_fr="Cycle"), series_rank=1)
    (row,) = rows(client, "/fr/series.csv")
    assert (row["planned"], row["held"]) == ("", "1")


def test_indicators_are_listed_for_the_programmes_that_have_a_page(client):
    shown, other, hidden = (make_programme(slug=slug) for slug in ("montre", "autre", "cache"))
    for programme in (shown, other, hidden):
        make_indicator(programme, code="R1", measure="participations", target=20)
    make_published_event(programmes=[shown])
    make_published_event(programmes=[other])
    assert {row["programme"] for row in rows(client, "/fr/indicateurs.csv")} == {"montre", "autre"}
    (row,) = rows(client, "/fr/indicateurs.csv", programme="montre")
    assert (row["target"], row["reached"], row["reached_status"]) == ("20", "", "not_stated")
    assert (row["progress"], row["standing"]) == ("", "not_stated")
    assert len(rows(client, "/fr/indicateurs.csv", programme="cache")) == 2
