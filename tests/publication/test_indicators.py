"""Indicators against targets: the same figures as everywhere, and no verdict that they do not bear."""

from datetime import date
from decimal import Decimal

import pytest

from events.enums import Basis, EventKind, Outcome, Role, Sensitivity
from events.models import HeadcountGroup
from organisations.enums import IndicatorMeasure, OrganisationKind
from publication.models import PublishedProgramme
from publication.questions.indicators import Standing, indicator_lines
from publication.questions.programmes import read_programmes
from tests.factories import (
    make_headcount,
    make_indicator,
    make_organisation,
    make_place,
    make_programme,
    make_published_event,
    make_recommendation,
    make_role,
)

TODAY = date(2025, 6, 1)

pytestmark = pytest.mark.django_db


def lines_of(programme, **period):
    """The indicators of a programme that some public event names."""
    if not programme.events.exists():
        make_published_event(
            programmes=[programme], outcome=Outcome.PLANNED, announced=True, starts_on=date(2025, 6, 2)
        )
    ((published, facts),) = read_programmes(PublishedProgramme.objects.filter(pk=programme.pk))
    return indicator_lines(published, facts, today=TODAY, **period)


def line_of(programme, *, until=None, readings=(), **fields):
    """The one indicator of the programme, with its readings (day, value, basis)."""
    indicator = make_indicator(programme, **fields)
    for day, value, *basis in readings:
        indicator.readings.create(as_of=day, value=value, basis=basis[0] if basis else Basis.EXACT)
    (line,) = lines_of(programme, until=until)
    return line


def make_counted_event(programme, total, women=None, **fields):
    event = make_published_event(programmes=[programme], **fields)
    make_headcount(event, total)
    if women is not None:
        make_headcount(event, women, sex="women")
        make_headcount(event, total - women, sex="men")
    return event


def test_each_measure_of_the_register_gives_the_figure_of_the_public_pages():
    programme = make_programme()
    gao, committee = make_place(name_fr="Gao"), make_organisation(kind=OrganisationKind.CCS)
    first = make_counted_event(programme, 30, 12, places=[gao], kind=EventKind.TRAINING)
    second = make_counted_event(programme, 20, 8, places=[gao])
    make_published_event(programmes=[programme], outcome=Outcome.PLANNED, announced=True)
    make_counted_event(make_programme(), 99)
    make_role(first, make_organisation())
    make_role(first, committee, Role.BENEFICIARY)
    make_role(second, committee, Role.BENEFICIARY)
    make_role(second, make_organisation(), Role.BENEFICIARY)
    make_recommendation(first).follow_ups.create(status="done", day=date(2024, 1, 1))
    make_recommendation(second)
    for measure in IndicatorMeasure:
        make_indicator(programme, measure=measure)
    reached = {line.indicator.measure: line.reached_text for line in lines_of(programme)}
    assert reached == {
        "reported": "non communiqué",
        "events": "2",
        "trainings": "1",
        "participations": "50",
        "women": "20",
        "women_share": "40\u202f%",
        "regions": "1",
        "organisers": "1",
        "beneficiaries": "2",
        "committees": "1",
        "recommendations": "2",
        "answered": "1",
        "response_rate": "50\u202f%",
    }


def test_a_measure_is_cumulated_from_the_start_to_the_end_of_the_period():
    programme = make_programme()
    make_counted_event(programme, 30, starts_on=date(2023, 5, 2))
    make_counted_event(programme, 20, starts_on=date(2024, 5, 2))
    line = line_of(programme, until=date(2023, 12, 31), measure="participations", target=60)
    assert (line.reached_text, line.as_of_text) == ("30", "au 31\u00a0décembre 2023")
    (line,) = lines_of(programme, until=date(2026, 12, 31))
    assert (line.reached_text, line.as_of_text) == ("50", "à ce jour")


def test_an_event_known_to_its_month_is_counted_by_the_month():
    programme = make_programme()
    for day in (10, 20):
        make_published_event(
            programmes=[programme],
            starts_on=date(2024, 5, day),
            sensitivity=Sensitivity.REGION_AND_MONTH,
        )
    assert line_of(programme, until=date(2024, 5, 15), measure="events").reached_text == "2"


def test_what_only_totals_may_hold_is_in_no_indicator():
    programme = make_programme()
    make_published_event(programmes=[programme])
    make_published_event(programmes=[programme], sensitivity=Sensitivity.AGGREGATE)
    assert line_of(programme, measure="events").reached_text == "1"


