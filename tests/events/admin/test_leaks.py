"""What one organisation has typed does not reach another's officer by a side door."""

import pytest
from django.urls import reverse

from events.models import Event, EventRole, Recommendation
from tests.admin_forms import add_row, admin_url, data_of, errors_of, log_in, sheet_url
from tests.factories import (
    make_agreement,
    make_coordinator,
    make_event,
    make_organisation,
    make_participant,
    make_published_event,
    make_recommendation,
    make_role,
    make_user,
)

pytestmark = pytest.mark.django_db

SECRET = "Atelier confidentiel de l’autre organisation"


@pytest.fixture
def foreign():
    return make_event(title_fr=SECRET)


def text(response):
    assert response.status_code == 200
    return response.content.decode()


def test_the_list_shows_only_the_events_of_ones_organisation(client, foreign):
    officer = make_user()
    make_event(owner=officer.organisation, title_fr="Le nôtre")
    log_in(client, officer)
    page = text(client.get(admin_url(Event, "changelist")))
    assert "Le nôtre" in page
    assert SECRET not in page
    assert str(foreign.owner) not in page


@pytest.mark.parametrize("page", ["change", "history", "delete"])
def test_the_pages_of_anothers_event_tell_nothing(client, foreign, page):
    log_in(client, make_user())
    response = client.get(admin_url(foreign, page), follow=False)
    assert response.status_code in (302, 403)
    assert SECRET not in response.content.decode()


def test_a_past_version_of_anothers_event_tells_nothing(client, foreign):
    log_in(client, make_user())
    version = foreign.history.first().pk
    assert client.get(admin_url(foreign, "simple_history", version)).status_code == 302
    mine = make_event(owner=make_user(username="collegue").organisation)
    log_in(client, make_user(username="autre", organisation=mine.owner))
    # The version of a foreign event under the number of one's own.
    assert client.get(admin_url(mine, "simple_history", version)).status_code == 404


def test_an_old_version_is_read_and_never_written_back(client):
    officer = make_user()
    event = make_published_event(owner=officer.organisation, title_fr="Avant")
    published = event.history.latest()
    log_in(client, make_coordinator())
    address = admin_url(event, "simple_history", published.pk)
    assert "Avant" in text(client.get(address))
    assert client.post(address, {"title_fr": "Retour"}).status_code == 405


def autocomplete(client, model, field, term):
    response = client.get(
        reverse("admin:autocomplete"),
        {"app_label": "events", "model_name": model, "field_name": field, "term": term},
    )
    return [row["text"] for row in response.json()["results"]] if response.status_code == 200 else None


def test_the_search_of_a_field_offers_no_foreign_event(client, foreign):
    officer = make_user()
    make_event(owner=officer.organisation, title_fr="Atelier confidentiel à nous")
    log_in(client, officer)
    (offered,) = autocomplete(client, "recommendation", "event", "confidentiel")
    assert offered.startswith("Atelier confidentiel à nous")
    assert autocomplete(client, "headcountgroup", "events", "autre organisation") == []


def test_a_field_offers_only_events_that_one_may_still_correct(client):
    officer = make_user()
    make_published_event(owner=officer.organisation, title_fr="Atelier publié")
    log_in(client, officer)
    assert autocomplete(client, "recommendation", "event", "publié") == []


def test_a_participant_field_offers_the_events_whose_list_one_keeps(client, foreign):
    keeper = make_user(keeps_lists=True)
    make_published_event(owner=keeper.organisation, title_fr="Atelier confidentiel à nous")
    log_in(client, keeper)
    (offered,) = autocomplete(client, "participant", "event", "confidentiel")
    assert offered.startswith("Atelier confidentiel à nous")
    log_in(client, make_coordinator())
    assert autocomplete(client, "participant", "event", "confidentiel") == []


def test_undisclosed_agreements_of_others_are_not_offered(client):
    officer = make_user()
    funder = make_organisation()
    make_agreement(funder, reference="SECRET-1", recipient=make_organisation(), funder_disclosed=False)
    make_agreement(funder, reference="OUVERT-1", recipient=make_organisation())
    log_in(client, officer)
    assert autocomplete(client, "event", "agreements", "secret") == []
    assert autocomplete(client, "event", "agreements", "ouvert") == ["OUVERT-1"]


