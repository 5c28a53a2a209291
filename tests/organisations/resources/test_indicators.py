"""Indicators and the values that teams report, from and to files."""

from datetime import date
from decimal import Decimal

import pytest

from organisations.models import Indicator, IndicatorReading
from tests.factories import make_coordinator, make_indicator, make_programme, make_user
from tests.importing import as_csv, export_file, import_file, problems, send

MODEL = "organisations_indicator"

pytestmark = pytest.mark.django_db


def test_a_logical_framework_arrives_as_a_table(client):
    client.force_login(make_coordinator())
    programme = make_programme(slug="juste-avenir")
    rows = as_csv(
        ("programme", "code", "indicateur", "mesuré par", "cible", "échéance"),
        ("juste-avenir", "R1.1", "Ateliers tenus", "événements tenus", "12", "31/12/2025"),
        ("juste-avenir", "R1.2", "Confiance", "", "", ""),
    )
    import_file(client, MODEL, rows)
    stored = programme.indicators.order_by("code").values_list("code", "measure", "target", "target_on")
    assert list(stored) == [
        ("R1.1", "events", Decimal("12.00"), date(2025, 12, 31)),
        ("R1.2", "reported", None, None),
    ]


def test_values_arrive_a_line_each_and_leave_as_they_came(client):
    client.force_login(make_coordinator())
    indicator = make_indicator(make_programme(slug="juste-avenir"), code="R1")
    rows = as_csv(
        ("indicateur", "relevé le", "valeur", "fiabilité", "commentaire"),
        ("juste-avenir / R1", "30/06/2024", "12,5", "au moins", "Enquête."),
        ("R1", "31/12/2024", "15", "", ""),
    )
    import_file(client, MODEL, rows, resource=1)
    stored = indicator.readings.order_by("as_of").values_list("value", "basis", "note_fr")
    assert list(stored) == [(Decimal("12.50"), "at_least", "Enquête."), (Decimal("15.00"), "exact", None)]
    again = send(client, MODEL, export_file(client, MODEL, resource=1), resource=1).context["report"]
    assert (again.problems, again.rows, again.unchanged) == ([], [], 2)


def test_a_value_that_is_blank_or_given_twice_is_refused(client):
    client.force_login(make_coordinator())
    make_indicator(make_programme(slug="juste-avenir"), code="R1")
    rows = as_csv(
        ("indicateur", "relevé le", "valeur"),
        ("R1", "30/06/2024", "12"),
        ("juste-avenir / R1", "30/06/2024", "13"),
        ("R1", "30/06/2025", ""),
    )
    assert [line for line, _column, _message in problems(send(client, MODEL, rows, resource=1))] == [3, 4]
    assert not IndicatorReading.objects.exists()


def test_an_officer_imports_indicators_of_the_programmes_that_the_team_entered_alone(client):
    client.force_login(make_user())
    indicator = make_indicator(make_programme(slug="juste-avenir"), code="R1")
    new = as_csv(("programme", "code", "indicateur"), ("juste-avenir", "R2", "Nouveau"))
    ((_line, _column, message),) = problems(send(client, MODEL, new))
    assert "que votre équipe a saisis" in message
    value = as_csv(("indicateur", "relevé le", "valeur"), ("R1", "30/06/2024", "12"))
    assert len(problems(send(client, MODEL, value, resource=1))) == 1
    assert list(Indicator.objects.all()) == [indicator]
