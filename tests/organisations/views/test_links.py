"""Links of mails, and who tries to make more of them than they are."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth import SESSION_KEY
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from organisations.enums import LinkPurpose
from organisations.models import AccountLink, SignIn
from organisations.services.account_links import choose_password, make_link, open_link
from organisations.views import links
from rss_registry.mails import address_of
from tests.admin_forms import log_in
from tests.factories import make_user

pytestmark = pytest.mark.django_db

SECRET = "girafe enclume tisane"
OTHER = "volcan moustique tabouret"


@pytest.fixture(autouse=True)
def _at_once(monkeypatch):
    """What is done beside the answer is done before it: the database of the test has one connection."""
    monkeypatch.setattr(links, "later", lambda task, *arguments: task(*arguments))


@pytest.fixture
def account():
    return make_user(username="sitan", email="sitan@example.org")


def ask(client, email, **headers):
    return client.post(reverse("admin:forgotten_password"), {"email": email}, **headers)


def page_of(token):
    return reverse("admin:account_link", args=[token])


def choose(client, token, password=SECRET):
    return client.post(page_of(token), {"new_password1": password, "new_password2": password})


def make(account, purpose=LinkPurpose.RESET):
    return make_link(user=account, purpose=purpose, by=None)


def test_a_forgotten_password_is_chosen_anew_by_the_link_of_a_mail(client, account):
    ask(client, "Sitan@Example.org")
    (message,) = mail.outbox
    assert message.to == ["sitan@example.org"]
    address = re.search(r"http://\S+(/fr/\S+)", message.body)[1]
    assert client.get(address).status_code == 200
    client.post(address, {"new_password1": SECRET, "new_password2": SECRET})
    account.refresh_from_db()
    assert account.check_password(SECRET)
    # Opening the link is no sign-in: a second step would be left out.
    assert SESSION_KEY not in client.session
    # The name need not be typed once more.
    assert client.get(reverse("admin:login")).context["form"].initial["username"] == "sitan"


def test_a_new_password_by_link_ends_every_session(client, account):
    client.post(reverse("admin:login"), {"username": "sitan", "password": "une phrase de passe solide"})
    assert SignIn.objects.count() == 1
    choose(Client(), make(account))
    assert client.get(reverse("admin:index")).status_code == 302
    assert not SignIn.objects.exists()


def test_a_link_is_good_once(client, account):
    token = make(account)
    assert choose(client, token).status_code == 302
    assert choose(client, token, OTHER).status_code == 404
    account.refresh_from_db()
    assert account.check_password(SECRET)


def test_looking_at_a_link_does_not_spend_it(client, account):
    token = make(account)
    for _visit in range(3):
        assert client.get(page_of(token)).status_code == 200


def test_a_refused_password_does_not_spend_it(client, account):
    token = make(account)
    assert choose(client, token, "bamako2026").status_code == 200
    assert choose(client, token).status_code == 302


@pytest.mark.parametrize(("purpose", "hours"), [(LinkPurpose.RESET, 1), (LinkPurpose.INVITATION, 72)])
def test_a_link_ends_with_its_term(client, account, purpose, hours):
    token = make(account, purpose)
    link = AccountLink.objects.get()
    link.sent_at -= timedelta(hours=hours, seconds=-5)
    link.save()
    assert open_link(token)
    link.sent_at -= timedelta(seconds=5)
    link.save()
    assert choose(client, token).status_code == 404


def test_a_new_link_replaces_the_one_before(client, account):
    first, second = make(account), make(account)
    assert choose(client, first).status_code == 404
    assert choose(client, second).status_code == 302


def test_a_link_is_worth_nothing_after_another_way_changed_the_password(client, account):
    log_in(client, account)
    token = make(account)
    client.post(
        reverse("admin:password_change"),
        {"old_password": "une phrase de passe solide", "new_password1": OTHER, "new_password2": OTHER},
    )
    assert choose(client, token).status_code == 404
    other = make(account, LinkPurpose.INVITATION)
    choose_password(token=make(account), password=SECRET)
    assert choose(client, other).status_code == 404


def test_a_link_is_worth_nothing_once_the_account_is_closed_or_has_another_address(client, account):
    token = make(account)
    account.email = "autre@example.org"
    account.save()
    assert choose(client, token).status_code == 404
    token = make(account)
    account.is_active = False
    account.save()
    assert choose(client, token).status_code == 404


def test_a_guessed_word_or_one_of_another_purpose_opens_nothing(client, account):
    assert client.get(page_of("x" * 43)).status_code == 404
    choose(client, make(account, LinkPurpose.EMAIL))
    account.refresh_from_db()
    assert not account.check_password(SECRET)


def test_the_database_holds_no_word_that_opens(account):
    token = make(account)
    row = AccountLink.objects.values().get()
    assert token not in str(row)


def test_the_answer_is_the_same_whether_the_account_exists_or_not(client, account, settings):
    make_user(email="fermee@example.org", is_active=False)
    # By its own page alone: the word against forgery differs each time.
    asked = ("sitan@example.org", "personne@example.org", "fermee@example.org")
    pages = [ask(client, email) for email in asked]
    assert {page.status_code for page in pages} == {200}
    bodies = {re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page.content.decode()) for page in pages}
    assert len(bodies) == 1
    assert [message.to for message in mail.outbox] == [["sitan@example.org"]]


def test_the_answer_asks_the_database_the_same_whether_there_is_an_account(client, account, monkeypatch):
    """What differs is done beside it: by the clock too nobody learns who has an account."""
    monkeypatch.setattr(links, "later", lambda task, *arguments: None)
    ask(client, "avant@example.org")
    counts = []
    for email in ("sitan@example.org", "personne@example.org"):
        with CaptureQueriesContext(connection) as asked:
            ask(client, email)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_links_are_sent_a_few_times_to_one_address_and_for_one_network(client, account):
    for number in range(8):
        assert ask(client, "sitan@example.org", REMOTE_ADDR=f"192.0.2.{number}").status_code == 200
    assert len(mail.outbox) == 5
    answers = [
        ask(client, f"personne{number}@example.org", REMOTE_ADDR=f"2001:db8::{number}").status_code
        for number in range(1, 8)
    ]
    assert answers == [200] * 5 + [429] * 2


def test_a_link_leads_to_the_register_whatever_the_request_says(client, account, settings):
    settings.ALLOWED_HOSTS = ["*"]
    ask(client, "sitan@example.org", HTTP_HOST="evil.example.org", HTTP_X_FORWARDED_HOST="evil.example.org")
    (message,) = mail.outbox
    assert "evil" not in message.body + message.subject
    assert f"{settings.PUBLIC_URL}/fr/admin/lien/" in message.body


def test_a_mail_is_in_the_language_of_its_account(client, account):
    account.language = "en"
    account.save()
    ask(client, account.email)
    assert "/en/admin/lien/" in mail.outbox[0].body
    assert address_of("admin:index", language="en").endswith("/en/admin/")


def test_a_link_that_waits_keeps_no_form_from_another_site(account):
    client = Client(enforce_csrf_checks=True)
    assert choose(client, make(account)).status_code == 403