def test_a_sum_is_as_loose_as_its_parts_and_counts_a_shared_total_once():
    programme = make_programme()
    make_headcount(make_published_event(programmes=[programme]), 40, basis=Basis.APPROXIMATE)
    group = HeadcountGroup.objects.create(label_fr="les deux")
    group.events.set([make_published_event(programmes=[programme]) for _number in range(2)])
    group.headcounts.create(number=200)
    make_published_event(programmes=[programme])
    line = line_of(programme, measure="participations", target=480)
    assert line.reached_text == "≈\u00a0240"
    assert line.progress_text == "≈\u00a050\u202f% de la cible"
    assert "3 événements sur 4" in line.reached.definition


def test_unknown_is_not_zero():
    line = line_of(make_programme(), measure="participations", target=100, target_on=date(2024, 12, 31))
    assert (line.reached_text, line.progress_text) == ("aucun événement", "")
    assert line.standing == Standing.NOT_STATED
    # What the register counts has no start that somebody would have to state; a level has.
    assert line.baseline_text == "–"
    assert line_of(make_programme(), measure="women_share").baseline_text == "non communiqué"


@pytest.mark.parametrize(
    ("fields", "reading", "standing", "progress"),
    [
        ({"target": 10}, (10,), Standing.REACHED, "100\u202f% de la cible"),
        ({"target": 10}, (6,), Standing.UNDER_WAY, "60\u202f% de la cible"),
        ({}, (6,), Standing.WITHOUT_TARGET, ""),
        ({"target": 60, "baseline": 40}, (50,), Standing.UNDER_WAY, "50\u202f% du chemin vers la cible"),
        ({"target": 60, "baseline": 40}, (30,), Standing.UNDER_WAY, "-50\u202f% du chemin vers la cible"),
        ({"target": 10, "target_on": date(2025, 5, 31)}, (6,), Standing.MISSED, "60\u202f% de la cible"),
        ({"target": 10, "target_on": date(2025, 6, 1)}, (6,), Standing.UNDER_WAY, "60\u202f% de la cible"),
        (
            {"target": 10, "target_on": date(2025, 5, 31)},
            (6, "at_least"),
            Standing.OPEN,
            "≥\u00a060\u202f% de la cible",
        ),
        ({"target": 5, "direction": "decrease"}, (5,), Standing.REACHED, ""),
        ({"target": 5, "direction": "decrease"}, (5, "at_least"), Standing.UNDER_WAY, ""),
        (
            {"target": 5, "baseline": 25, "direction": "decrease"},
            (15,),
            Standing.UNDER_WAY,
            "50\u202f% du chemin vers la cible",
        ),
        ({"target": 10, "baseline": 10}, (10,), Standing.REACHED, ""),
    ],
)
def test_how_far_is_said_only_where_the_way_is_known(fields, reading, standing, progress):
    line = line_of(make_programme(), readings=[(date(2025, 1, 1), *reading)], **fields)
    assert (line.standing, line.progress_text) == (standing, progress)


def test_a_sum_that_lacks_events_does_not_miss_its_target_for_certain():
    programme = make_programme()
    make_counted_event(programme, 30)
    make_published_event(programmes=[programme])
    line = line_of(programme, measure="participations", target=50, target_on=date(2024, 1, 1))
    assert line.standing == Standing.OPEN


def test_the_latest_value_of_the_team_before_the_end_of_the_period_counts():
    programme = make_programme()
    readings = [(date(2023, 6, 30), Decimal("12.50")), (date(2024, 6, 30), 20), (date(2025, 7, 1), 90)]
    line = line_of(programme, readings=readings, until=date(2023, 12, 31), unit_fr="%")
    assert (line.reached_text, line.as_of_text) == ("12,5\u202f%", "au 30\u00a0juin 2023")
    (line,) = lines_of(programme)
    assert line.reached_text == "20\u202f%"


def test_what_was_left_blank_in_either_language_is_blank():
    programme = make_programme()
    indicator = make_indicator(programme, unit_fr=None)
    indicator.readings.create(as_of=date(2024, 6, 30), value=20, note_fr=None)
    (line,) = lines_of(programme)
    assert (line.unit, line.reached.definition) == ("", "Valeur relevée par l’équipe du programme.")
    assert line_of(make_programme(), measure="regions").unit == "régions touchées"


def test_a_level_before_its_first_reading_is_not_known():
    line = line_of(make_programme(), readings=[(date(2024, 6, 30), 20)], until=date(2023, 12, 31), target=40)
    assert line.standing == Standing.NOT_STATED
