"""The door: who guesses waits, and nobody can make another wait."""

from datetime import timedelta

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from organisations.models import AttemptCounter, KnownNetwork, User
from organisations.services import delays
from organisations.services.delays import FIRST, LONGEST, delay_after
from tests.admin_forms import admin_url, log_in
from tests.factories import make_user

pytestmark = pytest.mark.django_db

SECRET = "une phrase de passe solide"
HOME, AWAY = "192.0.2.1", "198.51.100.7"


@pytest.fixture
def account():
    return make_user(username="sitan")


def try_(password, username="sitan", address=AWAY, client=None):
    client = client or Client()
    return client.post(
        reverse("admin:login"), {"username": username, "password": password}, REMOTE_ADDR=address
    )


def statuses(count, **named):
    return [try_("faux", **named).status_code for _number in range(count)]


def later(**span):
    """As if so much time had gone by."""
    for row in AttemptCounter.objects.all():
        row.last_at -= timedelta(**span)
        row.until = row.until and row.until - timedelta(**span)
        row.save()


def test_the_delay_doubles_after_the_fifth_up_to_a_quarter_of_an_hour():
    delays_after = [delay_after(count) for count in (1, 4, 5, 6, 7, 20, 10_000)]
    assert delays_after == [timedelta(), timedelta(), FIRST, 2 * FIRST, 4 * FIRST, LONGEST, LONGEST]


def test_of_twenty_wrong_passwords_from_one_network_of_ipv6_five_are_looked_at(account):
    answers = [try_("faux", address=f"2001:db8::{number:x}").status_code for number in range(20)]
    assert answers == [200] * 5 + [429] * 15
    # The right one is not looked at either.
    refused = try_(SECRET, address="2001:db8::ffff")
    assert refused.status_code == 429
    assert int(refused["Retry-After"]) == 30
    assert "Réessayez dans 30 secondes." in refused.content.decode()
    assert try_("faux", username="autre", address="2001:db8:0:1::1").status_code == 200


def test_after_the_delay_one_tries_once_more_and_waits_longer(account):
    statuses(5)
    later(seconds=31)
    assert try_("faux").status_code == 200
    assert int(try_("faux")["Retry-After"]) == 60
    later(seconds=61)
    assert try_(SECRET).status_code == 302


def test_after_hours_of_rest_the_count_begins_anew(account):
    statuses(5)
    later(hours=7)
    assert statuses(5) == [200] * 5


def test_spraying_one_password_over_many_names_is_slowed(account):
    answers = [try_("faux", username=f"compte-{number}").status_code for number in range(8)]
    assert answers == [200] * 5 + [429] * 3


def test_guessing_at_one_account_from_many_networks_is_slowed(account):
    answers = [try_("faux", address=f"203.0.113.{number}").status_code for number in range(8)]
    assert answers == [200] * 5 + [429] * 3


def test_a_name_that_nobody_has_is_answered_like_one_that_somebody_has(account):
    known = [try_("faux", address=f"203.0.113.{number}") for number in range(7)]
    unknown = [try_("faux", username="sidan", address=f"203.0.114.{number}") for number in range(7)]
    assert [page.status_code for page in known] == [page.status_code for page in unknown]
    for one, other in zip(known, unknown, strict=True):
        assert one.context["form"].non_field_errors() == other.context["form"].non_field_errors()


def test_a_stranger_keeps_nobody_out_of_a_browser_that_was_here_before(account):
    browser = Client()
    assert try_(SECRET, client=browser, address=HOME).status_code == 302
    browser.post(reverse("admin:logout"))
    statuses(8)
    # On the move, from a network that is new.
    assert try_(SECRET, client=browser, address="203.0.113.9").status_code == 302


def test_nor_of_a_network_that_was_used_before(account):
    try_(SECRET, address=HOME)
    statuses(8)
    assert try_(SECRET, address=HOME).status_code == 302
    assert try_(SECRET, address="203.0.113.9").status_code == 429


def test_who_guesses_from_there_waits_too(account):
    browser = Client()
    try_(SECRET, client=browser, address=HOME)
    assert statuses(6, address=HOME) == [200] * 5 + [429]
    browser.post(reverse("admin:logout"))
    assert statuses(6, client=browser, address=HOME) == [200] * 5 + [429]


