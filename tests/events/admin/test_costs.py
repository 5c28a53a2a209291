"""Costs in the admin: a sheet for each event, a list of all lines, and files of them."""

from decimal import Decimal

import pytest
from django.urls import reverse

from events.models import CostLine
from tests.admin_forms import admin_url, data_of, errors_of, sheet_url
from tests.factories import (
    make_agreement,
    make_cost_line,
    make_event,
    make_organisation,
    make_published_event,
)
from tests.importing import as_csv, csv_rows, export_file, import_file, problems, send

MODEL = "events_costline"

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement(officer):
    return make_agreement(make_organisation(), recipient=officer.organisation, reference="C-1")


@pytest.fixture
def event(officer, agreement):
    """Published: its record is closed to the officer, its costs are not."""
    event = make_published_event(owner=officer.organisation, title_fr="Atelier de Gao")
    event.agreements.add(agreement)
    return event


def sheet(event):
    return reverse("admin:events_event_costs", args=[event.pk])


def data_of_sheet(page):
    rows = page.context["rows"]
    data = {}
    for form in (rows.management_form, *rows.forms):
        for bound in form:
            value = bound.value()
            if value is not None and value is not False:
                data[bound.html_name] = bound.field.widget.format_value(value) or value
    return {name: value[0] if isinstance(value, list) else value for name, value in data.items()}


def test_lines_are_typed_as_the_rows_of_a_sheet_and_added_up(client, event, agreement):
    data = data_of_sheet(client.get(sheet(event)))
    data |= {"costs-0-heading": "transport", "costs-0-planned": "120000", "costs-0-spent": "95000,50"}
    data |= {"costs-1-heading": "venue", "costs-1-planned": "40000", "costs-1-note": "Salle prêtée."}
    assert client.post(sheet(event), data).status_code == 302
    stored = event.cost_lines.values_list("heading", "agreement", "planned", "spent", "currency")
    assert list(stored) == [
        ("transport", agreement.pk, Decimal("120000.00"), Decimal("95000.50"), "XOF"),
        ("venue", agreement.pk, Decimal("40000.00"), None, "XOF"),
    ]
    page = client.get(sheet(event)).content.decode()
    assert "160\u00a0000\u00a0XOF" in page and "≥\u00a095\u00a0000,50\u00a0XOF" in page
    form = client.get(sheet_url(event)).content.decode()
    assert "prévu 160\u00a0000\u00a0XOF" in form and sheet(event) in form


def test_a_line_is_corrected_and_another_deleted(client, event, agreement):
    kept, gone = (make_cost_line(event, agreement, planned=120_000) for _number in range(2))
    data = data_of_sheet(client.get(sheet(event)))
    data |= {"costs-0-spent": "95 000,50", "costs-1-DELETE": "on"}
    assert client.post(sheet(event), data).status_code == 302
    kept.refresh_from_db()
    assert (kept.planned, kept.spent) == (120_000, Decimal("95000.50"))
    assert not CostLine.objects.filter(pk=gone.pk).exists()
    assert kept.history.count() == 2


def test_a_negative_amount_is_refused_at_its_row(client, event):
    data = data_of_sheet(client.get(sheet(event)))
    data |= {"costs-0-heading": "venue", "costs-0-planned": "-5"}
    page = client.post(sheet(event), data)
    assert page.context["rows"].errors[0] == {"planned": ["Un montant ne peut pas être négatif."]}


def test_an_agreement_of_another_team_is_not_offered_and_its_lines_are_read_if_it_is_known(client, event):
    known = make_agreement(make_organisation(), recipient=make_organisation(), reference="K-9")
    hidden = make_agreement(
        make_organisation(), recipient=make_organisation(), funder_disclosed=False, reference="H-9"
    )
    event.agreements.add(known, hidden)
    make_cost_line(event, known, label="Billets", planned=777)
    make_cost_line(event, hidden, label="Secret", planned=888)
    page = client.get(sheet(event))
    body = page.content.decode()
    assert "Billets" in body and "777" in body and "Secret" not in body and "888" not in body
    assert "H-9" not in body
    data = data_of_sheet(page)
    data |= {"costs-0-heading": "venue", "costs-0-agreement": known.pk}
    assert "agreement" in client.post(sheet(event), data).context["rows"].errors[0]


def test_an_event_that_no_agreement_of_the_team_pays_for_says_so(client, officer):
    event = make_event(owner=officer.organisation)
    assert "Aucune convention de votre équipe" in client.get(sheet(event)).content.decode()


def test_the_holder_adds_a_line_to_a_published_event_of_another_team(client, agreement):
    event = make_published_event()
    event.agreements.add(agreement)
    address = admin_url(CostLine, "add")
    data = data_of(client.get(address))
    data |= {"event": event.pk, "agreement": agreement.pk, "heading": "per_diem", "spent": "5000"}
    assert client.post(address, data).status_code == 302
    other = make_published_event()
    refused = errors_of(client.post(address, data | {"event": other.pk}))
    assert "event" in refused
    other.agreements.add(make_agreement(make_organisation(), recipient=agreement.recipient))
    refused = errors_of(client.post(address, data | {"event": other.pk}))
    assert refused == {
        "agreement": ["Cette convention ne finance pas cet événement\u00a0: ajoutez-la d’abord à sa fiche."]
    }


def test_lines_leave_and_come_back_as_a_table(client, event, agreement):
    rows = as_csv(
        ("référence", "convention", "rubrique", "libellé", "prévu", "dépensé", "monnaie"),
        (event.reference, "C-1", "transport", "Bus", "120 000", "", ""),
        (event.reference, "C-1", "honoraires des facilitateurs", "", "500,5", "0", "EUR"),
    )
    import_file(client, MODEL, rows)
    stored = event.cost_lines.order_by("pk").values_list("heading", "planned", "spent", "currency")
    assert list(stored) == [
        ("transport", Decimal("120000.00"), None, "XOF"),
        ("facilitators", Decimal("500.50"), Decimal("0.00"), "EUR"),
    ]
    exported = export_file(client, MODEL)
    assert send(client, MODEL, exported).context["report"].unchanged == 2
    assert send(client, MODEL, rows).context["report"].unchanged == 2
    (first, _second) = csv_rows(exported)
    assert first["N° de ligne"].startswith("L") and first["Dépensé"] == ""


def test_a_file_charges_no_agreement_of_others_and_no_event_that_it_does_not_pay_for(client, officer, event):
    foreign = make_agreement(make_organisation(), recipient=make_organisation(), reference="K-9")
    make_agreement(make_organisation(), recipient=officer.organisation, reference="C-2")
    event.agreements.add(foreign)
    header = ("référence", "convention", "rubrique")
    for reference in ("K-9", "C-2"):
        page = send(client, MODEL, as_csv(header, (event.reference, reference, "transport")))
        assert [place for _line, place, _message in problems(page)] == ["B – convention"], reference
    assert not CostLine.objects.exists()


def test_a_list_shows_and_exports_only_the_lines_that_one_may_see(client, event, agreement):
    mine = make_cost_line(event, agreement, label="Bus")
    hidden = make_agreement(make_organisation(), recipient=make_organisation(), funder_disclosed=False)
    theirs = make_cost_line(event, hidden, label="Secret")
    page = client.get(admin_url(CostLine, "changelist")).content.decode()
    assert "Bus" in page and "Secret" not in page
    assert "Secret" not in export_file(client, MODEL).decode()
    assert client.get(admin_url(mine, "history")).status_code == 200
    assert client.get(admin_url(theirs, "change")).status_code == 302
