"""« Mon compte »: what one changes of oneself, and the sessions that one ends."""

import re
import time
from datetime import timedelta

import pytest
from django.contrib.auth import SESSION_KEY
from django.core import mail
from django.test import Client
from django.urls import reverse

from organisations.models import AccountLink, SignIn
from organisations.models.sign_ins import IDLE, LONGEST_SESSION
from organisations.services import sign_ins
from organisations.services.account_links import make_link
from tests.admin_forms import admin_url, sheet_url
from tests.events.admin.test_ended_session import typed_into
from tests.factories import make_event, make_user

pytestmark = pytest.mark.django_db

SECRET = "une phrase de passe solide"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
TELEPHONE = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36"


@pytest.fixture(autouse=True)
def _at_once(monkeypatch):
    monkeypatch.setattr(sign_ins, "later", lambda task, *arguments, **named: task(*arguments, **named))


@pytest.fixture
def account():
    return make_user(username="sitan", email="sitan@example.org", first_name="Sitan")


def signed_in(agent=FIREFOX, address="192.0.2.1", client=None):
    client = client or Client()
    client.post(
        reverse("admin:login"),
        {"username": "sitan", "password": SECRET},
        REMOTE_ADDR=address,
        HTTP_USER_AGENT=agent,
    )
    return client


def is_inside(client):
    return client.get(reverse("admin:index")).status_code == 200


def do(client, act, **typed):
    return client.post(reverse("admin:account"), {"act": act, **typed})


def test_one_changes_ones_name_and_language_and_no_right(account):
    client = signed_in()
    sent = do(client, "profile", first_name="S.", last_name="K.", language="en", role="administrator")
    assert sent["Location"] == "/en/admin/compte/"
    account.refresh_from_db()
    assert (account.first_name, account.language, account.role) == ("S.", "en", "officer")
    assert account.told_of_sign_ins is False


def test_another_address_counts_once_it_was_confirmed_and_the_old_one_hears_of_it(account):
    client = signed_in()
    do(client, "email", **{"email-email": "nouvelle@example.org", "email-password": SECRET})
    account.refresh_from_db()
    assert account.email == "sitan@example.org"
    to_new, to_old = mail.outbox
    assert (to_new.to, to_old.to) == (["nouvelle@example.org"], ["sitan@example.org"])
    address = re.search(r"http://\S+?(/fr/\S+)", to_new.body)[1]
    reset = make_link(user=account, purpose="reset", by=None)
    assert client.get(address).status_code == 200
    account.refresh_from_db()
    assert account.email == "sitan@example.org"
    client.post(address)
    account.refresh_from_db()
    assert account.email == "nouvelle@example.org"
    assert mail.outbox[2].to == ["sitan@example.org"]
    # Spent; and what was sent to the old address opens nothing any more.
    assert client.post(address).status_code == 404
    assert client.get(reverse("admin:account_link", args=[reset])).status_code == 404


def test_another_address_needs_the_password_and_may_be_of_another_account(account):
    make_user(email="prise@example.org")
    client = signed_in()
    refused = do(client, "email", **{"email-email": "prise@example.org", "email-password": "faux"})
    assert "password" in refused.context["email"].errors
    assert not AccountLink.objects.exists()
    # Whether somebody has it is nobody's business.
    assert (
        do(client, "email", **{"email-email": "prise@example.org", "email-password": SECRET}).status_code
        == 302
    )


def test_the_link_of_an_address_chooses_no_password(account):
    token = make_link(user=account, purpose="email", by=account, email="nouvelle@example.org")
    typed = {"new_password1": "girafe enclume", "new_password2": "girafe enclume"}
    Client().post(reverse("admin:account_link", args=[token]), typed)
    account.refresh_from_db()
    assert account.check_password(SECRET)


@pytest.mark.parametrize("way", ["page", "link"])
def test_a_new_password_ends_the_link_by_which_a_thief_would_take_the_address(account, way):
    """Whoever had the password asked for another address; the holder, told of it, chose a new one."""
    token = make_link(user=account, purpose="email", by=account, email="voleur@example.org")
    typed = {"new_password1": "girafe enclume tisane", "new_password2": "girafe enclume tisane"}
    if way == "page":
        signed_in().post(reverse("admin:password_change"), {"old_password": SECRET, **typed})
    else:
        reset = make_link(user=account, purpose="reset", by=None)
        Client().post(reverse("admin:account_link", args=[reset]), typed)
    assert Client().post(reverse("admin:account_link", args=[token])).status_code == 404
    account.refresh_from_db()
    assert account.email == "sitan@example.org"


def test_links_to_new_addresses_are_sent_a_few_times(account):
    """The register writes to whatever address is typed: not as often as one likes."""
    client = signed_in()
    for number in range(7):
        do(client, "email", **{"email-email": f"a{number}@example.org", "email-password": SECRET})
    assert len({message.to[0] for message in mail.outbox} - {"sitan@example.org"}) == 5