def test_the_word_of_a_browser_is_of_one_account_and_cannot_be_written(account):
    browser = Client()
    try_(SECRET, client=browser, address=HOME)
    make_user(username="oumar")
    statuses(6, username="oumar", address=AWAY)
    assert try_(SECRET, username="oumar", client=browser, address=AWAY).status_code == 429
    forged = Client()
    forged.cookies["device"] = "W1sxLCJhIl1d:1abc:forged"
    assert try_(SECRET, username="oumar", client=forged, address=AWAY).status_code == 429


def test_one_browser_is_known_to_several_accounts(account):
    make_user(username="oumar")
    browser = Client()
    for username in ("sitan", "oumar"):
        try_(SECRET, username=username, client=browser, address=HOME)
    request = browser.get(reverse("admin:index")).wsgi_request
    assert all(delays.known_device(request, user.pk) for user in User.objects.all())


def test_own_sign_ins_in_between_do_not_free_a_network_that_guesses(account):
    make_user(username="mechant")
    for _round in range(5):
        try_("faux", username="sitan")
        try_(SECRET, username="mechant")
    assert try_("faux", username="autre").status_code == 429


def test_an_attempt_counts_before_its_password_is_looked_at(account, monkeypatch):
    """A hundred at the same moment are a hundred."""
    seen = []

    def look(*_arguments, **_named):
        seen.append(AttemptCounter.objects.filter(count__gt=0).count())

    monkeypatch.setattr("organisations.forms.accounts.authenticate", look)
    try_("faux")
    assert seen == [2]


def test_who_waits_fills_no_table(account):
    statuses(5)
    before = AttemptCounter.objects.count()
    assert [try_("faux", username=f"nom-{number}").status_code for number in range(3)] == [429] * 3
    assert AttemptCounter.objects.count() == before


def test_an_administrator_lets_somebody_try_again(account, client):
    answers = [try_("faux", address=f"203.0.113.{number}").status_code for number in range(6)]
    assert answers[-1] == 429
    log_in(client, make_user("administrator"))
    client.post(admin_url(User, "changelist"), {"action": "unlock", "_selected_action": [account.pk]})
    assert try_(SECRET).status_code == 302


def test_no_name_and_no_address_is_kept_of_those_who_try(account):
    try_(SECRET, address=HOME)
    try_("faux", username="canari", address=AWAY)
    kept = str([*AttemptCounter.objects.values_list(), *KnownNetwork.objects.values_list()])
    assert all(word not in kept for word in ("canari", "sitan", HOME, AWAY))


def test_what_is_kept_of_attempts_and_networks_has_an_end(account):
    try_(SECRET, address=HOME)
    AttemptCounter.objects.all().delete()
    try_("faux")
    now = timezone.now()
    assert [AttemptCounter.objects.past(now).count(), KnownNetwork.objects.past(now).count()] == [0, 0]
    assert AttemptCounter.objects.past(now + timedelta(hours=7)).count() == 2
    assert KnownNetwork.objects.past(now + timedelta(days=91)).count() == 1


def test_a_session_from_before_the_sign_in_is_not_the_one_after_it(account):
    browser = Client()
    session = browser.session
    session["planted"] = "by somebody else"
    session.save()
    before = session.session_key
    try_(SECRET, client=browser)
    assert browser.session.session_key != before
    assert SESSION_KEY in browser.session


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example.org/",
        "//evil.example.org",
        "///evil.example.org",
        "/\\evil.example.org",
        "/\t/evil.example.org",
        " //evil.example.org",
        "https:evil.example.org",
        "http:///evil.example.org",
        "javascript:a()",
    ],
)
def test_the_way_on_leads_nowhere_else(account, address):
    sent = Client().post(reverse("admin:login"), {"username": "sitan", "password": SECRET, "next": address})
    assert sent["Location"] == reverse("admin:index")


def test_the_first_page_is_in_the_language_of_the_account(account):
    account.language = "en"
    account.save()
    assert try_(SECRET)["Location"] == "/en/admin/"


def test_a_password_that_a_page_asks_once_more_is_guessed_no_faster(account):
    client = log_in(Client(), account)
    typed = {"old_password": "faux", "new_password1": "girafe enclume", "new_password2": "girafe enclume"}
    answers = [client.post(reverse("admin:password_change"), typed).status_code for _try in range(7)]
    assert answers == [200] * 5 + [429] * 2
