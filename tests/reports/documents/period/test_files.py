"""The figures that travel inside the report."""

import csv
import json
from datetime import date
from io import StringIO

import pytest

from events.enums import Basis, Sex
from reports.documents.period.files import figures_csv, figures_json, register_csv
from tests.factories import make_headcount, make_published_event
from tests.reports.documents.period.making import report_of

pytestmark = pytest.mark.django_db


def rows(content):
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig"))))


@pytest.fixture
def report():
    event = make_published_event(title_fr="=Atelier", starts_on=date(2023, 5, 2))
    make_headcount(event, 40, basis=Basis.APPROXIMATE)
    make_headcount(event, 25, sex=Sex.WOMEN)
    make_headcount(event, 15, sex=Sex.MEN)
    make_published_event(starts_on=date(2024, 5, 2))
    return report_of()


def test_every_figure_says_its_value_why_there_may_be_none_and_how_firm_it_is(report):
    found = {(row["table"], row["code"], row["measure"]): row for row in rows(figures_csv(report))}

    participations = found["key", "participations", "count"]
    assert (participations["value"], participations["basis"]) == ("40", "approximate")
    assert participations["shown_as"] == "≈\u00a040"
    assert found["sex", "women", "participations"]["value"] == "25"
    unknown = found["year", "2024", "participations"]
    assert (unknown["value"], unknown["status"]) == ("", "not_stated")


def test_the_json_holds_the_definitions_and_the_question_itself(report):
    content = json.loads(figures_json(report))

    assert content["title"] == report.heading.title
    assert content["address"].endswith("/fr/evenements/rapport.pdf")
    assert set(content["definitions"]) == {figure.code for figure in report.key_figures}
    assert len(content["figures"]) == len(rows(figures_csv(report)))


def test_the_register_holds_every_event_and_no_formula(report):
    content = register_csv(report).decode("utf-8-sig")

    assert len(content.splitlines()) == 3
    assert ",=Atelier" not in content and "=Atelier" in content