def test_one_sees_where_one_is_signed_in_and_ends_one_session_or_all_others(account):
    here, telephone, third = signed_in(), signed_in(TELEPHONE, "198.51.100.7"), signed_in()
    page = here.get(reverse("admin:account"))
    shown = [(session.browser, session.network) for session in page.context["sessions"]]
    assert sorted(shown) == [
        ("Chrome, Android", "198.51.100.…"),
        ("Firefox, Windows", "192.0.2.…"),
        ("Firefox, Windows", "192.0.2.…"),
    ]
    ended = SignIn.objects.get(browser="Chrome, Android")
    do(here, "end", session=ended.pk)
    assert [is_inside(client) for client in (here, telephone, third)] == [True, False, True]
    do(here, "end_others")
    assert [is_inside(client) for client in (here, third)] == [True, False]
    assert SignIn.objects.count() == 1


def test_nobody_ends_the_session_of_somebody_else(account):
    signed_in()
    other = make_user(username="oumar")
    stranger = Client()
    stranger.post(reverse("admin:login"), {"username": "oumar", "password": SECRET})
    assert do(stranger, "end", session=SignIn.objects.get(user=account).pk).status_code == 404
    for key in ("x", "9" * 30, "9" * 5000):
        assert do(stranger, "end", session=key).status_code == 404
    assert SignIn.objects.filter(user=other).count() == 1


def test_a_new_password_ends_every_other_session(account):
    here, there = signed_in(), signed_in()
    new = "girafe enclume tisane"
    here.post(
        reverse("admin:password_change"), {"old_password": SECRET, "new_password1": new, "new_password2": new}
    )
    assert [is_inside(here), is_inside(there)] == [True, False]
    assert [row.session_key for row in SignIn.objects.all()] == [here.session.session_key]


def test_a_sign_out_leaves_the_list(account):
    client = signed_in()
    client.post(reverse("admin:logout"))
    assert not SignIn.objects.exists()


def test_a_second_sign_in_of_one_browser_leaves_no_session_behind_that_is_over(account):
    client = signed_in()
    signed_in(client=client)
    assert [row.session_key for row in SignIn.objects.all()] == [client.session.session_key]
    make_user(username="oumar")
    client.post(reverse("admin:login"), {"username": "oumar", "password": SECRET})
    assert [row.user.username for row in SignIn.objects.all()] == ["oumar"]


def test_a_sign_in_from_a_new_place_is_told_unless_one_does_not_wish_it(account):
    home = signed_in()
    assert mail.outbox == []  # the first one of all
    signed_in()
    signed_in(address="198.51.100.1", client=home)
    assert mail.outbox == []  # the same network, then the same browser
    signed_in(TELEPHONE, "198.51.100.7")
    (message,) = mail.outbox
    assert message.to == ["sitan@example.org"]
    assert "Chrome, Android · 198.51.100.…" in message.body
    account.told_of_sign_ins = False
    account.save()
    signed_in(TELEPHONE, "203.0.113.7")
    assert len(mail.outbox) == 1


def age(client, *, began=timedelta(), seen=timedelta()):
    session = client.session
    session["began"] = int(time.time() - began.total_seconds())
    session["seen"] = int(time.time() - seen.total_seconds())
    session.save()


def test_a_session_ends_after_an_hour_of_rest_and_after_twelve_in_all(account):
    client = signed_in()
    age(client, began=IDLE * 3, seen=IDLE - timedelta(seconds=5))
    assert is_inside(client)
    age(client, seen=IDLE + timedelta(seconds=5))
    assert not is_inside(client)
    assert SESSION_KEY not in client.session and not SignIn.objects.exists()
    client = signed_in()
    age(client, began=LONGEST_SESSION + timedelta(seconds=5))
    assert not is_inside(client)


def test_work_keeps_it_alive_to_the_minute_or_two(account):
    client = signed_in()
    age(client, began=IDLE, seen=timedelta(minutes=3))
    assert is_inside(client)
    assert time.time() - client.session["seen"] < 60


def test_a_session_that_says_nothing_of_its_age_has_ended(account):
    client = signed_in()
    session = client.session
    del session["began"]
    session.save()
    assert not is_inside(client)


def test_what_is_typed_when_it_ends_comes_back(account):
    client = signed_in()
    event = make_event(owner=account.organisation)
    data = typed_into(client, sheet_url(event), conclusion_fr="Une conclusion longue.")
    age(client, seen=IDLE * 2)
    ended = client.post(sheet_url(event), data)
    opened = client.post(ended["Location"], {"username": "sitan", "password": SECRET})
    assert "Une conclusion longue." in client.get(opened["Location"]).content.decode()


def test_the_form_of_an_account_shows_nothing_of_its_sessions(account):
    signed_in()
    administrator = Client()
    make_user("administrator", username="chef")
    administrator.post(reverse("admin:login"), {"username": "chef", "password": SECRET})
    page = administrator.get(admin_url(account, "change")).content.decode()
    assert "192.0.2" not in page
