"""The first page: what waits for whom, in which order, at what cost."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from events.admin.home.year import people_in
from events.enums import Status
from events.models import Event, FollowUp, Headcount, HeadcountGroup, Justification
from events.services import workflow
from rss_registry.figures import Figure
from tests.admin_forms import admin_url, log_in
from tests.factories import (
    make_coordinator,
    make_event,
    make_participant,
    make_published_event,
    make_recommendation,
    make_series,
    make_user,
)

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def panels_of(client, user):
    log_in(client, user)
    return client.get(reverse("admin:index")).context["panels"]


def panel(client, user, code):
    return next((each for each in panels_of(client, user) if each.code == code), None)


def titles(panel):
    return [row.title for row in panel.rows]


def submit(event, by=None, days_ago=0):
    workflow.submit(event=event, by=by or make_user())
    event.status_changes.update(at=timezone.now() - timedelta(days=days_ago))


@pytest.fixture
def officer():
    return make_user(keeps_lists=True)


@pytest.fixture
def mine(officer):
    def make(**fields):
        return make_event(**{"owner": officer.organisation, "created_by": officer, **fields})

    return make


def test_nothing_waits_for_a_new_officer(client, officer):
    assert panels_of(client, officer) == []


def test_panels_stand_in_the_order_of_what_presses(client, officer, mine):
    returned = mine()
    workflow.submit(event=returned, by=officer)
    workflow.return_to_author(event=returned, by=make_coordinator(), reason="Qui a payé ?")
    mine(starts_on=TODAY())
    submit(mine())
    make_recommendation(mine(), due_on=TODAY())
    make_participant(mine(starts_on=TODAY() - timedelta(days=900)))
    make_published_event(owner=officer.organisation)
    make_series(organisation=officer.organisation, planned_number=5)
    codes = [each.code for each in panels_of(client, officer)]
    assert codes == ["returned", "drafts", "waiting", "incomplete", "recommendations", "lists", "year"]


def test_what_came_back_says_why_who_and_when(client, officer, mine):
    event = mine()
    reviewer = make_coordinator(username="relecture")
    workflow.submit(event=event, by=officer)
    workflow.return_to_author(event=event, by=reviewer, reason="Qui a payé ?")
    (row,) = panel(client, officer, "returned").rows
    assert (row.title, row.reason) == (event.title, "Qui a payé ?")
    assert row.details[0] == "relecture"


def test_a_panel_shows_eight_rows_and_the_way_to_all(client, officer, mine):
    for _each in range(9):
        mine()
    drafts = panel(client, officer, "drafts")
    assert (len(drafts.rows), drafts.count, drafts.has_more) == (8, "9", True)
    assert client.get(drafts.more).context["cl"].result_count == 9


def test_drafts_of_colleagues_are_not_mine(client, officer, mine):
    mine(created_by=make_user(organisation=officer.organisation))
    assert panel(client, officer, "drafts") is None


def test_a_draft_says_how_far_it_is(client, officer, mine):
    event = mine()
    (row,) = panel(client, officer, "drafts").rows
    Justification.objects.create(event=event, finding="theme", text_fr="Aucun ne convient.")
    (after,) = panel(client, officer, "drafts").rows
    assert after.progress.done == row.progress.done + 1
    assert after.progress.total == row.progress.total


def test_who_has_waited_longest_is_reviewed_first(client):
    late, early = make_event(title_fr="Tard"), make_event(title_fr="Tôt")
    submit(late, days_ago=1)
    submit(early, days_ago=3)
    assert titles(panel(client, make_coordinator(), "to_review")) == ["Tôt", "Tard"]


def test_an_officer_reviews_nothing_and_sees_nothing_of_others(client, officer):
    submit(make_event())
    assert panels_of(client, officer) == []


def test_a_finding_that_is_answered_is_no_longer_open(client, officer):
    event = make_published_event(owner=officer.organisation)
    assert panel(client, officer, "incomplete").count == "1"
    for code in ("place", "organiser", "funder", "source", "theme", "headcount", "english"):
        Justification.objects.create(event=event, finding=code, text_fr="La source ne le dit pas.")
    assert panel(client, officer, "incomplete") is None


def test_recommendations_are_called_until_they_are_done(client, officer, mine):
    event = mine()
    done = make_recommendation(event, text_fr="Faite", due_on=TODAY() - timedelta(days=3))
    FollowUp.objects.create(recommendation=done, day=TODAY(), status="done")
    make_recommendation(event, text_fr="En retard", due_on=TODAY() - timedelta(days=3))
    make_recommendation(event, text_fr="Bientôt", due_on=TODAY() + timedelta(days=20))
    make_recommendation(event, text_fr="Plus tard", due_on=TODAY() + timedelta(days=60))
    make_recommendation(make_event(), text_fr="D’autrui", due_on=TODAY())
    assert titles(panel(client, officer, "recommendations")) == ["En retard", "Bientôt"]


def test_a_series_without_news_is_named(client, officer, mine):
    silent = make_series(title_fr="Muette", organisation=officer.organisation, planned_number=5)
    mine(series=silent, series_rank=1, starts_on=date(2021, 2, 24))
    running = make_series(title_fr="En cours", organisation=officer.organisation, planned_number=5)
    mine(series=running, series_rank=1, starts_on=TODAY())
    passed = make_series(title_fr="Attendue", organisation=officer.organisation)
    mine(series=passed, outcome="planned", starts_on=TODAY() - timedelta(days=120))
    complete = make_series(title_fr="Achevée", organisation=officer.organisation, planned_number=1)
    mine(series=complete, series_rank=1, starts_on=date(2021, 2, 24))
    make_series(title_fr="D’autrui", planned_number=3)
    assert sorted(titles(panel(client, officer, "series"))) == ["Attendue", "Muette"]


def test_lists_are_announced_to_their_keepers_alone(client, officer, mine):
    make_participant(mine(starts_on=TODAY() - timedelta(days=350)))
    make_participant(mine(title_fr="Récent", starts_on=TODAY()))
    assert len(panel(client, officer, "lists").rows) == 1
    other = make_user(organisation=officer.organisation)
    assert panel(client, other, "lists") is None


def test_figures_carry_the_events_that_state_them(mine):
    for number, women in ((20, 5), (30, None), (None, None)):
        event = mine()
        if number:
            Headcount.objects.create(event=event, number=number, basis="approximate" if women else "exact")
        if women:
            Headcount.objects.create(event=event, number=women, sex="women")
    events = Event.objects.all()
    people = people_in(events, 3)
    total, women = people[""], people["women"]
    assert total == Figure(50, "approximate")
    assert (total.coverage.covered, total.coverage.unknown) == (2, 1)
    assert (women.value, women.coverage.covered, women.coverage.unknown) == (5, 1, 2)


def test_a_shared_total_counts_once_and_only_whole(mine):
    first, second, outside = mine(), mine(), mine()
    group = HeadcountGroup.objects.create(label_fr="Les deux")
    group.events.set([first, second])
    Headcount.objects.create(group=group, number=200)
    both = people_in(Event.objects.exclude(pk=outside.pk), 2)[""]
    assert (both.value, both.coverage.covered) == (200, 2)
    part = people_in(Event.objects.filter(pk=first.pk), 1)[""]
    assert (part.value, part.coverage.unknown) == (None, 1)


def test_the_page_costs_the_same_whatever_it_shows(client, officer, mine):
    def queries():
        client.get(reverse("admin:index"))
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("admin:index"))
        return len(captured)

    def fill():
        returned = mine()
        workflow.submit(event=returned, by=officer)
        workflow.return_to_author(event=returned, by=make_coordinator(), reason="Pourquoi ?")
        mine(starts_on=TODAY())
        submit(mine())
        make_recommendation(mine(), due_on=TODAY())
        make_participant(mine(starts_on=TODAY() - timedelta(days=900)))
        make_published_event(owner=officer.organisation)

    log_in(client, officer)
    fill()
    once = queries()
    # Below the length of a panel: a full one counts what it does not show, which is one query more.
    fill()
    assert queries() == once


def test_the_menu_lists_what_one_may_see_on_every_page(client, officer):
    log_in(client, make_user())
    for address in (reverse("admin:index"), admin_url(Event, "add")):
        menu = client.get(address).context["menu"]
        addresses = {address for group in menu for _words, address in group.items}
        assert reverse("admin:events_event_changelist") in addresses
        assert reverse("admin:events_event_quality") in addresses
        assert reverse("admin:events_participant_changelist") not in addresses
        assert reverse("admin:organisations_user_changelist") not in addresses


def test_events_to_come_lead_to_their_sign_in_sheets(client, officer, mine):
    coming = mine(outcome="planned", starts_on=TODAY() + timedelta(days=9))
    mine(title_fr="Passé")
    log_in(client, officer)
    page = client.get(reverse("admin:events_event_prepare"))
    assert [event.pk for event, *_rest in page.context["events"]] == [coming.pk]
    assert reverse("staff:sign_in_sheets", args=[coming.pk]) in page.content.decode()


def test_returned_records_of_a_status_no_one_moved_are_listed(client, officer, mine):
    mine(status=Status.RETURNED, title_fr="Importée")
    assert titles(panel(client, officer, "returned")) == ["Importée"]