def test_filters_offer_only_values_of_ones_own_rows(client, foreign):
    make_recommendation(foreign, addressee=make_organisation(name_fr="Destinataire secret"))
    log_in(client, make_user())
    assert "Destinataire secret" not in text(client.get(admin_url(Recommendation, "changelist")))


@pytest.mark.parametrize(
    "lookup",
    [
        "participants__full_name__startswith=P",
        "participants__isnull=False",
        "owner__users__password__startswith=m",
        "roles__organisation__users__email__startswith=a",
        "created_by__password__startswith=m",
    ],
)
def test_an_address_cannot_question_what_no_column_shows(client, foreign, lookup):
    make_participant(foreign, full_name="Personne")
    log_in(client, make_coordinator())
    assert client.get(f"{admin_url(Event, 'changelist')}?{lookup}").status_code == 400


def test_rows_of_a_foreign_event_cannot_be_forged_into_ones_own(client, foreign):
    officer = make_user()
    mine = make_event(owner=officer.organisation)
    theirs = make_role(foreign, make_organisation())
    body = make_organisation()
    log_in(client, officer)
    address = sheet_url(mine)
    data = data_of(client.get(address))
    add_row(data, "roles", id=theirs.pk, event=mine.pk, organisation=body.pk, role="host", disclosed="on")
    for initial, extra in ((1, {}), (0, {}), (1, {"roles-0-DELETE": "on"})):
        client.post(address, data | extra | {"roles-INITIAL_FORMS": initial})
        theirs.refresh_from_db()
        assert (theirs.event, theirs.role) == (foreign, "organiser")


def test_a_new_row_always_belongs_to_the_event_of_the_page(client, foreign):
    officer = make_user()
    mine = make_event(owner=officer.organisation)
    log_in(client, officer)
    address = sheet_url(mine)
    data = data_of(client.get(address))
    add_row(data, "roles", event=foreign.pk, organisation=make_organisation().pk, role="host", disclosed="on")
    client.post(address, data)
    assert not EventRole.objects.filter(event=foreign).exists()


@pytest.mark.parametrize("make", [make_event, make_published_event])
def test_nobody_gives_a_role_or_money_to_anothers_event(client, make):
    """There is no proposal to accept here: only whoever may correct the event writes them."""
    foreign, officer = make(), make_user()
    mine = make_event(owner=officer.organisation)
    agreement = make_agreement(make_organisation(), recipient=officer.organisation)
    log_in(client, officer)
    data = data_of(client.get(sheet_url(mine))) | {"agreements": [agreement.pk]}
    add_row(data, "roles", organisation=officer.organisation_id, role="organiser", disclosed="on")
    # What was typed comes back, and nothing says whether there is such an event.
    assert client.post(sheet_url(foreign), data).status_code == 410
    assert not foreign.roles.exists()
    assert not foreign.agreements.exists()


def test_a_recommendation_cannot_be_moved_to_a_foreign_event(client, foreign):
    officer = make_user()
    mine = make_recommendation(make_event(owner=officer.organisation))
    log_in(client, officer)
    address = admin_url(mine, "change")
    response = client.post(address, data_of(client.get(address)) | {"event": foreign.pk})
    assert list(errors_of(response)) == ["event"]


def test_actions_reach_no_foreign_event(client, foreign):
    log_in(client, make_user())
    client.post(
        admin_url(Event, "changelist"), {"action": "submit_selected", "_selected_action": [foreign.pk]}
    )
    foreign.refresh_from_db()
    assert foreign.status == "draft"


def test_the_first_page_shows_nothing_of_others(client, foreign):
    log_in(client, make_user())
    assert SECRET not in text(client.get(reverse("admin:index")))


def test_lists_are_closed_to_superusers_of_no_or_another_organisation(client, django_user_model, foreign):
    person = make_participant(foreign, full_name="Canari Unique")
    log_in(client, django_user_model.objects.create_superuser("racine"))
    assert client.get(admin_url(person, "change")).status_code == 403
    assert "Canari" not in text(client.get(admin_url(foreign, "change")))
    # Nor do they learn it by deleting the event: its list has to be erased by its keeper first.
    response = client.post(admin_url(foreign, "delete"), {"post": "yes"})
    assert response.status_code == 403
    assert Event.objects.filter(pk=foreign.pk).exists()
