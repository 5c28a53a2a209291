"""The final report of a series: what is asked for, of whom, by how many, and what is still to come."""

from datetime import UTC, date, datetime

import pytest

from events.enums import Basis, Outcome
from publication.models import PublishedSeries
from publication.models.pending import settle
from reports.documents import series_synthesis
from tests.factories import (
    make_headcount,
    make_organisation,
    make_place,
    make_published_event,
    make_recommendation,
    make_series,
)

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

NOW = datetime(2024, 6, 1, tzinfo=UTC)


def build(series):
    settle()
    return series_synthesis.build(PublishedSeries.objects.get(pk=series.pk), now=NOW)


@pytest.fixture
def series():
    series = make_series(
        title_fr="Forums", planned_number=5, final_output_fr="Un rapport qui réunit les recommandations."
    )
    first = make_published_event(
        series=series, series_rank=1, starts_on=date(2021, 2, 24), places=[make_place(name_fr="Bamako")]
    )
    make_headcount(first, 40, basis=Basis.APPROXIMATE)
    second = make_published_event(series=series, series_rank=2, starts_on=date(2021, 3, 24))
    addressee = make_organisation(name_fr="Commissariat")
    for event in (first, second):
        make_recommendation(event, "Associer la société civile.", addressee=addressee)
    make_recommendation(second, "Publier un bilan.", addressee=addressee)
    make_published_event(
        series=series,
        series_rank=3,
        starts_on=None,
        ends_on=None,
        outcome=Outcome.PLANNED,
        announced=True,
        places=[make_place(name_fr="Kayes")],
    )
    return series


def test_key_figures_tell_what_is_held_what_was_announced_and_each_demand_once(series):
    figures = {figure.code: figure.shown for figure in build(series).key_figures}

    assert figures == {
        "events_held": "2",
        "events_announced": "5",
        "participations": "≈\u00a040",
        "recommendations": "2",
    }


def test_the_summary_says_where_the_series_stands_and_what_became_of_its_demands(series):
    synthesis = build(series)

    assert synthesis.cover_line == "Au registre\u00a0: 2 tenus sur 5 annoncés"
    assert synthesis.summary[:2] == (
        "2 événements de la série ont été tenus, sur 5 annoncés.",
        "2 recommandations en sont sorties\u202f; aucune suite n’est connue à ce jour. "
        "Elles ont été formulées 3 fois en tout.",
    )
    assert synthesis.summary[-1] == "Aboutissement prévu\u00a0: Un rapport qui réunit les recommandations."


def test_the_most_shared_demand_names_the_events_behind_it(series):
    (item,) = build(series).recommendations.most_shared

    assert (item.text, len(item.backers)) == ("Associer la société civile.", 2)


def test_a_series_whose_sources_list_no_recommendation_says_so():
    series = make_series()
    make_published_event(series=series)

    synthesis = build(series)

    assert "Aucune recommandation n’est enregistrée" in synthesis.summary[1]
    announced = next(figure for figure in synthesis.key_figures if figure.code == "events_announced")
    assert announced.shown == "non communiqué"


def test_what_is_verified_follows_what_is_asked(series):
    first = build(series).proof
    assert build(series).proof.code == first.code

    make_recommendation(series.events.first(), "Une de plus.")

    assert build(series).proof.code != first.code
