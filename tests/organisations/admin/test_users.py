"""Accounts as administrators keep them: invited, never given a password, closed."""

import re

import pytest
from django.contrib.admin.models import LogEntry
from django.core import mail
from django.test import Client
from django.urls import reverse

from organisations.admin import invitations
from organisations.enums import UserRole
from organisations.models import AccountLink, User
from organisations.services.account_links import make_link
from tests.admin_forms import admin_url, data_of, errors_of, log_in
from tests.factories import make_organisation, make_user

pytestmark = pytest.mark.django_db

SECRET = "girafe enclume tisane"


@pytest.fixture
def administrator(client):
    administrator = make_user(UserRole.ADMINISTRATOR)
    log_in(client, administrator)
    return administrator


def new_account(**fields):
    return {
        "username": "nouvelle",
        "email": "nouvelle@example.org",
        "language": "fr",
        "role": UserRole.OFFICER,
        **fields,
    }


def link_in(message):
    return re.search(r"http://127\.0\.0\.1:8000(/\S+/lien/\S+/)", message.body)[1]


def test_an_invited_officer_chooses_a_password_and_comes_in(
    client, administrator, django_capture_on_commit_callbacks
):
    organisation = make_organisation()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(admin_url(User, "add"), new_account(organisation=organisation.pk))
    account = User.objects.get(username="nouvelle")
    assert (account.is_staff, account.is_superuser, account.organisation) == (True, False, organisation)
    assert not account.has_usable_password()
    (message,) = mail.outbox
    assert message.to == ["nouvelle@example.org"]
    client.logout()
    chosen = client.post(link_in(message), {"new_password1": SECRET, "new_password2": SECRET})
    assert chosen["Location"] == reverse("admin:login")
    opened = client.post(reverse("admin:login"), {"username": "nouvelle", "password": SECRET})
    assert opened["Location"] == reverse("admin:index")
    assert not AccountLink.objects.exists()


def test_an_invitation_needs_an_address(client, administrator):
    organisation = make_organisation()
    response = client.post(admin_url(User, "add"), new_account(organisation=organisation.pk, email=""))
    assert "email" in errors_of(response)


def test_an_officer_belongs_to_an_organisation(client, administrator):
    response = client.post(admin_url(User, "add"), new_account())
    assert errors_of(response) == {"organisation": ["Un agent de saisie doit appartenir à une organisation."]}


def test_pending_invitations_are_listed_sent_again_and_withdrawn(
    client, administrator, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        client.post(admin_url(User, "add"), new_account(organisation=make_organisation().pk))
    account = User.objects.get(username="nouvelle")
    page = reverse("admin:organisations_user_invitations")
    assert [link.user for link, _fresh, _may in client.get(page).context["links"]] == [account]

    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("admin:organisations_user_link", args=[account.pk]), {"invitations": "1"})
    first, second = (link_in(message) for message in mail.outbox)
    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200

    client.post(reverse("admin:organisations_user_withdraw", args=[account.pk]))
    assert client.get(second).status_code == 404
    account.refresh_from_db()
    assert not account.is_active
    assert client.get(page).context["links"] == []
    told = LogEntry.objects.filter(object_id=account.pk, user=administrator)
    assert told.count() == 4  # added, invited, invited again, withdrawn


def test_nobody_types_the_password_of_somebody_else(client, administrator):
    account = make_user()
    before = account.password
    for end in ("password/", "change/"):
        client.post(
            f"/fr/admin/organisations/user/{account.pk}/{end}", {"password1": SECRET, "password2": SECRET}
        )
    account.refresh_from_db()
    assert account.password == before
    assert "password" not in client.get(admin_url(account, "change")).context["adminform"].form.fields


def test_an_address_that_an_administrator_changes_is_told_to_the_one_before(
    client, administrator, django_capture_on_commit_callbacks, monkeypatch
):
    monkeypatch.setattr(invitations, "later", lambda task, *arguments: task(*arguments))
    account = make_user(email="avant@example.org")
    address = admin_url(account, "change")
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address, data_of(client.get(address)) | {"email": "apres@example.org"})
    account.refresh_from_db()
    assert (account.email, [message.to for message in mail.outbox]) == (
        "apres@example.org",
        [["avant@example.org"]],
    )


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
    root = User.objects.create_superuser("racine", password=SECRET, email="racine@example.org")
    assert client.post(admin_url(root, "change"), {"email": "x@y.ml"}).status_code == 403
    assert client.post(reverse("admin:organisations_user_link", args=[root.pk])).status_code == 403
    assert not AccountLink.objects.exists()


def test_a_link_goes_to_nobody_without_an_address_and_to_no_closed_account(client, administrator):
    for account in (make_user(), make_user(email="a@example.org", is_active=False)):
        client.post(reverse("admin:organisations_user_link", args=[account.pk]))
    assert not AccountLink.objects.exists()


def change(client, account, **fields):
    """The form of the account sent with other fields; « False » leaves a box empty."""
    address = admin_url(account, "change")
    data = data_of(client.get(address)) | fields
    return client.post(address, {name: typed for name, typed in data.items() if typed is not False})


def test_an_address_given_by_an_administrator_is_not_undone_by_an_older_link(client, administrator):
    """Whoever had the account asked for an address of his own before."""
    account = make_user(email="avant@example.org")
    token = make_link(user=account, purpose="email", by=account, email="voleur@example.org")
    change(client, account, email="apres@example.org")
    assert client.post(reverse("admin:account_link", args=[token])).status_code == 404
    account.refresh_from_db()
    assert account.email == "apres@example.org"


def test_a_closed_account_that_is_opened_again_has_neither_sessions_nor_links_of_before(
    client, administrator
):
    account = make_user(username="sitan", email="sitan@example.org")
    account.set_password(SECRET)
    account.save()
    holder = Client()
    holder.post(reverse("admin:login"), {"username": "sitan", "password": SECRET})
    tokens = [make_link(user=account, purpose=purpose, by=None) for purpose in ("reset", "email")]
    assert holder.get(reverse("admin:index")).status_code == 200
    change(client, account, is_active=False)
    change(client, account, is_active="on")
    account.refresh_from_db()
    assert account.is_active
    assert holder.get(reverse("admin:index")).status_code == 302
    for token in tokens:
        assert client.get(reverse("admin:account_link", args=[token])).status_code == 404


def test_an_invitation_that_opens_nothing_is_not_said_to_be_good(client, administrator):
    """Its account has another address since, or is closed."""
    account = make_user(email="avant@example.org")
    make_link(user=account, purpose="invitation", by=administrator)
    page = reverse("admin:organisations_user_invitations")
    assert [is_good for _link, is_good, _may in client.get(page).context["links"]] == [True]
    account.email = "apres@example.org"
    account.save()
    assert [is_good for _link, is_good, _may in client.get(page).context["links"]] == [False]


def test_an_invitation_sent_to_a_wrong_address_goes_to_the_right_one(
    client, administrator, django_capture_on_commit_callbacks
):
    """And whoever has the wrong one neither comes in nor hears more."""
    with django_capture_on_commit_callbacks(execute=True):
        client.post(admin_url(User, "add"), new_account(organisation=make_organisation().pk))
    account = User.objects.get(username="nouvelle")
    with django_capture_on_commit_callbacks(execute=True):
        change(client, account, email="bonne@example.org")
    assert [message.to for message in mail.outbox] == [["nouvelle@example.org"], ["bonne@example.org"]]
    wrong, right = (link_in(message) for message in mail.outbox)
    assert [client.get(address).status_code for address in (wrong, right)] == [404, 200]
