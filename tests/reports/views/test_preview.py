"""A record as others would see it, before it is published."""

from datetime import date

import pytest
from django.urls import reverse

from events.enums import Outcome, Sensitivity
from events.models import EventFigure, EventPlace
from publication.models import DisclosedVersion, PublishedEvent
from reports.models import DocumentProof
from tests.admin_forms import log_in
from tests.factories import (
    make_event,
    make_headcount,
    make_organisation,
    make_place,
    make_published_event,
    make_recommendation,
    make_role,
    make_source,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(officer):
    event = make_event(owner=officer.organisation, title_fr="Atelier de Gao", context_fr="Un contexte.")
    make_role(event, make_organisation(name_fr="Alliance ADD"))
    make_headcount(event, 18)
    make_headcount(event, 3, sex="women")
    return event


def seen(client, event, by="public"):
    return client.get(reverse("staff:event_preview", args=[event.pk, by]))


def codes(client, event):
    return [exposure.code for exposure in seen(client, event, "nuire").context["exposures"]]


def test_a_draft_reads_as_its_page_would_and_nothing_is_stored(client, draft):
    response = seen(client, draft)
    page = response.content.decode()
    assert "Alliance ADD" in page and "Un contexte." in page
    assert response.context["facts"].headcount.women.is_shown is False
    assert "private" in response["Cache-Control"]
    assert not PublishedEvent.objects.exists()
    assert not DisclosedVersion.objects.exists()


def test_a_donor_reads_what_a_report_would_lack(client, draft):
    response = seen(client, draft, "bailleur")
    assert "funder" in [gap.code for gap in response.context["gaps"]]
    assert not DocumentProof.objects.exists()


def test_nothing_stands_out_of_a_plain_record(client, draft):
    assert codes(client, draft) == []
    assert "Rien ne ressort" in seen(client, draft, "nuire").content.decode()


def test_what_can_be_read_is_named(client, draft):
    draft.outcome, draft.announced = Outcome.PLANNED, True
    draft.venue, draft.conclusion_fr = "Gouvernorat", "Appelez le 76 12 34 01."
    draft.save()
    make_role(draft, make_organisation(), role="funder", financing_kind="financial")
    EventFigure.objects.create(event=draft, role="chair", title_on_day_fr="Maire de Gao")
    make_headcount(draft, 4, sex="men", published_by_organiser=True, source=make_source())
    assert codes(client, draft) == ["to_come", "contact", "named", "venue", "small_numbers", "funders"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("plan d’actions 2022-2024", False),
        ("le 11/10/2023", False),
        ("76123401", True),
        ("+223 76 12 34 01", True),
        ("awa@exemple.org", True),
        ("16.2717, -0.0447", True),
    ],
)
def test_a_contact_is_told_from_a_year(client, draft, text, found):
    draft.conclusion_fr = text
    draft.save()
    assert ("contact" in codes(client, draft)) == found


def test_a_protected_town_in_a_text_is_found(client, draft):
    EventPlace.objects.create(event=draft, place=make_place(name_fr="Ansongo", kind="commune"))
    draft.sensitivity, draft.context_fr = Sensitivity.REGION_AND_MONTH, "À ANSONGO, les 7 et 8."
    draft.starts_on = draft.ends_on = date(2024, 3, 7)
    draft.save()
    assert codes(client, draft) == ["told_in_words"]


def test_who_relays_the_money_of_a_withheld_funder_is_found(client, draft):
    withheld, relay = make_organisation(), make_organisation(name_fr="Relais")
    make_role(draft, withheld, "funder", disclosed=False, financing_kind="financial")
    make_role(draft, relay)
    assert "relay" not in codes(client, draft)
    elsewhere = make_published_event()
    make_role(elsewhere, withheld, "funder", financing_kind="financial", intermediary=relay)
    assert "relay" in codes(client, draft)


def test_where_participants_came_from_and_what_they_committed_to_is_read(client, draft):
    draft.origins.add(make_place())
    make_recommendation(draft, kind="commitment", text_fr="Appelez le 76 12 34 01.")
    assert codes(client, draft) == ["contact", "origins"]


def test_a_record_without_a_page_says_so(client, draft):
    draft.sensitivity = Sensitivity.HIDDEN
    draft.save()
    assert "n’a pas de page publique" in seen(client, draft).content.decode()
    assert codes(client, draft) == []


def test_others_see_nothing(client, draft):
    log_in(client, make_user(organisation=make_organisation()))
    for way in ("public", "bailleur", "nuire"):
        assert seen(client, draft, way).status_code == 404
