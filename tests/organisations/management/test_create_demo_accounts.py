import re
from io import StringIO

import pytest
from django.contrib.auth.hashers import check_password
from django.core.management import CommandError, call_command

from organisations.enums import UserRole
from organisations.models import User
from tests.factories import make_organisation, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisations():
    return make_organisation(name_fr="WANEP-Mali"), make_organisation(name_fr="Commissariat", acronym="CRSS")


def create():
    printed = StringIO()
    call_command("create_demo_accounts", stdout=printed)
    return printed.getvalue()


def test_one_account_per_role_in_its_organisation(organisations):
    wanep, crss = organisations
    create()
    assert set(User.objects.values_list("username", "role", "organisation", "is_staff", "is_superuser")) == {
        ("agent", UserRole.OFFICER, wanep.pk, True, False),
        ("coordination", UserRole.COORDINATOR, crss.pk, True, False),
        ("administration", UserRole.ADMINISTRATOR, None, True, True),
    }
    assert list(User.objects.filter(keeps_lists=True).values_list("username", flat=True)) == ["agent"]


def test_the_printed_passwords_open_the_accounts_and_differ(organisations):
    printed = dict(re.findall(r"^  (\w+) +(\w{16}) ", create(), re.MULTILINE))
    assert len(set(printed.values())) == 3
    for user in User.objects.all():
        assert check_password(printed[user.username], user.password)


def test_a_second_run_resets_and_prints_no_password(organisations):
    create()
    before = dict(User.objects.values_list("username", "password"))
    assert create().splitlines() == [
        "Le compte « administration » existe déjà : il reste tel quel.",
        "Le compte « agent » existe déjà : il reste tel quel.",
        "Le compte « coordination » existe déjà : il reste tel quel.",
    ]
    assert dict(User.objects.values_list("username", "password")) == before


def test_only_the_missing_account_is_created(organisations):
    make_user(username="agent")
    printed = create()
    assert "coordination" in printed
    assert re.findall(r"^  (agent) ", printed, re.MULTILINE) == []


def test_without_its_organisation_nothing_is_created():
    make_organisation(name_fr="WANEP-Mali")
    with pytest.raises(CommandError, match="« CRSS » manque"):
        create()
    assert not User.objects.exists()
