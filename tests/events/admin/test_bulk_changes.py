"""One field of several records: shown before, done whole, taken back exactly."""

from datetime import date

import pytest
from django.urls import reverse

from events.admin.bulk_changes import MOST
from events.enums import Status
from events.models import Event, EventSearchText, Language, Theme
from events.services import bulk_changes
from events.services.bulk_changes import LeftOut
from organisations.models import Programme
from publication.models import PublishedEvent
from publication.models.pending import settle
from publication.questions.corrections import corrections_of
from publication.services.rebuilding import differences
from tests.admin_forms import admin_url, log_in
from tests.factories import (
    make_coordinator,
    make_event,
    make_programme,
    make_published_event,
    make_series,
    make_user,
)

pytestmark = pytest.mark.django_db
BULK, UNDO, LIST = (reverse(f"admin:events_event_{page}") for page in ("bulk", "undo_bulk", "changelist"))


@pytest.fixture
def theme():
    return Theme.objects.create(slug="dialogue", name_fr="Dialogue")


@pytest.fixture
def officer(client):
    user = make_user()
    log_in(client, user)
    return user


def own_event(officer, **fields):
    return make_event(owner=officer.organisation, **fields)


def tick(client, code, events):
    """The action of the list."""
    return client.post(
        admin_url(Event, "changelist"), {"action": code, "_selected_action": [event.pk for event in events]}
    )


def look(client, code, events, value, **more):
    """What would change, and the page that says so."""
    sent = {"change": code, "fiche": [event.pk for event in events], "value": value.pk, **more}
    response = client.post(BULK, sent | {"voir": "1"})
    return response.context["plan"], sent


def change(client, code, events, value, **more):
    plan, sent = look(client, code, events, value, **more)
    return client.post(BULK, sent | {"vu": plan.fingerprint, "confirmer": "1"})


def undo(client, **more):
    page = client.get(UNDO)
    if page.status_code == 302:
        return page
    plan = page.context["plan"]
    return client.post(UNDO, {"vu": plan.fingerprint, "confirmer": "1", **more})


def with_value(field, value):
    return set(Event.objects.filter(**{field: value}))


def left_out(plan):
    return {reason: {event.pk for event in events} for reason, events in plan.left_out.items()}


def is_published_as_it_is():
    settle()
    return list(differences()) == []


def test_the_action_asks_first_and_shows_what_would_change(client, officer, theme):
    without, already = own_event(officer), own_event(officer, themes=[theme])
    submitted = own_event(officer, status=Status.SUBMITTED)
    events = [without, already, submitted]
    page = tick(client, "add_theme", events)
    assert page.context["plan"] is None
    assert list(page.context["form"].fields["value"].queryset) == [theme]
    plan, _sent = look(client, "add_theme", events, theme)
    assert plan.events == [without]
    assert left_out(plan) == {LeftOut.ALREADY: {already.pk}, LeftOut.NOT_YOURS: {submitted.pk}}
    assert with_value("themes", theme) == {already}


@pytest.mark.parametrize(
    ("add", "remove", "field", "make"),
    [
        ("add_theme", "remove_theme", "themes", lambda: Theme.objects.create(slug="a", name_fr="Dialogue")),
        (
            "add_language",
            "remove_language",
            "languages",
            lambda: Language.objects.create(code="bam", name_fr="bambara"),
        ),
        ("add_programme", None, "programmes", lambda: make_programme()),
    ],
)
def test_a_value_is_added_removed_and_both_are_taken_back(client, officer, add, remove, field, make):
    value = make()
    first, second = own_event(officer), own_event(officer)
    had = own_event(officer)
    getattr(had, field).add(value)
    everything = {first, second, had}
    change(client, add, everything, value)
    assert with_value(field, value) == everything
    undo(client)
    # Not the one that had it before.
    assert with_value(field, value) == {had}
    if remove:
        change(client, remove, everything, value)
        assert with_value(field, value) == set()
        undo(client)
        assert with_value(field, value) == {had}


def test_history_search_and_log_follow(client, officer, theme):
    event = own_event(officer)
    before = event.history.count()
    change(client, "add_theme", [event], theme)
    assert "dialogue" in EventSearchText.objects.get(event=event).text
    assert Event.objects.search("dialogue").get() == event
    latest = event.history.latest()
    assert (event.history.count(), latest.history_user) == (before + 1, officer)
    through = Event.themes.through.history.model.objects.get(event_id=event.pk)
    assert (through.theme_id, through.history_user, through.history_type) == (theme.pk, officer, "+")
    page = client.get(reverse("admin:events_event_history", args=[event.pk]))
    assert "Dialogue" in page.content.decode()
    undo(client)
    assert "dialogue" not in EventSearchText.objects.get(event=event).text


