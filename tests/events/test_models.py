from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from events.enums import DateInference, EventKind, Outcome, Role, Sensitivity, Status
from events.models import Event, EventFigure, EventRole, Headcount, Recommendation
from organisations.enums import FinancingKind, PlaceKind
from tests.factories import (
    make_event,
    make_headcount,
    make_organisation,
    make_participant,
    make_place,
    make_published_event,
    make_recommendation,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)


def refusal(instance):
    with pytest.raises(ValidationError) as refused:
        instance.full_clean()
    return {error.code for errors in refused.value.error_dict.values() for error in errors}


def draft(**fields):
    fields = {"owner": make_organisation(), "kind": EventKind.WORKSHOP, "title_fr": "Atelier", **fields}
    return Event(**fields)


def test_the_end_does_not_precede_the_start():
    assert refusal(draft(starts_on=date(2024, 3, 1), ends_on=date(2024, 2, 29))) == {"dates_reversed"}


def test_a_database_refuses_what_a_form_would():
    with pytest.raises(IntegrityError), transaction.atomic():
        make_event(starts_on=date(2024, 3, 1), ends_on=date(2024, 2, 29))


@pytest.mark.parametrize("status", Status.editable_by_officers())
def test_a_draft_is_stored_whatever_it_lacks(status):
    lacking = {
        "kind": "",
        "title_fr": "",
        "starts_on": None,
        "date_inference": DateInference.YEAR,
        "series_rank": 2,
        "sensitivity": Sensitivity.DELAYED,
    }
    event = draft(status=status, **lacking)
    event.full_clean()
    event.save()
    stored = Event.objects.get(pk=event.pk)
    assert {name: getattr(stored, name) or "" for name in lacking} == {
        name: value or "" for name, value in lacking.items()
    }


def test_one_of_the_two_dates_is_enough_for_a_draft():
    for given in ({"starts_on": date(2024, 3, 1)}, {"ends_on": date(2024, 3, 1)}):
        event = draft(**given)
        event.full_clean()
        event.save()
        str(Event.objects.get(pk=event.pk))


def test_without_a_title_it_is_called_by_what_is_known():
    gao = make_place(name_fr="Gao")
    names = [
        str(make_event(title_fr="", kind=kind, places=places))
        for kind, places in (
            (EventKind.WORKSHOP, [gao, make_place()]),
            (EventKind.WORKSHOP, ()),
            ("", [gao]),
            ("", ()),
        )
    ]
    assert names == [
        "Atelier – Gao (sans titre)",
        "Atelier (sans titre)",
        "Événement – Gao (sans titre)",
        "Brouillon sans titre",
    ]
    assert str(draft(title_fr="")) == "Atelier (sans titre)"


def test_an_event_held_on_a_day_that_nobody_knows_is_public_once_published():
    make_published_event(starts_on=None)
    assert Event.objects.published(on=date(2021, 1, 1)).count() == 1


def test_a_delay_without_a_date_never_ends():
    make_published_event(starts_on=None, sensitivity=Sensitivity.DELAYED, delay_days=30)
    assert not Event.objects.published(on=date(2100, 1, 1)).exists()


def test_a_body_that_has_closed_may_have_funded_an_event_held_on_an_unknown_day():
    mission = make_organisation(active_to=date(2023, 12, 31))
    funds = {"organisation": mission, "role": Role.FUNDER, "financing_kind": FinancingKind.FINANCIAL}
    EventRole(event=make_event(starts_on=None), **funds).full_clean()
    planned = make_event(starts_on=None, outcome=Outcome.PLANNED)
    assert refusal(EventRole(event=planned, **funds)) == {"funder_closed"}


def test_a_span_over_a_leap_day_has_its_days():
    assert draft(starts_on=date(2024, 2, 29), ends_on=date(2024, 3, 1)).days == 2


def test_financing_is_told_of_funders_only():
    event, body = make_event(), make_organisation()
    host = EventRole(event=event, organisation=body, role=Role.HOST, financing_kind=FinancingKind.FINANCIAL)
    assert refusal(host) == {"financing_mismatch"}
    assert "financing_mismatch" in refusal(EventRole(event=event, organisation=body, role=Role.FUNDER))


def test_a_closed_funder_is_refused_for_a_later_event_and_kept_for_an_earlier_one():
    mission = make_organisation(active_to=date(2023, 12, 31))
    funds = {"organisation": mission, "role": Role.FUNDER, "financing_kind": FinancingKind.FINANCIAL}
    EventRole(event=make_event(starts_on=date(2023, 4, 4)), **funds).full_clean()
    assert refusal(EventRole(event=make_event(starts_on=date(2026, 4, 4)), **funds)) == {"funder_closed"}


