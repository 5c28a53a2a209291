from datetime import date

import pytest
from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.auth.models import AnonymousUser
from django.contrib.contenttypes.models import ContentType

from organisations.enums import UserRole
from organisations.models import GrantAgreement, Organisation, Place, Source, User
from organisations.permissions import RULES, can, coordinates, editable_by, manages_accounts, visible_to
from tests.factories import (
    make_agreement,
    make_coordinator,
    make_indicator,
    make_organisation,
    make_place,
    make_programme,
    make_source,
    make_user,
)

pytestmark = pytest.mark.django_db


def everybody():
    officer = make_user()
    return {
        "officer": officer,
        "colleague": make_user(organisation=officer.organisation),
        "other": make_user(),
        "coordinator": make_coordinator(),
        "administrator": make_user(UserRole.ADMINISTRATOR),
        "superuser": User.objects.create_superuser("racine"),
        "closed": make_user(is_active=False),
        "reader": make_user(is_staff=False),
        "anonymous": AnonymousUser(),
    }


def test_roles_build_on_one_another():
    users = everybody()
    assert {name for name, user in users.items() if coordinates(user)} == {
        "coordinator",
        "administrator",
        "superuser",
    }
    assert {name for name, user in users.items() if manages_accounts(user)} == {"administrator", "superuser"}


def test_predicates_and_querysets_agree():
    users = everybody()
    mine, other = users["officer"].organisation, users["other"].organisation
    make_organisation(created_by=users["officer"])
    funder = make_organisation()
    for recipient in (mine, other, None):
        for disclosed in (True, False):
            make_agreement(funder, recipient=recipient, funder_disclosed=disclosed)
    log_addition(users["officer"], make_place())
    log_addition(users["officer"], make_source())
    make_source()
    for programme in (make_programme(), make_programme()):
        make_indicator(programme).readings.create(as_of=date(2024, 1, 1), value=3)
    log_addition(users["officer"], programme)
    for model in RULES:
        for name, user in users.items():
            rows = model.objects.all()
            assert {row.pk for row in rows if can(user, "view", row)} == {
                row.pk for row in visible_to(user, rows)
            }, (name, model)
            assert {row.pk for row in rows if can(user, "change", row)} == {
                row.pk for row in editable_by(user, rows)
            }, (name, model)


def log_addition(user, row):
    LogEntry.objects.create(
        user=user,
        content_type=ContentType.objects.get_for_model(row),
        object_id=str(row.pk),
        object_repr=str(row),
        action_flag=ADDITION,
    )


def test_an_officer_corrects_his_organisation_and_what_he_entered():
    officer = make_user()
    entered, foreign = make_organisation(created_by=officer), make_organisation()
    assert set(editable_by(officer, Organisation.objects.all())) == {officer.organisation, entered}
    assert can(officer, "view", foreign)
    assert not can(officer, "change", foreign)


def test_who_entered_a_place_or_a_source_is_read_from_the_log():
    officer, place, source = make_user(), make_place(), make_source()
    log_addition(officer, place)
    assert list(editable_by(officer, Place.objects.all())) == [place]
    assert list(editable_by(officer, Source.objects.all())) == []
    assert not can(officer, "change", source)


def test_an_undisclosed_agreement_is_read_by_its_holder_alone():
    officer = make_user()
    held = make_agreement(make_organisation(), recipient=officer.organisation, funder_disclosed=False)
    make_agreement(make_organisation(), recipient=make_organisation(), funder_disclosed=False)
    named = make_agreement(make_organisation(), recipient=make_organisation())
    assert set(visible_to(officer, GrantAgreement.objects.all())) == {held, named}
    assert list(editable_by(officer, GrantAgreement.objects.all())) == [held]


def test_only_coordinators_delete_what_all_share():
    users = everybody()
    row = make_organisation(created_by=users["officer"])
    assert {name for name, user in users.items() if can(user, "delete", row)} == {
        "coordinator",
        "administrator",
        "superuser",
    }


def test_an_administrator_does_not_touch_a_superuser():
    users = everybody()
    assert not can(users["administrator"], "change", users["superuser"])
    assert can(users["superuser"], "change", users["administrator"])


def test_an_account_that_has_served_is_closed_not_deleted():
    administrator, account = make_user(UserRole.ADMINISTRATOR), make_user()
    assert can(administrator, "delete", account)
    account.last_login = account.date_joined
    assert not can(administrator, "delete", account)
