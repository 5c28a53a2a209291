"""Indicators in the admin: typed on the form of their programme, their values on their own page."""

from datetime import date
from decimal import Decimal

import pytest

from organisations.models import Indicator
from tests.admin_forms import add_row, admin_url, data_of, errors_of, log_in
from tests.factories import make_coordinator, make_indicator, make_programme, make_user

pytestmark = pytest.mark.django_db


def test_a_logical_framework_is_typed_on_the_form_of_the_programme(client):
    programme = make_programme()
    log_in(client, make_coordinator())
    page = client.get(admin_url(programme, "change"))
    data = data_of(page)
    for code, target in (("R1.2", "12,5"), ("R1.10", "")):
        add_row(data, "indicators", code=code, label_fr="Ateliers", measure="events", target=target)
    assert client.post(admin_url(programme, "change"), data).status_code == 302
    stored = programme.indicators.values_list("code", "target", "position")
    assert list(stored) == [("R1.2", Decimal("12.50"), 1), ("R1.10", None, 2)]


def test_two_indicators_of_one_code_and_a_date_without_target_are_refused_at_their_fields(client):
    programme = make_programme()
    log_in(client, make_coordinator())
    data = data_of(client.get(admin_url(programme, "change")))
    add_row(data, "indicators", code="R1", label_fr="Un", measure="events")
    add_row(data, "indicators", code="R1", label_fr="Deux", measure="events", target_on="31/12/2025")
    data["indicators-1-code"] = "R2"
    refused = errors_of(client.post(admin_url(programme, "change"), data))
    assert refused == {"indicators-1-target_on": ["Une échéance demande une cible."]}
    data |= {"indicators-1-code": "R1", "indicators-1-target": "5"}
    refused = errors_of(client.post(admin_url(programme, "change"), data))
    assert refused == {"indicators-1-code": ["Un indicateur du programme porte déjà ce code."]}


def test_the_team_reports_values_on_the_page_of_the_indicator(client):
    indicator = make_indicator(make_programme())
    log_in(client, make_coordinator())
    data = data_of(client.get(admin_url(indicator, "change")))
    add_row(data, "readings", as_of="30/06/2024", value="12,5", basis="approximate", note_fr="Enquête.")
    assert client.post(admin_url(indicator, "change"), data).status_code == 302
    (reading,) = indicator.readings.all()
    assert (reading.as_of, reading.value, reading.basis) == (
        date(2024, 6, 30),
        Decimal("12.50"),
        "approximate",
    )
    assert indicator.readings.model.history.count() == 1


def test_an_officer_adds_indicators_to_the_programmes_that_the_team_entered_alone(client):
    foreign = make_programme()
    log_in(client, make_user())
    page = client.get(admin_url(Indicator, "add"))
    assert foreign not in page.context["adminform"].form.fields["programme"].queryset
    data = {"programme": foreign.pk, "code": "R1", "label_fr": "Un", "measure": "events"}
    client.post(admin_url(Indicator, "add"), data_of(page) | data)
    assert not Indicator.objects.exists()
