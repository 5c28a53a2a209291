import pytest

from events.enums import Outcome
from tests.factories import (
    make_event,
    make_place,
    make_published_event,
    make_recommendation,
    make_series,
)

pytestmark = pytest.mark.django_db


def page(client, series):
    return client.get(series.get_absolute_url()).content.decode()


def test_a_series_says_how_many_are_held_and_what_is_missing(client):
    places = [make_place(name_fr=name) for name in ("Bamako", "Kayes", "Sikasso", "Mopti", "Gao")]
    series = make_series(planned_number=5)
    series.planned_places.set(places)
    make_published_event(title_fr="Forum de Bamako", places=places[:1], series=series, series_rank=1)
    make_published_event(
        title_fr="Forum à Kayes",
        places=places[1:2],
        series=series,
        series_rank=2,
        starts_on=None,
        outcome=Outcome.PLANNED,
        announced=True,
    )
    progress = client.get(series.get_absolute_url()).context["progress"]
    assert (progress.held, progress.planned, len(progress.items)) == (1, 5, 2)
    assert progress.marks == (True, False, False, False, False)
    assert {place.name for place in progress.places_to_come} == {"Sikasso", "Mopti", "Gao"}
    body = page(client, series)
    assert "Au registre : 1 tenu sur 5 annoncés" in body.replace("\u00a0", " ")
    assert body.index("Forum de Bamako") < body.index("Forum à Kayes") < body.index("<b>Gao</b>")


def test_a_number_that_no_source_plans_is_not_communicated(client):
    series = make_series()
    make_published_event(series=series, series_rank=1)
    body = page(client, series)
    assert "(nombre prévu non communiqué)" in body and "tenu sur" not in body and "annoncés" not in body


def test_recommendations_of_public_events_are_gathered(client):
    series = make_series()
    make_recommendation(make_published_event(series=series, series_rank=1), "Associer les femmes.")
    make_recommendation(make_event(series=series, series_rank=2), "Phrase de brouillon.")
    body = page(client, series)
    assert "Associer les femmes." in body and "Phrase de brouillon." not in body


def test_a_series_without_public_event_has_no_page(client):
    series = make_series(title_fr="Série en préparation")
    make_event(series=series, series_rank=1)
    assert client.get(series.get_absolute_url()).status_code == 404
    assert "Série en préparation" not in client.get("/fr/series/").content.decode()


def test_a_short_cycle_is_drawn_stop_by_stop(client):
    places = [make_place(name_fr=name) for name in ("Bamako", "Kayes", "Gao")]
    series = make_series(planned_number=5)
    # One after the other: together they are written in no order.
    for place in places:
        series.planned_places.add(place)
    make_published_event(places=places[:1], series=series, series_rank=1)
    progress = client.get(series.get_absolute_url()).context["progress"]
    assert [(stop.name, stop.is_held) for stop in progress.stops] == [
        ("Bamako", True),
        ("Kayes", False),
        ("Gao", False),
        ("", False),
        ("", False),
    ]
    body = client.get("/fr/series/").content.decode()
    assert body.count('<li class="todo">') == 4 and "lieu non communiqué" in body


def test_a_long_cycle_keeps_its_marks(client):
    series = make_series(planned_number=40)
    make_published_event(series=series, series_rank=1)
    body = client.get("/fr/series/").content.decode()
    assert 'class="route"' not in body and body.count('<span class="todo">') == 39