def test_officers_leave_public_records_as_they_are(client, officer, theme):
    public, draft = make_published_event(owner=officer.organisation), own_event(officer)
    plan, _sent = look(client, "add_theme", [public, draft], theme)
    assert (plan.events, left_out(plan)) == ([draft], {LeftOut.NOT_YOURS: {public.pk}})
    change(client, "add_theme", [public], theme)
    assert with_value("themes", theme) == set()


@pytest.mark.django_db(transaction=True)
def test_a_coordinator_corrects_public_records_and_says_why(client):
    log_in(client, make_coordinator())
    programme, public, draft = make_programme(), make_published_event(), make_event()
    assert "reason" in tick(client, "add_programme", [public, draft]).context["form"].fields
    assert "reason" not in tick(client, "add_programme", [draft]).context["form"].fields
    change(client, "add_programme", [public, draft], programme, reason="Programme oublié à la saisie.")
    assert with_value("programmes", programme) == {public, draft}
    assert is_published_as_it_is()
    (correction,) = corrections_of(public.reference)
    assert (correction.facts, correction.reasons) == (("programmes",), ("Programme oublié à la saisie.",))
    undo(client, reason="Erreur de sélection.")
    assert with_value("programmes", programme) == set()
    assert is_published_as_it_is()
    (correction,) = corrections_of(public.reference)
    assert set(correction.reasons) == {"Programme oublié à la saisie.", "Erreur de sélection."}


def test_others_records_are_neither_changed_nor_named(client, officer, theme):
    own, other = own_event(officer), make_event(title_fr="Atelier secret")
    plan, sent = look(client, "add_theme", [own, other], theme)
    assert (plan.events, plan.left_out) == ([own], {})
    page = client.post(BULK, sent | {"vu": plan.fingerprint, "confirmer": "1"}, follow=True)
    assert "Atelier secret" not in page.content.decode()
    assert with_value("themes", theme) == {own}


@pytest.mark.parametrize("code", ["remove_programme", "remove_series", "delete", ""])
def test_what_only_an_undo_does_cannot_be_asked_for(client, officer, code):
    programme = make_programme()
    event = own_event(officer, programmes=[programme], series=make_series())
    response = client.post(BULK, {"change": code, "fiche": event.pk, "value": programme.pk})
    assert response["Location"] == LIST
    assert with_value("programmes", programme) == {event}


@pytest.mark.parametrize("value", ["", "0", "999999999", "x", "1 or 1"])
def test_a_value_that_is_not_offered_is_refused(client, officer, theme, value):
    event = own_event(officer)
    response = client.post(BULK, {"change": "add_theme", "fiche": event.pk, "value": value, "confirmer": "1"})
    assert response.context["form"].has_error("value")
    assert not event.themes.exists()


@pytest.mark.parametrize("keys", [[], ["x"], ["-1"], ["9" * 30], ["٣"], ["0"]])
def test_without_a_record_nothing_is_asked(client, officer, theme, keys):
    response = client.post(BULK, {"change": "add_theme", "fiche": keys, "value": theme.pk})
    assert response["Location"] == LIST


def test_what_changed_since_it_was_shown_is_shown_again(client, officer, theme):
    first, second = own_event(officer), own_event(officer)
    plan, sent = look(client, "add_theme", [first, second], theme)
    Event.objects.filter(pk=second.pk).update(status=Status.SUBMITTED)
    page = client.post(BULK, sent | {"vu": plan.fingerprint, "confirmer": "1"})
    assert page.context["plan"].events == [first]
    assert with_value("themes", theme) == set()
    client.post(BULK, sent | {"vu": page.context["plan"].fingerprint, "confirmer": "1"})
    assert with_value("themes", theme) == {first}


def test_another_value_chosen_at_the_last_moment_is_shown_first(client, officer, theme):
    other = Theme.objects.create(slug="police", name_fr="Police")
    event = own_event(officer)
    plan, sent = look(client, "add_theme", [event], theme)
    page = client.post(BULK, sent | {"value": other.pk, "vu": plan.fingerprint, "confirmer": "1"})
    assert page.context["plan"].value == other
    assert not event.themes.exists()


