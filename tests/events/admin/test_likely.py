"""The same workshop under another title is noticed by its officer, by the reviewer and before an import."""

import pytest
from django.urls import reverse

from events.models import DifferentEvents, Event, ProposedFacts
from events.services.workflow import submit
from tests.admin_forms import admin_url, log_in
from tests.factories import (
    make_coordinator,
    make_event,
    make_event_source,
    make_place,
    make_published_event,
    make_role,
    make_user,
)

pytestmark = pytest.mark.django_db
LIKELY = reverse("admin:events_event_likely")


@pytest.fixture
def public():
    return make_published_event(title_fr="Installation du CCS de Gao", places=[make_place()])


@pytest.fixture
def draft(officer, public):
    places = list(public.places.all())
    return make_event(
        owner=officer.organisation, created_by=officer, places=places, title_fr="Formation des élus"
    )


def test_an_officer_is_shown_it_while_she_types(client, officer, public):
    place = public.places.get()
    typed = {
        "when": "29 mars 2023",
        "event_places-0-place": place.pk,
        "title_fr": "Formation des élus",
        "fragment": "1",
    }
    page = client.get(LIKELY, typed).content.decode()
    assert public.get_absolute_url() in page and "<html" not in page
    assert public.title not in client.get(LIKELY, typed | {"when": "29/04/2023"}).content.decode()
    assert public.title not in client.get(LIKELY, typed | {"when": "29/"}).content.decode()


def test_the_first_page_is_compared_as_well(client, officer, public):
    typed = {"when": "29 mars 2023", "where": public.places.get().pk, "fragment": "1"}
    assert public.get_absolute_url() in client.get(LIKELY, typed).content.decode()


def test_organisers_are_typed_as_roles(client, officer, public):
    body = make_role(public, officer.organisation).organisation
    typed = {"when": "2023-03-28", "roles-0-organisation": body.pk, "roles-0-role": "organiser"}
    assert public.title in client.get(LIKELY, typed).content.decode()
    assert public.title not in client.get(LIKELY, typed | {"roles-0-role": "funder"}).content.decode()


def test_it_stands_beside_the_draft_and_before_the_reviewer(client, draft, public):
    assert public.get_absolute_url() in client.get(admin_url(draft, "change")).content.decode()
    submit(event=draft, by=draft.created_by)
    log_in(client, make_coordinator())
    page = client.get(admin_url(draft, "change")).content.decode()
    assert admin_url(public, "change") in page and f"{LIKELY}?evenement={draft.pk}" in page


def test_a_stranger_is_told_nothing_of_a_draft(client, draft):
    stranger = make_user()
    log_in(client, stranger)
    mine = make_event(owner=stranger.organisation, places=draft.places.all())
    page = client.get(f"{LIKELY}?evenement={mine.pk}").content.decode()
    assert draft.title not in page
    assert client.get(f"{LIKELY}?evenement={draft.pk}").status_code == 302
    for name in ("events_event_different", "events_event_same"):
        address = reverse(f"admin:{name}", args=[mine.pk])
        assert client.post(address, {"autre": draft.pk}).status_code == 404
        assert client.post(reverse(f"admin:{name}", args=[draft.pk]), {"autre": mine.pk}).status_code == 403


def test_two_events_are_said_to_be_two_and_compared_again(client, draft, public):
    address = reverse("admin:events_event_different", args=[draft.pk])
    page = client.post(address, {"autre": public.pk}, follow=True)
    assert page.context["likely"] == []
    assert [other for other, _row in page.context["different"]] == [public]
    assert DifferentEvents.objects.get().by == draft.created_by
    page = client.post(address, {"autre": public.pk, "annuler": "1"}, follow=True)
    assert [row.likely.event for row in page.context["likely"]] == [public]


def test_the_same_event_takes_the_facts_and_the_draft_may_go(client, draft, public):
    make_event_source(draft)
    page = client.post(
        reverse("admin:events_event_same", args=[draft.pk]), {"autre": public.pk}, follow=True
    ).content.decode()
    assert admin_url(draft, "delete") in page
    proposed = ProposedFacts.objects.get()
    assert not public.event_sources.exists()

    owner = make_user(organisation=public.owner)
    log_in(client, owner)
    address = f"{LIKELY}?evenement={public.pk}"
    assert f"{address}#faits" in client.get(reverse("admin:index")).content.decode()
    # The team reads the facts and never the draft itself.
    page = client.get(address).content.decode()
    assert "Formation des élus" in page and admin_url(draft, "change") not in page
    facts = reverse("admin:events_event_facts", args=[public.pk])
    client.post(facts, {"faits": proposed.pk})
    proposed.refresh_from_db()
    assert proposed.settled_by == owner and not public.event_sources.exists()


def test_facts_are_settled_by_who_keeps_the_record_alone(client, draft, public):
    client.post(reverse("admin:events_event_same", args=[draft.pk]), {"autre": public.pk})
    facts = reverse("admin:events_event_facts", args=[public.pk])
    key = ProposedFacts.objects.get().pk
    assert client.post(facts, {"faits": key}).status_code == 403
    log_in(client, make_coordinator())
    assert client.post(facts, {"faits": key}).status_code == 302
    assert client.post(facts, {"faits": "x"}).status_code == 404


def test_the_add_form_asks_while_one_types(client, officer):
    page = client.get(admin_url(Event, "add")).content.decode()
    assert f'data-address="{LIKELY}"' in page and "likely_events" in page