def test_one_body_may_hold_several_roles_but_each_once():
    event, body = make_event(), make_organisation()
    EventRole.objects.create(event=event, organisation=body, role=Role.ORGANISER)
    EventRole.objects.create(event=event, organisation=body, role=Role.HOST)
    assert refusal(EventRole(event=event, organisation=body, role=Role.HOST)) == {"duplicate_role"}


def test_a_figure_is_known_by_name_or_at_least_by_office():
    assert refusal(EventFigure(event=make_event(), role="guest")) == {"nobody"}


def test_a_headcount_cell_is_told_once_per_event():
    event = make_event()
    make_headcount(event, 7, sex="women")
    assert refusal(Headcount(event=event, number=8, sex="women")) == {"duplicate_headcount"}
    Headcount(event=event, number=8, sex="women", basis="planned").full_clean()


def test_a_participant_is_never_named_by_str():
    participant = make_participant(make_event(), full_name="Aminata Secret")
    assert str(participant) == f"Participant #{participant.pk}"


# -- the gate ---------------------------------------------------------------------------


def test_only_published_events_pass_the_gate():
    published = make_published_event()
    make_event()
    withdrawn = make_published_event()
    Event.objects.filter(pk=withdrawn.pk).update(status=Status.WITHDRAWN)
    assert list(Event.objects.published()) == [published]
    assert list(Event.objects.no_longer_published()) == [withdrawn]


def test_an_event_known_by_its_month_appears_when_the_month_is_over():
    day = date(2026, 5, 20)
    make_published_event(starts_on=day, sensitivity=Sensitivity.REGION_AND_MONTH)
    assert not Event.objects.published(on=date(2026, 5, 31)).exists()
    assert Event.objects.published(on=date(2026, 6, 1)).exists()


def test_an_event_to_come_is_public_only_when_announced():
    day = TODAY + timedelta(days=10)
    event = make_published_event(starts_on=day, outcome=Outcome.PLANNED)
    assert not Event.objects.published(on=TODAY).exists()
    assert Event.objects.published(on=day + timedelta(days=1)).exists()
    event.announced = True
    event.save()
    assert Event.objects.published(on=TODAY).exists()


def test_a_delayed_event_appears_after_its_delay():
    make_published_event(starts_on=date(2026, 5, 20), sensitivity=Sensitivity.DELAYED, delay_days=30)
    assert not Event.objects.published(on=date(2026, 6, 18)).exists()
    assert Event.objects.published(on=date(2026, 6, 19)).exists()


@pytest.mark.parametrize(
    ("sensitivity", "has_page", "is_counted"),
    [
        (Sensitivity.PUBLIC, True, True),
        (Sensitivity.REGION_AND_MONTH, True, True),
        (Sensitivity.AGGREGATE, False, True),
        (Sensitivity.HIDDEN, False, False),
    ],
)
def test_sensitivity_says_what_is_public(sensitivity, has_page, is_counted):
    make_published_event(sensitivity=sensitivity)
    assert Event.objects.published().exists() is has_page
    assert Event.objects.counted().exists() is is_counted


# -- questions --------------------------------------------------------------------------


def test_an_event_is_in_its_commune_and_in_everything_around_it():
    region = make_place()
    cercle = make_place(kind=PlaceKind.CERCLE, parent=region)
    commune = make_place(kind=PlaceKind.COMMUNE, parent=cercle)
    event = make_event(places=[commune, region])
    make_event(places=[make_place()])
    for place in (commune, cercle, region):
        assert list(Event.objects.in_place(place)) == [event]


def test_search_ignores_case_accents_and_ligatures_and_wants_every_word():
    event = make_event(title_fr="Évaluation de la sécurité à Ségou, œuvre commune")
    make_event(title_fr="Sécurité à Gao")
    assert list(Event.objects.search("SEGOU securite oeuvre")) == [event]
    assert Event.objects.search("securite").count() == 2


def test_the_latest_follow_up_gives_the_status_of_a_recommendation():
    item = make_recommendation(make_published_event(), due_on=date(2026, 1, 1))
    assert Recommendation.objects.with_status().get().status == "not_known"
    assert list(Recommendation.objects.overdue(on=TODAY)) == [item]
    item.follow_ups.create(day=date(2026, 2, 1), status="done")
    item.follow_ups.create(day=date(2026, 1, 1), status="in_progress")
    assert Recommendation.objects.with_status().get().status == "done"
    assert not Recommendation.objects.overdue(on=TODAY).exists()