def test_all_or_nothing(client, officer, theme, monkeypatch):
    first, second = own_event(officer), own_event(officer)

    def fail_on_the_second(*, event):
        if event == second:
            raise RuntimeError("index")

    monkeypatch.setattr(bulk_changes, "index_event", fail_on_the_second)
    with pytest.raises(RuntimeError):
        change(client, "add_theme", [first, second], theme)
    assert with_value("themes", theme) == set()
    assert client.get(UNDO).status_code == 302


def test_a_series_takes_those_that_are_in_none(client, officer):
    series, other = make_series(), make_series()
    free, elsewhere, there = (own_event(officer, series=each) for each in (None, other, series))
    plan, _sent = look(client, "add_series", [free, elsewhere, there], series)
    assert left_out(plan) == {LeftOut.OTHER_SERIES: {elsewhere.pk}, LeftOut.ALREADY: {there.pk}}
    change(client, "add_series", [free, elsewhere, there], series)
    free.refresh_from_db()
    assert (free.series, free.series_rank) == (series, None)
    undo(client)
    assert with_value("series", series) == {there}
    assert with_value("series", other) == {elsewhere}


def test_ranks_are_the_free_ones_in_the_order_of_the_days(client, officer):
    series = make_series()
    own_event(officer, series=series, series_rank=2)
    days = [date(2023, 5, 1), date(2023, 3, 1), date(2023, 4, 1)]
    events = [own_event(officer, starts_on=day) for day in days]
    change(client, "add_series", events, series, with_ranks="on")
    ranks = dict(series.events.values_list("starts_on", "series_rank"))
    assert [ranks[day] for day in sorted(days)] == [1, 3, 4]
    # One that was given another rank since stays where somebody put it.
    moved = events[0]
    Event.objects.filter(pk=moved.pk).update(series_rank=9)
    undo(client)
    assert set(series.events.values_list("series_rank", flat=True)) == {2, 9}


def test_ranks_of_public_records_are_published(client):
    log_in(client, make_coordinator())
    series = make_series()
    events = [make_published_event(starts_on=date(2023, 3, day)) for day in (9, 2)]
    change(client, "add_series", events, series, with_ranks="on")
    assert is_published_as_it_is()
    assert PublishedEvent.objects.filter(series=series.pk).count() == 2


def test_an_undo_is_good_once_and_until_the_next_change(client, officer, theme):
    first, second = own_event(officer), own_event(officer)
    change(client, "add_theme", [first], theme)
    change(client, "add_theme", [second], theme)
    undo(client)
    assert with_value("themes", theme) == {first}
    assert undo(client)["Location"] == LIST
    assert with_value("themes", theme) == {first}


def test_what_was_submitted_since_is_not_taken_back(client, officer, theme):
    first, second = own_event(officer), own_event(officer)
    change(client, "add_theme", [first, second], theme)
    Event.objects.filter(pk=second.pk).update(status=Status.SUBMITTED)
    assert left_out(client.get(UNDO).context["plan"]) == {LeftOut.NOT_YOURS: {second.pk}}
    undo(client)
    assert with_value("themes", theme) == {second}


def test_an_undo_is_the_account_s_that_made_the_change(client, officer, theme):
    change(client, "add_theme", [own_event(officer)], theme)
    client.logout()
    log_in(client, make_coordinator())
    assert client.get(UNDO)["Location"] == LIST
    assert with_value("themes", theme) != set()


def test_a_theme_that_is_gone_leaves_nothing_to_undo(client, officer, theme):
    event = own_event(officer, themes=[theme])
    change(client, "remove_theme", [event], theme)
    theme.delete()
    assert client.get(UNDO)["Location"] == LIST


def test_too_many_at_once_are_refused(client, officer, theme):
    events = [own_event(officer) for _number in range(MOST + 1)]
    response = tick(client, "add_theme", events)
    assert response.status_code == 302
    plan, _sent = look(client, "add_theme", events, theme)
    assert len(plan.events) == MOST


def test_an_officer_links_the_programmes_that_the_form_offers(client, officer):
    programmes = [make_programme(), make_programme()]
    page = tick(client, "add_programme", [own_event(officer)])
    offered = page.context["form"].fields["value"].queryset
    assert set(offered) == set(Programme.objects.all()) == set(programmes)
