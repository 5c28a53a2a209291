"""The page of quality: what is found, where it is entered, and what was answered."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from events.admin.event_sections import SECTIONS
from events.models import Justification
from events.quality import CHECKS
from tests.admin_forms import admin_url, log_in
from tests.factories import make_coordinator, make_event, make_published_event, make_user

pytestmark = pytest.mark.django_db
PAGE = "admin:events_event_quality"


def read(client, **asked):
    return client.get(reverse(PAGE), asked).context


def lines(context):
    return {line.check.code: (line.number, line.justified) for line in context["lines"]}


def test_an_officer_reads_of_his_own_events_and_a_coordinator_of_all(client):
    officer = make_user()
    make_event(owner=officer.organisation)
    make_event()
    log_in(client, officer)
    assert lines(read(client))["place"] == (1, 0)
    log_in(client, make_coordinator())
    assert lines(read(client))["place"] == (2, 0)


def test_the_state_of_the_records_is_chosen(client):
    make_published_event()
    make_event()
    log_in(client, make_coordinator())
    published, work = read(client, etat="published"), read(client, etat="work")
    assert (lines(published)["place"], lines(work)["place"]) == ((1, 0), (1, 0))
    assert lines(read(client, etat="effacé"))["place"] == (2, 0)


def test_a_coordinator_chooses_whose_records_to_look_at(client):
    officer = make_user()
    own, other = make_event(owner=officer.organisation), make_event()
    log_in(client, make_coordinator())
    assert {each.slug for each in read(client)["owners"]} == {own.owner.slug, other.owner.slug}
    context = read(client, organisation=own.owner.slug, constat="place")
    assert lines(context)["place"] == (1, 0)
    assert [record["event"] for record in context["found"]] == [own]
    # Each link keeps the choice; a name that is none is no choice.
    kept = f"organisation={own.owner.slug}"
    addresses = [address for _label, address, _is_current in context["states"]]
    addresses += [line.address for line in context["lines"]] + [context["page_address"]]
    assert all(kept in address for address in addresses)
    assert lines(read(client, organisation="rien"))["place"] == (2, 0)
    log_in(client, officer)
    context = read(client, organisation=other.owner.slug)
    assert (context["owners"], lines(context)["place"]) == ([], (1, 0))


def test_a_register_without_findings_says_so(client):
    log_in(client, make_user())
    context = read(client)
    assert context["lines"] == []
    assert "Rien à compléter." in client.get(reverse(PAGE)).content.decode()


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_each_finding_opens_the_part_of_the_form_where_it_is_entered(client, check):
    event = make_event()
    log_in(client, make_coordinator())
    assert check.section in {section.key for section in SECTIONS}
    page = client.get(admin_url(event, "change"), {"section": check.section}).content.decode()
    assert f'id="partie-{check.section}"' in page
    assert f'id="{check.field}"' in page


def test_the_records_of_a_finding_lead_to_its_field(client):
    event = make_event()
    log_in(client, make_coordinator())
    (record,) = read(client, constat="english")["found"]
    assert record["address"] == f"{admin_url(event, 'change')}?section=anglais#id_title_en"


def test_an_answer_is_kept_with_who_and_when_and_closes_the_finding(client):
    officer = make_user(username="awa")
    event = make_event(owner=officer.organisation)
    log_in(client, officer)
    (record,) = read(client, constat="funder")["found"]
    answer = client.post(record["justify"], {"funder_fr": "La source ne le dit pas."})
    assert answer["Location"] == f"{reverse(PAGE)}?constat=funder"
    context = read(client, constat="funder")
    assert lines(context)["funder"] == (0, 1)
    assert context["found"] == []
    kept = context["justified"][0]["answer"]
    assert (kept.event, kept.text, kept.written_by) == (event, "La source ne le dit pas.", officer)


def test_what_was_answered_and_is_settled_since_counts_nowhere(client):
    event = make_event(title_en="Workshop")
    Justification.objects.create(event=event, finding="english", text_fr="Pas de traducteur.")
    log_in(client, make_coordinator())
    assert "english" not in lines(read(client))


def test_many_findings_cost_the_same_number_of_queries(client):
    log_in(client, make_coordinator())

    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse(PAGE), {"constat": "place"})
        return len(captured)

    make_event()
    queries()
    one = queries()
    for _each in range(3):
        Justification.objects.create(event=make_event(), finding="place", text_fr="Inconnu.")
    for _each in range(3):
        make_event()
    # One more for the answers, which the page with none does not ask for.
    assert queries() <= one + 1
