import pytest
from django.contrib.auth.models import AnonymousUser

from events.enums import HalfDay, Status
from events.models import (
    Event,
    HeadcountGroup,
    Justification,
    KnowledgeTest,
    Participant,
    Presence,
    Recommendation,
    Session,
    TestScore,
)
from events.permissions import RULES, can, editable_by, keeps_list_of, visible_to
from organisations.enums import UserRole
from organisations.models import User
from tests.factories import (
    make_agreement,
    make_coordinator,
    make_cost_line,
    make_event,
    make_organisation,
    make_participant,
    make_published_event,
    make_recommendation,
    make_series,
    make_user,
)

pytestmark = pytest.mark.django_db


def everybody(organisation):
    return {
        "officer": make_user(organisation=organisation),
        "keeper": make_user(organisation=organisation, keeps_lists=True),
        "other": make_user(),
        "other_keeper": make_user(keeps_lists=True),
        "coordinator": make_coordinator(),
        "coordinator_with_lists": make_coordinator(organisation=organisation, keeps_lists=True),
        "administrator": make_user(UserRole.ADMINISTRATOR),
        "superuser": User.objects.create_superuser("racine"),
        "closed": make_user(organisation=organisation, keeps_lists=True, is_active=False),
        "anonymous": AnonymousUser(),
    }


def make_listed_event(**fields):
    """An event with one row in every table that names people."""
    event = make_event(**fields)
    person = make_participant(event)
    session = Session.objects.create(event=event, day=event.starts_on, half_day=HalfDay.MORNING)
    Presence.objects.create(participant=person, session=session)
    test = KnowledgeTest.objects.create(event=event, moment="before")
    TestScore.objects.create(test=test, participant=person, score=10)
    make_recommendation(event)
    return event


def _add_costs(organisation, events):
    """On each event a line on every kind of agreement, and a justification."""
    funder = make_organisation()
    agreements = [
        make_agreement(funder, recipient=recipient, funder_disclosed=disclosed)
        for recipient in (organisation, make_organisation(), None)
        for disclosed in (True, False)
    ]
    for event in events:
        Justification.objects.create(event=event, finding="theme", text_fr="Sans objet.")
        for agreement in agreements:
            make_cost_line(event, agreement)


def test_predicates_and_querysets_agree():
    organisation = make_organisation()
    users = everybody(organisation)
    own = [make_listed_event(owner=organisation, status=status) for status in (Status.DRAFT, Status.RETURNED)]
    own.append(make_listed_event(owner=organisation, status=Status.SUBMITTED))
    foreign = make_listed_event()
    for events in (own, own[:2], [own[0], foreign], [foreign]):
        HeadcountGroup.objects.create(label_fr="total").events.set(events)
    make_series(organisation=organisation)
    make_series()
    published = [make_published_event(), make_published_event(owner=organisation)]
    _add_costs(organisation, [*own, foreign, *published])
    for model in RULES:
        for name, user in users.items():
            rows = model.objects.all()
            assert {row.pk for row in rows if can(user, "view", row)} == {
                row.pk for row in visible_to(user, rows)
            }, (name, model)
            assert {row.pk for row in rows if can(user, "change", row)} == {
                row.pk for row in editable_by(user, rows)
            }, (name, model)


@pytest.mark.parametrize("status", Status)
def test_an_officer_corrects_drafts_and_what_came_back(status):
    organisation = make_organisation()
    event = make_published_event(owner=organisation)
    event.status = status
    officer = make_user(organisation=organisation)
    assert can(officer, "view", event)
    assert can(officer, "change", event) == (status in (Status.DRAFT, Status.RETURNED))
    assert not can(make_user(), "view", event)


def test_lists_are_for_keepers_of_the_owner_whatever_the_role():
    organisation = make_organisation()
    event = make_listed_event(owner=organisation)
    users = everybody(organisation)
    keepers = {"keeper", "coordinator_with_lists"}
    assert {name for name, user in users.items() if keeps_list_of(user, event)} == keepers
    for model in (Participant, Presence, Session, KnowledgeTest, TestScore):
        readers = {name for name, user in users.items() if visible_to(user, model.objects.all()).exists()}
        assert readers == keepers, model


def test_moves_of_the_workflow():
    organisation = make_organisation()
    users = everybody(organisation)
    event = make_event(owner=organisation)
    may_submit = {name for name, user in users.items() if can(user, "submit", event)}
    assert may_submit == {
        "officer",
        "keeper",
        "coordinator",
        "coordinator_with_lists",
        "administrator",
        "superuser",
    }
    event.status = Status.SUBMITTED
    for move in ("publish", "return"):
        assert {name for name, user in users.items() if can(user, move, event)} == {
            "coordinator",
            "coordinator_with_lists",
            "administrator",
            "superuser",
        }
    assert not can(users["coordinator"], "withdraw", event)


def test_what_was_published_is_never_deleted():
    coordinator, event = make_coordinator(), make_published_event()
    assert not can(coordinator, "delete", event)
    event.status = Status.WITHDRAWN
    assert not can(coordinator, "delete", event)
    assert can(coordinator, "delete", make_event())


def test_a_session_goes_with_its_event_unless_somebody_signed_it():
    event = make_listed_event()
    signed = event.sessions.get()
    empty = Session.objects.create(event=event, day=event.starts_on, half_day=HalfDay.AFTERNOON)
    coordinator = make_coordinator()
    assert can(coordinator, "delete", empty)
    assert not can(coordinator, "delete", signed)


def test_a_recommendation_follows_its_event():
    organisation = make_organisation()
    officer = make_user(organisation=organisation)
    draft = make_recommendation(make_event(owner=organisation))
    published = make_recommendation(make_published_event(owner=organisation))
    make_recommendation(make_event())
    assert set(visible_to(officer, Recommendation.objects.all())) == {draft, published}
    assert list(editable_by(officer, Recommendation.objects.all())) == [draft]


def test_nobody_without_a_role_sees_anything():
    make_listed_event()
    stranger = make_user(is_staff=False)
    assert not visible_to(stranger, Event.objects.all()).exists()


def test_costs_are_for_the_holder_of_the_agreement_and_for_the_team_of_the_event():
    team, holder = make_organisation(), make_organisation()
    officer, financier, other = make_user(organisation=team), make_user(organisation=holder), make_user()
    funder = make_organisation()
    own = make_agreement(funder, recipient=team, funder_disclosed=False)
    known = make_agreement(funder, recipient=holder)
    withheld = make_agreement(funder, recipient=holder, funder_disclosed=False)
    draft, published = make_event(owner=team), make_published_event(owner=team)
    lines = {
        (event, agreement): make_cost_line(event, agreement)
        for event in (draft, published)
        for agreement in (own, known, withheld)
    }
    answers = {
        key: [(can(user, "view", line), can(user, "change", line)) for user in (officer, financier, other)]
        for key, line in lines.items()
    }
    both, read, none = (True, True), (True, False), (False, False)
    assert answers == {
        (draft, own): [both, none, none],
        (draft, known): [both, none, none],
        (draft, withheld): [none, none, none],
        (published, own): [both, none, none],
        (published, known): [read, both, none],
        (published, withheld): [none, both, none],
    }


def test_a_gap_may_be_explained_once_the_record_is_published():
    event = make_published_event()
    said = Justification.objects.create(event=event, finding="theme", text_fr="Sans objet.")
    assert can(make_user(organisation=event.owner), "change", said)
    assert not can(make_user(), "view", said)
