"""Why a record lacks something: written by its team, also once it is published."""

import pytest
from django.urls import reverse

from events.models import Justification
from tests.admin_forms import log_in, sheet_url
from tests.factories import make_published_event, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(client):
    officer = make_user()
    log_in(client, officer)
    return make_published_event(owner=officer.organisation)


def page_of(event):
    return reverse("admin:events_event_justifications", args=[event.pk])


def test_each_finding_is_answered_and_the_answer_kept_with_its_history(client, event):
    assert page_of(event) in client.get(sheet_url(event)).content.decode()
    codes = {finding.code for finding in client.get(page_of(event)).context["form"].findings}
    assert {"headcount", "theme"} <= codes
    answer = {"headcount_fr": "Liste perdue en route.", "headcount_en": "List lost on the way."}
    assert client.post(page_of(event), answer).status_code == 302
    (said,) = event.justifications.all()
    assert (said.finding, said.text_fr, said.text_en) == ("headcount", *answer.values())
    client.post(page_of(event), {"headcount_fr": "Liste brûlée."})
    said.refresh_from_db()
    assert (said.text_fr, said.text_en, said.history.count()) == ("Liste brûlée.", None, 2)


def test_an_emptied_answer_is_taken_back_and_english_alone_is_refused(client, event):
    client.post(page_of(event), {"theme_fr": "Hors thème."})
    client.post(page_of(event), {"theme_fr": ""} | {"headcount_fr": "Perdu."})
    assert [said.finding for said in event.justifications.all()] == ["headcount"]
    refused = client.post(page_of(event), {"headcount_fr": "Perdu.", "theme_en": "Off topic."})
    assert list(refused.context["form"].errors) == ["theme_fr"]


def test_an_answer_outlives_its_finding(client, event):
    Justification.objects.create(event=event, finding="over_total", text_fr="Erreur de la source.")
    findings = client.get(page_of(event)).context["form"].findings
    assert [finding.is_open for finding in findings if finding.code == "over_total"] == [False]
