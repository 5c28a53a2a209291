"""The chapter of indicators: cumulated to the end of the period, of the programme as a whole."""

import json
from datetime import date

import pytest

from reports.documents.period.files import figures_csv, figures_json
from reports.documents.period.proof import proof_figures, report_content
from reports.enums import Section
from tests.factories import (
    make_headcount,
    make_indicator,
    make_place,
    make_programme,
    make_published_event,
)
from tests.reports.documents.period.making import report_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    programme = make_programme(slug="juste-avenir", name_fr="Juste avenir")
    gao = make_place(name_fr="Gao", slug="gao")
    for year, number in ((2021, 10), (2022, 20), (2023, 40)):
        event = make_published_event(programmes=[programme], places=[gao], starts_on=date(year, 3, 1))
        make_headcount(event, number)
    make_indicator(programme, code="R1", measure="participations", target=60, target_on=date(2023, 12, 31))
    share = make_indicator(programme, code="R2", unit_fr="%", target=50)
    share.readings.create(as_of=date(2022, 6, 30), value="12.50")
    return programme


def chapters(report):
    return [chapter.anchor for chapter in report.chapters]


def texts(report):
    return [(line.reached_text, line.as_of_text) for line in report.indicators]


def test_what_the_register_measures_is_cumulated_to_the_end_of_the_period(programme):
    report = report_of("programme=juste-avenir&annee=2022")
    assert texts(report) == [
        ("30", "au 31\u00a0décembre 2022"),
        ("12,5\u202f%", "au 30\u00a0juin 2022"),
    ]
    assert "indicateurs" in chapters(report)
    assert texts(report_of("programme=juste-avenir&annee=2021")) == [
        ("10", "au 31\u00a0décembre 2021"),
        ("non communiqué", ""),
    ]
    assert texts(report_of("programme=juste-avenir&annee=2021&annee=2023"))[0][0] == "70"
    assert texts(report_of("programme=juste-avenir"))[0] == ("70", "à ce jour")


def test_a_target_is_not_that_of_one_region_nor_of_a_report_on_something_else(programme):
    for query in ("programme=juste-avenir&region=gao", "annee=2022", "region=gao"):
        report = report_of(query)
        assert (report.indicators, "indicateurs" in chapters(report)) == ((), False), query


def test_a_programme_without_indicators_has_no_such_chapter():
    make_published_event(programmes=[make_programme(slug="autre")])
    assert "indicateurs" not in chapters(report_of("programme=autre"))


def test_the_chapter_may_be_left_out(programme):
    report = report_of("programme=juste-avenir&sections=resume")
    assert chapters(report) == [Section.SUMMARY.value]


def test_the_figures_that_are_verified_and_attached_include_them(programme):
    report = report_of("programme=juste-avenir&annee=2022")
    verified = {figure.key: figure.text for figure in proof_figures(report)}
    assert verified["indicator.R1"] == "30" and verified["indicator.R1.target"] == "60"
    assert verified["indicator.R2"] == "12,5\u202f%"
    lines = figures_csv(report).decode("utf-8-sig")
    assert "indicator,R1,Indicateur" in lines and "indicator_target,R1" in lines
    content = json.loads(figures_json(report))
    assert content["definitions"]["R1"].startswith("Connues pour 2 événements sur 2")


def test_another_target_is_another_document(programme):
    before = report_content(report_of("programme=juste-avenir"))
    indicator = programme.indicators.get(code="R1")
    indicator.target_on = date(2024, 12, 31)
    indicator.save()
    after = report_content(report_of("programme=juste-avenir"))
    assert before.content != after.content and after.as_of > before.as_of
