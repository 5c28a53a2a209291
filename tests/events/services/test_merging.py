"""Two records of one event made one: nothing counted twice, nothing lost, nothing told that was not."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.core import serializers
from django.utils import timezone

from events.enums import HalfDay, Outcome, Role, Sensitivity, Status, WithdrawalReason
from events.models import (
    Document,
    Event,
    EventClaim,
    EventFigure,
    EventLink,
    EventPlace,
    EventRole,
    FollowUp,
    HeadcountGroup,
    Objective,
    Participant,
    Person,
    PersonMark,
    Presence,
    ProposedFacts,
    Quotation,
    Session,
)
from events.permissions import can
from events.services.deleting import DeletingError, restore_draft
from events.services.merging import merge_events, part_events
from events.services.search_text import index_errors
from events.services.workflow import WorkflowError, publish, withdraw
from organisations.models import Merge
from organisations.services.merge_limits import MergeError
from organisations.services.merging import UNDO_DAYS
from publication.models import PublishedEvent, PublishedNumber, Withdrawal
from publication.services.rebuilding import differences
from tests.factories import (
    make_agreement,
    make_coordinator,
    make_cost_line,
    make_event,
    make_event_source,
    make_headcount,
    make_organisation,
    make_participant,
    make_place,
    make_programme,
    make_published_event,
    make_recommendation,
    make_role,
    make_series,
    make_source,
    make_user,
)
from tests.published import settle

pytestmark = pytest.mark.django_db

_TRACES = {"updated_at", "at"}
# Who moved the record when is not put back; what is made of the others is compared by itself.
_KEPT_TRACES = {"events.StatusChange", "events.EventSearchIndex", "events.EventSearchText"}


def everything():
    """All rows of the events app, as text."""
    rows = {}
    for model in apps.get_app_config("events").get_models(include_auto_created=True):
        label = model._meta.label
        if "Historical" in label or label in _KEPT_TRACES:
            continue
        for text in serializers.serialize("python", model._base_manager.all()):
            fields = {name: value for name, value in text["fields"].items() if name not in _TRACES}
            key = text["pk"] if not model._meta.auto_created else str(sorted(fields.items()))
            rows[label, key] = str(fields)
    return rows


@pytest.fixture
def by():
    return make_coordinator()


def make_one(kept, absorbed, by, **choices):
    return merge_events(kept=kept, absorbed=absorbed, values=choices.pop("values", {}), by=by, **choices)


def again(*events):
    return [Event.with_deleted.get(pk=event.pk) for event in events]


def full_pair(make=make_published_event):
    """Two records of one event, each with what the other lacks and some of what it has."""
    owner, body, other = make_organisation(), make_organisation(), make_organisation()
    place, person = make_place(), Person.objects.create(name="Mme Sissoko")
    pair = [make(owner=owner, places=[place]) for _number in range(2)]
    for number, event in enumerate(pair):
        make_role(event, body)
        make_role(event, make_organisation(), Role.PARTNER)
        EventFigure.objects.create(event=event, person=person, role="chair")
        Objective.objects.create(event=event, text_fr="Former les membres", position=1)
        Objective.objects.create(event=event, text_fr=f"Objectif {number}", position=2)
        make_recommendation(event)
        make_recommendation(event, f"Recommandation {number}")
        make_event_source(event, make_source())
        event.programmes.add(make_programme())
        Session.objects.create(event=event, day=event.starts_on, half_day=HalfDay.MORNING)
        make_headcount(event, 30 + number)
        make_headcount(event, 12, sex="women")
        Quotation.objects.create(
            event=event, about="venue", source=event.event_sources.get().source, text=f"Salle {number}"
        )
        make_role(event, other, Role.FUNDER, note_fr=("", "Pour la salle")[number])
    absorbed = pair[1]
    FollowUp.objects.create(
        recommendation=absorbed.recommendations.first(), day=date(2023, 9, 1), status="done"
    )
    settle()
    return pair


def test_what_only_one_has_goes_to_the_kept_record_and_what_both_have_stands_once(by):
    kept, absorbed = full_pair()
    make_one(kept, absorbed, by)
    settle()
    assert EventRole.objects.filter(event=kept).count() == 4
    assert [row.text_fr for row in kept.objectives.all()] == [
        "Former les membres",
        "Objectif 0",
        "Objectif 1",
    ]
    assert kept.recommendations.count() == 3
    assert kept.figures.count() == 1
    assert kept.event_sources.count() == 2
    assert kept.programmes.count() == 2
    assert kept.sessions.count() == 1
    assert kept.quotations.count() == 2
    # What was done of the recommendation that both have is known of the one that stays.
    assert FollowUp.objects.get().recommendation.event == kept
    assert index_errors() == []
    assert list(differences()) == []


def test_people_are_counted_once_and_what_the_other_said_stands_beside(by):
    kept, absorbed = full_pair()
    make_one(kept, absorbed, by)
    assert sorted(kept.headcounts.values_list("number", flat=True)) == [12, 30]
    claim = kept.claims.get()
    assert (claim.field, claim.followed) == (EventClaim.Field.HEADCOUNT, False)
    assert "31" in claim.value
    assert claim.source == absorbed_source(kept, claim)


def absorbed_source(kept, claim):
    return kept.event_sources.get(source=claim.source).source


def test_the_other_counts_when_they_are_right(by):
    kept, absorbed = full_pair()
    make_one(kept, absorbed, by, sides=frozenset({"headcounts"}))
    assert sorted(kept.headcounts.values_list("number", flat=True)) == [12, 31]
    assert "30" in kept.claims.get().value


def test_without_a_source_the_other_counts_wait_beside_the_record(by):
    kept, absorbed = make_event(), make_event()
    make_headcount(kept, 30)
    make_headcount(absorbed, 31)
    make_one(kept, absorbed, by)
    assert not kept.claims.exists()
    assert "31" in ProposedFacts.objects.get(event=kept).text


def test_the_same_counts_are_no_disagreement(by):
    kept, absorbed = make_event(), make_event()
    for event in (kept, absorbed):
        make_headcount(event, 30)
    make_one(kept, absorbed, by)
    assert not EventClaim.objects.exists()
    assert not ProposedFacts.objects.exists()


@pytest.mark.parametrize("make", [make_event, make_published_event])
@pytest.mark.parametrize("sides", [frozenset(), frozenset({"headcounts", "event_places"})])
def test_parted_again_all_is_as_it_was(by, make, sides):
    kept, absorbed = full_pair(make)
    absorbed.event_places.update(place=make_place())
    series = make_series()
    Event.objects.filter(pk=absorbed.pk).update(series=series, series_rank=2, venue="Maison des jeunes")
    settle()
    winning = EventRole.objects.get(event=absorbed, role=Role.FUNDER)
    before = everything()
    values = {"venue": "Maison des jeunes", "series": series, "series_rank": 2}
    done = make_one(
        kept,
        absorbed,
        by,
        values=values,
        sides=sides,
        replacing=frozenset({("events.eventrole", winning.pk)}),
    )
    kept = again(kept)[0]
    assert (kept.venue, kept.series_rank) == ("Maison des jeunes", 2)
    assert kept.roles.get(role=Role.FUNDER).note_fr == "Pour la salle"
    settle()
    part_events(merge=done, by=by)
    settle()
    after = everything()
    assert {
        key: (before.get(key), after.get(key)) for key in before | after if before.get(key) != after.get(key)
    } == {}
    assert index_errors() == []
    assert list(differences()) == []


def test_dates_are_taken_over_together_and_given_back(by):
    kept = make_event(starts_on=date(2023, 3, 28))
    absorbed = make_event(starts_on=date(2023, 3, 27))
    done = make_one(kept, absorbed, by, values={"dates_edtf": "2023-03-27/2023-03-29"})
    assert again(kept)[0].ends_on == date(2023, 3, 29)
    part_events(merge=done, by=by)
    assert again(kept)[0].starts_on == date(2023, 3, 28)


# -- addresses -------------------------------------------------------------------------------------


def test_the_address_of_a_double_leads_on_and_comes_back(client, by):
    kept, absorbed = full_pair()
    address = PublishedEvent.objects.get(pk=absorbed.pk).get_absolute_url()
    done = make_one(kept, absorbed, by)
    settle()
    gone = Withdrawal.objects.get()
    assert (gone.pk, gone.reason, gone.double_of) == (
        absorbed.reference,
        WithdrawalReason.DUPLICATE,
        kept.reference,
    )
    answer = client.get(address)
    assert (answer.status_code, answer.url) == (302, kept.get_absolute_url())
    file = client.get(f"{address.rstrip('/')}.csv")
    assert (file.status_code, file.url.endswith(f"{kept.reference}.csv")) == (302, True)
    assert list(differences()) == []
    part_events(merge=done, by=by)
    settle()
    assert client.get(address).status_code == 200
    assert not Withdrawal.objects.exists()
    assert absorbed.reference == again(absorbed)[0].reference


def test_an_address_leads_on_over_several_records(client, by):
    first, second, third = (make_published_event() for _number in range(3))
    settle()
    make_one(second, first, by)
    make_one(third, second, by)
    settle()
    assert client.get(first.get_absolute_url()).url == third.get_absolute_url()


@pytest.mark.parametrize("level", [Sensitivity.HIDDEN, Sensitivity.AGGREGATE, Sensitivity.REGION_AND_MONTH])
@pytest.mark.parametrize("protected", ["kept", "absorbed"])
def test_no_address_leads_to_what_is_protected(client, by, level, protected):
    kept, absorbed = make_published_event(), make_published_event()
    settle()
    of = {"kept": kept, "absorbed": absorbed}[protected]
    of.sensitivity = level
    of.save()
    settle()
    make_one(kept, absorbed, by)
    settle()
    assert again(kept)[0].sensitivity == level
    for reference in (kept.reference, absorbed.reference):
        answer = client.get(Event(reference=reference).get_absolute_url())
        assert answer.status_code in (410, 200 if level in Sensitivity.coarse() else 410)
        assert answer.status_code != 302
    told = Withdrawal.objects.filter(pk=absorbed.reference)
    assert all((row.reason, row.double_of) == (WithdrawalReason.PROTECTION, "") for row in told)
    assert list(differences()) == []


def test_a_record_hidden_later_is_not_told_by_the_address_of_its_double(client, by):
    kept, absorbed = make_published_event(), make_published_event()
    settle()
    make_one(kept, absorbed, by)
    settle()
    for level in (Sensitivity.HIDDEN, Sensitivity.REGION_AND_MONTH):
        event = Event.objects.get(pk=kept.pk)
        event.sensitivity = level
        event.save()
        settle()
        answer = client.get(absorbed.get_absolute_url())
        assert answer.status_code == 410
        assert kept.reference not in answer.content.decode()


def test_a_draft_that_is_absorbed_is_told_to_nobody(client, by):
    kept, absorbed = make_published_event(), make_event()
    settle()
    make_one(kept, absorbed, by)
    settle()
    assert not Withdrawal.objects.exists()
    assert again(absorbed)[0].deleted_at is not None


def test_what_was_told_of_the_double_was_told_of_the_same_people(by):
    kept, absorbed, third = (make_published_event() for _number in range(3))
    group = HeadcountGroup.objects.create(label_fr="ensemble")
    group.events.set([absorbed, third])
    group.headcounts.create(number=30)
    settle()
    group.delete()
    settle()
    make_one(kept, absorbed, by)
    settle()
    make_headcount(Event.objects.get(pk=kept.pk), 28)
    settle()
    # 30 was told of it and the third: two people were there.
    numbers = dict(PublishedNumber.objects.filter(event=kept.pk).values_list("name", "state"))
    assert numbers["participants"] == "masked"
    assert list(differences()) == []


# -- protection ------------------------------------------------------------------------------------


def test_the_stricter_protection_of_both_holds(by):
    kept = make_event(sensitivity=Sensitivity.DELAYED, delay_days=10)
    absorbed = make_event(sensitivity=Sensitivity.DELAYED, delay_days=90, funders_withheld=True)
    funder = make_organisation()
    make_role(kept, funder, Role.FUNDER)
    make_role(absorbed, funder, Role.FUNDER, disclosed=False)
    done = make_one(kept, absorbed, by)
    kept = again(kept)[0]
    assert (kept.sensitivity, kept.delay_days, kept.funders_withheld) == (Sensitivity.DELAYED, 90, True)
    assert kept.roles.get().disclosed is False
    part_events(merge=done, by=by)
    kept = again(kept)[0]
    assert (kept.delay_days, kept.funders_withheld, kept.roles.get().disclosed) == (10, False, True)


def test_a_delay_that_goes_on_is_not_cut_short_by_another_level(by):
    kept = make_event(
        sensitivity=Sensitivity.DELAYED, delay_days=90, starts_on=timezone.localdate() - timedelta(days=5)
    )
    absorbed = make_event(sensitivity=Sensitivity.REGION_AND_MONTH)
    make_one(kept, absorbed, by)
    assert again(kept)[0].sensitivity == Sensitivity.HIDDEN


# -- lists -----------------------------------------------------------------------------------------


def test_a_list_goes_with_its_half_days(by):
    kept, absorbed = full_pair(make_event)
    person = make_participant(absorbed)
    Presence.objects.create(participant=person, session=absorbed.sessions.get())
    done = make_one(kept, absorbed, by)
    assert Participant.objects.get().event_id == kept.pk
    assert Presence.objects.get().session.event_id == kept.pk
    assert str(person.full_name) not in str(done.journal)
    part_events(merge=done, by=by)
    assert Participant.objects.get().event_id == absorbed.pk
    assert Presence.objects.get().session.event_id == absorbed.pk


def test_nobody_reads_the_names_of_another_team(by):
    kept, absorbed = make_event(), make_event()
    make_participant(absorbed)
    with pytest.raises(MergeError) as refused:
        make_one(kept, absorbed, by)
    assert refused.value.code == "list_of_others"


def test_two_lists_are_for_who_keeps_both():
    owner = make_organisation()
    kept, absorbed = (make_event(owner=owner) for _number in range(2))
    for event in (kept, absorbed):
        make_participant(event, number=1)
    with pytest.raises(MergeError) as refused:
        make_one(kept, absorbed, make_coordinator(organisation=owner))
    assert refused.value.code == "two_lists"
    before = everything()
    done = make_one(kept, absorbed, keeper := make_coordinator(organisation=owner, keeps_lists=True))
    assert list(kept.participants.values_list("number", flat=True)) == [1, 2]
    part_events(merge=done, by=keeper)
    assert everything() == before


@pytest.mark.usefixtures("persons_key")
def test_marks_go_with_the_people_and_come_back_with_them():
    owner = make_organisation()
    kept, absorbed = (make_event(owner=owner) for _number in range(2))
    people = [make_participant(event, number=1) for event in (kept, absorbed)]
    done = make_one(kept, absorbed, keeper := make_coordinator(organisation=owner, keeps_lists=True))
    assert {mark.marked_list_id for mark in PersonMark.objects.all()} == {kept.pk}
    assert PersonMark.objects.count() == 2
    part_events(merge=done, by=keeper)
    lists = dict(PersonMark.objects.values_list("participant", "marked_list"))
    assert lists == {people[0].pk: kept.pk, people[1].pk: absorbed.pk}


# -- who, and when not -----------------------------------------------------------------------------


def test_officers_make_one_of_their_own_drafts_only():
    officer = make_user()
    own = [make_event(owner=officer.organisation, created_by=officer) for _number in range(2)]
    colleague = make_event(owner=officer.organisation, created_by=make_user())
    other, public = make_event(), make_published_event(owner=officer.organisation, created_by=officer)
    for kept, absorbed in ((own[0], colleague), (other, own[0]), (own[0], other), (public, own[0])):
        with pytest.raises(MergeError) as refused:
            make_one(kept, absorbed, officer)
        assert refused.value.code == "not_yours"
    make_one(own[0], own[1], officer)
    assert again(own[1])[0].deleted_at is not None


def obstacles():
    def draft_of_public(by):
        return make_event(), make_published_event()

    def withdrawn(by):
        absorbed = make_published_event()
        withdraw(event=absorbed, by=by, reason="…", public_reason=WithdrawalReason.PROTECTION)
        return make_published_event(), absorbed

    def typed(by):
        absorbed = make_event()
        absorbed.section_states.create(section="place", typed={"venue": "?"})
        return make_event(), absorbed

    def total(by):
        kept, absorbed = make_event(), make_event()
        HeadcountGroup.objects.create(label_fr="les deux").events.set([absorbed, make_event()])
        make_headcount(kept, 30)
        return kept, absorbed

    def costs(by):
        absorbed = make_event()
        make_cost_line(absorbed, make_agreement(make_organisation()))
        return make_event(), absorbed

    return {
        "keep_the_public_one": draft_of_public,
        "withdrawn_to_protect": withdrawn,
        "typed_to_correct": typed,
        "shared_total": total,
        "costs": costs,
    }


@pytest.mark.parametrize("code", obstacles())
def test_what_stands_in_the_way_is_said(by, code):
    kept, absorbed = obstacles()[code](by)
    before = everything()
    with pytest.raises(MergeError) as refused:
        make_one(kept, absorbed, by)
    assert refused.value.code == code
    assert everything() == before


def test_a_shared_total_goes_to_the_record_that_stays(by):
    kept, absorbed, third = make_event(), make_event(), make_event()
    group = HeadcountGroup.objects.create(label_fr="les deux")
    group.events.set([absorbed, third])
    done = make_one(kept, absorbed, by)
    assert set(group.events.all()) == {kept, third}
    part_events(merge=done, by=by)
    assert set(group.events.all()) == {absorbed, third}


def test_links_lead_to_the_record_that_stays_and_never_in_a_circle(by):
    kept, absorbed, third, fourth = (make_event() for _number in range(4))
    EventLink.objects.create(event=absorbed, kind="follows", other=third)
    EventLink.objects.create(event=fourth, kind="follows", other=absorbed)
    EventLink.objects.create(event=kept, kind="repeats", other=absorbed)
    EventLink.objects.create(event=kept, kind="follows", other=fourth)
    before = everything()
    done = make_one(kept, absorbed, by)
    assert set(EventLink.objects.filter(event=kept).values_list("other", flat=True)) == {third.pk, fourth.pk}
    part_events(merge=done, by=by)
    assert everything() == before


def test_an_absorbed_record_stands_by_itself_only_when_they_are_parted(by):
    kept, absorbed = make_published_event(), make_published_event()
    make_one(kept, absorbed, by)
    with pytest.raises(WorkflowError) as refused:
        publish(event=again(absorbed)[0], by=by)
    assert refused.value.code == "merged_with_another"
    draft = make_event(created_by=by)
    make_one(again(kept)[0], draft, by)
    draft = again(draft)[0]
    assert not can(by, "restore", draft)
    with pytest.raises(DeletingError):
        restore_draft(event=draft)


def test_a_merge_of_events_is_taken_back_for_a_month(by):
    done = make_one(make_event(), make_event(), by)
    Merge.objects.update(merged_at=timezone.now() - timedelta(days=UNDO_DAYS + 1))
    done.refresh_from_db()
    with pytest.raises(MergeError) as refused:
        part_events(merge=done, by=by)
    assert refused.value.code == "too_late"


def test_files_of_the_absorbed_record_stay_with_the_kept_one(by):
    kept, absorbed = make_event(), make_event()
    Document.objects.create(event=absorbed, title_fr="Rapport", kind="report", file="rapport.pdf")
    make_one(kept, absorbed, by)
    assert kept.documents.get().file.name == "rapport.pdf"
    assert kept.outcome == Outcome.HELD
    assert again(kept)[0].status == Status.DRAFT
    assert not EventPlace.objects.filter(event=kept).exists()
