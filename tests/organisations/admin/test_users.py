import pytest
from django.urls import reverse

from organisations.enums import UserRole
from organisations.models import User
from tests.admin_forms import admin_url, data_of, errors_of, log_in
from tests.factories import make_organisation, make_user

pytestmark = pytest.mark.django_db

SECRET = "une phrase de passe solide"


@pytest.fixture
def administrator(client):
    administrator = make_user(UserRole.ADMINISTRATOR)
    log_in(client, administrator)
    return administrator


def new_account(**fields):
    return {
        "username": "nouvelle",
        "usable_password": "true",
        "password1": SECRET,
        "password2": SECRET,
        "role": UserRole.OFFICER,
        **fields,
    }


def test_a_new_account_is_a_staff_account_of_an_organisation(client, administrator):
    organisation = make_organisation()
    client.post(admin_url(User, "add"), new_account(organisation=organisation.pk))
    account = User.objects.get(username="nouvelle")
    assert (account.is_staff, account.is_superuser, account.organisation) == (True, False, organisation)
    client.logout()
    assert (
        client.post(reverse("admin:login"), {"username": "nouvelle", "password": SECRET}).status_code == 302
    )


def test_an_officer_belongs_to_an_organisation(client, administrator):
    response = client.post(admin_url(User, "add"), new_account())
    assert errors_of(response) == {"organisation": ["Un agent de saisie doit appartenir à une organisation."]}


def test_nobody_becomes_a_superuser_here(client, administrator):
    account = make_user()
    address = admin_url(account, "change")
    client.post(
        address,
        data_of(client.get(address)) | {"is_superuser": "on", "user_permissions": ["1"], "email": "a@b.ml"},
    )
    account.refresh_from_db()
    assert (account.is_superuser, account.email) == (False, "a@b.ml")


def test_a_superuser_is_out_of_reach(client, administrator):
    root = User.objects.create_superuser("racine", password=SECRET)
    assert client.post(admin_url(root, "change"), {"email": "x@y.ml"}).status_code == 403
    password = reverse("admin:auth_user_password_change", args=[root.pk])
    assert client.post(password, {"password1": "x", "password2": "x"}).status_code == 403


def test_an_account_is_unlocked_after_wrong_passwords(client, administrator, settings, django_user_model):
    account = make_user(username="bloquee")
    login = reverse("admin:login")
    client.logout()
    for _each in range(settings.AXES_FAILURE_LIMIT):
        locked = client.post(login, {"username": "bloquee", "password": "faux"})
    assert locked.status_code == 429
    assert "Compte verrouillé" in locked.content.decode()
    assert client.post(login, {"username": "bloquee", "password": SECRET}).status_code == 429
    log_in(client, administrator)
    client.post(admin_url(User, "changelist"), {"action": "unlock", "_selected_action": [account.pk]})
    client.logout()
    assert client.post(login, {"username": "bloquee", "password": SECRET}).status_code == 302
