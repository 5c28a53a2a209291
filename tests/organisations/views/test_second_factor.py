"""The second step: whoever knows the password alone comes nowhere."""

import time
from types import SimpleNamespace

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth import SESSION_KEY
from django.core import mail
from django.test import Client
from django.urls import reverse
from django_otp.oath import TOTP

from organisations.enums import UserRole
from organisations.models import AttemptCounter, AuthenticatorApp, RecoveryCode, User
from organisations.services import second_factor
from organisations.services.account_links import make_link
from rss_registry.sealing import UnsealError
from tests.admin_forms import log_in, sheet_url
from tests.events.admin.test_ended_session import typed_into
from tests.factories import make_coordinator, make_event, make_user

pytestmark = pytest.mark.django_db

SECRET = "une phrase de passe solide"
PAGE = "admin:second_factor"
LOGIN = {"username": "sitan", "password": SECRET}


@pytest.fixture
def clock(monkeypatch):
    """A clock that the test sets: `clock.now += 30`."""

    class Clock:
        now = 1_900_000_000.0

    # Of the codes alone: what else asks for the time goes on as it was.
    of_codes = SimpleNamespace(time=lambda: Clock.now)
    monkeypatch.setattr("organisations.models.second_factors.time", of_codes)
    return Clock


def code_of(user, clock=None, *, confirmed=True):
    totp = TOTP(AuthenticatorApp.objects.get(user=user, confirmed=confirmed).secret)
    totp.time = clock.now if clock else time.time()
    return f"{totp.token():06d}"


def give_second_factor(user, clock=None):
    """The codes on paper; the code of now is used."""
    begun = second_factor.begin(user)
    _app, codes = second_factor.confirm(begun=begun, code=code_of(user, clock, confirmed=False))
    return codes


@pytest.fixture
def account(clock):
    user = make_user(username="sitan", email="sitan@example.org")
    user.papers = give_second_factor(user, clock)
    clock.now += 60
    return user


def step(client, code, **headers):
    return client.post(reverse("admin:second_step"), {"code": code}, **headers)


def first_step(client, **more):
    return client.post(reverse("admin:login"), {**LOGIN, **more})


def test_the_password_leads_to_the_code_and_the_code_opens(client, account, clock):
    assert first_step(client)["Location"] == reverse("admin:second_step")
    assert SESSION_KEY not in client.session
    assert step(client, code_of(account, clock))["Location"] == reverse("admin:index")
    assert client.get(reverse("admin:index")).status_code == 200


def test_between_the_steps_no_address_opens(client, account):
    first_step(client)
    for address in (
        reverse("admin:index"),
        reverse("admin:account"),
        reverse("admin:second_factor"),
        sheet_url(),
    ):
        assert client.get(address)["Location"].startswith(reverse("admin:login"))
        assert client.post(address)["Location"].startswith(reverse("admin:login"))


def test_a_session_of_the_password_alone_opens_nothing_however_it_came_about(client, account):
    log_in(client, account)
    for address in (reverse("admin:index"), reverse("admin:second_factor"), reverse("admin:account")):
        assert client.get(address)["Location"].startswith(reverse("admin:login"))
    assert client.get(reverse("admin:login")).status_code == 200


def test_without_the_password_there_is_no_second_step(client, account, clock):
    assert step(client, code_of(account, clock))["Location"] == reverse("admin:login")


def test_the_second_step_waits_ten_minutes_and_for_the_password_of_then(client, account, clock, monkeypatch):
    first_step(client)
    session = client.session
    session["second_step"] = session["second_step"] | {"at": int(time.time()) - 601}
    session.save()
    assert step(client, code_of(account, clock))["Location"] == reverse("admin:login")
    first_step(client)
    account.set_password("girafe enclume tisane")
    account.save()
    assert step(client, code_of(account, clock))["Location"] == reverse("admin:login")


def test_a_code_is_good_once(account, clock):
    code = code_of(account, clock)
    one, other = Client(), Client()
    first_step(one), first_step(other)
    assert step(one, code).status_code == 302
    assert step(other, code).status_code == 200
    # Nor is one of before that.
    clock.now -= 30
    assert step(other, code_of(account, clock)).status_code == 200


def test_a_code_ends_after_a_minute(client, account, clock):
    code = code_of(account, clock)
    clock.now += 65
    first_step(client)
    assert step(client, code).status_code == 200


@pytest.mark.parametrize("code", ["", "12345", "1234567", "١٢٣٤٥٦", "0x1234", "abcdef", "-12345", " " * 6])
def test_what_is_no_code_opens_nothing(client, account, code):
    first_step(client)
    assert step(client, code).status_code == 200
    assert SESSION_KEY not in client.session


@pytest.mark.parametrize("guess", ["000000", "aaaaa-aaaaa"])
def test_codes_and_papers_are_guessed_as_slowly_as_passwords(account, clock, guess):
    """From any browser and network: a new session after each refusal changes nothing."""
    statuses = []
    for number in range(8):
        client = Client(REMOTE_ADDR=f"203.0.113.{number}")
        first_step(client)
        statuses.append(step(client, guess).status_code)
    assert statuses == [200] * 5 + [429] * 3
    client = Client(REMOTE_ADDR="198.51.100.1")
    first_step(client)
    # The right one is not looked at either.
    assert step(client, code_of(account, clock)).status_code == 429


def strangers_guess():
    """From more networks than there are free tries, each with the right password."""
    for number in range(6):
        stranger = Client(REMOTE_ADDR=f"203.0.113.{number}")
        first_step(stranger)
        step(stranger, "000000")


def test_who_guesses_codes_makes_nobody_wait_where_the_account_is_known(account, clock):
    home = Client()
    first_step(home)
    step(home, code_of(account, clock))
    home.post(reverse("admin:logout"))
    strangers_guess()
    clock.now += 60
    first_step(home)
    assert step(home, code_of(account, clock)).status_code == 302


def test_who_reads_the_mails_of_an_account_guesses_its_codes_no_faster(account):
    """Each link of a mail makes a browser known: to the password alone, and it frees the password alone."""
    statuses = []
    for number in range(8):
        client = Client(REMOTE_ADDR=f"203.0.113.{number}")
        token = make_link(user=account, purpose="reset", by=None)
        client.post(
            reverse("admin:account_link", args=[token]), {"new_password1": SECRET, "new_password2": SECRET}
        )
        first_step(client)
        statuses.append(step(client, "000000").status_code)
    assert statuses == [200] * 5 + [429] * 3


def test_after_both_steps_the_browser_of_a_link_is_known_to_codes_too(account, clock):
    home = Client(REMOTE_ADDR="198.51.100.1")
    token = make_link(user=account, purpose="reset", by=None)
    home.post(reverse("admin:account_link", args=[token]), {"new_password1": SECRET, "new_password2": SECRET})
    first_step(home)
    step(home, code_of(account, clock))
    home.post(reverse("admin:logout"))
    strangers_guess()
    clock.now += 60
    on_the_move = {"REMOTE_ADDR": "203.0.114.1"}
    home.post(reverse("admin:login"), LOGIN, **on_the_move)
    assert step(home, code_of(account, clock), **on_the_move).status_code == 302


def test_a_code_on_paper_opens_once(account):
    paper = account.papers[3]
    one, other = Client(), Client()
    first_step(one), first_step(other)
    assert step(one, f" {paper.upper()} ").status_code == 302
    assert step(other, paper).status_code == 200
    assert RecoveryCode.objects.count() == 9
    # She hears how many are left.
    assert len(one.get(reverse("admin:index")).context["messages"]) == 1


def test_a_code_on_paper_is_of_one_account(client, account, clock):
    other = make_user(username="oumar")
    papers = give_second_factor(other, clock)
    first_step(client)
    assert step(client, papers[0]).status_code == 200


def test_the_session_has_a_new_key_after_each_step(client, account, clock):
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    keys = [session.session_key]
    first_step(client)
    keys.append(client.session.session_key)
    step(client, code_of(account, clock))
    keys.append(client.session.session_key)
    assert len(set(keys)) == 3


@pytest.mark.parametrize(
    "address", ["https://evil.example.org/", "//evil.example.org", "/\\evil.example.org"]
)
def test_the_way_on_leads_nowhere_else(client, account, clock, address):
    first_step(client, next=address)
    assert step(client, code_of(account, clock))["Location"] == reverse("admin:index")


def test_a_form_of_an_ended_session_comes_back_after_the_second_step(client, account, clock):
    first_step(client)
    step(client, code_of(account, clock))
    event = make_event(owner=account.organisation)
    data = typed_into(client, sheet_url(event), conclusion_fr="Une conclusion longue.")
    client.logout()
    ended = client.post(sheet_url(event), data)
    clock.now += 60
    pending = client.post(ended["Location"], LOGIN)
    assert pending["Location"] == reverse("admin:second_step")
    assert "revient après ce code" in client.get(pending["Location"]).content.decode()
    page = client.get(step(client, code_of(account, clock))["Location"])
    assert "Une conclusion longue." in page.content.decode()


def test_a_new_password_by_mail_does_not_take_the_second_step_away(client, account):
    token = make_link(user=account, purpose="reset", by=None)
    typed = {"new_password1": "girafe enclume tisane", "new_password2": "girafe enclume tisane"}
    client.post(reverse("admin:account_link", args=[token]), typed)
    sent = client.post(reverse("admin:login"), {"username": "sitan", "password": "girafe enclume tisane"})
    assert sent["Location"] == reverse("admin:second_step")


def test_neither_secret_nor_papers_can_be_read_from_the_database(account):
    app = AuthenticatorApp.objects.get()
    kept = str([*AuthenticatorApp.objects.values_list(), *RecoveryCode.objects.values_list()])
    told = [app.secret.hex(), second_factor.key_in_words(app).replace(" ", ""), *account.papers]
    assert not [word for word in told if word in kept or word.replace("-", "") in kept]


def test_a_secret_opens_with_the_key_of_before_and_for_no_other_account(account, clock, settings):
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key " * 6
    assert second_factor.verify(user=account, code=code_of(account, clock))
    assert second_factor.verify(user=account, code=account.papers[0])
    app = AuthenticatorApp.objects.get()
    app.user = make_user()
    with pytest.raises(UnsealError):
        app.secret  # noqa: B018
    settings.SECRET_KEY_FALLBACKS = []
    assert second_factor.verify(user=account, code="000000") is None


# -- setting it up, and taking it away -------------------------------------------------


def signed_in(user):
    client = Client()
    client.post(reverse("admin:login"), {"username": user.username, "password": SECRET})
    return client


def test_one_sets_it_up_with_a_first_code_and_sees_the_papers_once(clock):
    user = make_user(username="oumar")
    client, elsewhere = signed_in(user), signed_in(user)
    page = client.get(reverse(PAGE))
    assert "<svg" in page.content.decode() and "style=" not in page.context["picture"]
    refused = client.post(reverse(PAGE), {"code": "000000"})
    assert refused.context["form"].errors and 'value="000000"' not in refused.content.decode()
    assert "otpauth://totp/" in refused.content.decode()
    user.refresh_from_db()
    assert user.second_factor_since is None
    done = client.post(reverse(PAGE), {"code": code_of(user, clock, confirmed=False)})
    assert len(done.context["codes"]) == 10
    assert client.get(reverse("admin:index")).status_code == 200
    # A session of before has not done the second step.
    assert elsewhere.get(reverse("admin:index")).status_code == 302
    again = client.get(reverse(PAGE)).content.decode()
    assert not [code for code in done.context["codes"] if code in again]


def test_what_one_session_saw_while_setting_up_is_worth_nothing_in_another(clock):
    """A thief with the password looks at the QR code first; its holder does not take over his secret."""
    user = make_user(username="oumar")
    thief, holder = signed_in(user), signed_in(user)
    seen = thief.get(reverse(PAGE)).context["key"]
    shown = holder.get(reverse(PAGE)).context["key"]
    assert shown != seen
    # The page that is open goes on.
    assert holder.get(reverse(PAGE)).context["key"] == shown
    typed = {"code": code_of(user, clock, confirmed=False)}
    assert holder.post(reverse(PAGE), typed).context["codes"]


def test_whoever_signed_in_a_while_ago_is_asked_for_the_password(clock):
    user = make_user(username="oumar")
    client = signed_in(user)
    session = client.session
    session["began"] -= 601
    session.save()
    typed = {"code": (client.get(reverse(PAGE)), code_of(user, clock, confirmed=False))[1]}
    assert "password" in client.post(reverse(PAGE), typed).context["form"].errors
    assert client.post(reverse(PAGE), typed | {"password": SECRET}).context["codes"]


@pytest.fixture
def inside(account, clock):
    client = Client()
    first_step(client)
    step(client, code_of(account, clock))
    clock.now += 60
    return client


def test_it_is_taken_away_with_the_password_alone_known(inside, account, django_capture_on_commit_callbacks):
    inside.post(reverse(PAGE), {"act": "remove", "password": "faux"})
    assert AuthenticatorApp.objects.exists()
    inside.post(reverse(PAGE), {"act": "remove", "password": SECRET})
    account.refresh_from_db()
    assert (account.second_factor_since, AuthenticatorApp.objects.count(), RecoveryCode.objects.count()) == (
        None,
        0,
        0,
    )
    assert LogEntry.objects.filter(object_id=account.pk, change_message="Second facteur ôté").exists()


def test_the_password_that_it_asks_is_guessed_slowly(inside):
    answers = [
        inside.post(reverse(PAGE), {"act": "remove", "password": "faux"}).status_code for _try in range(7)
    ]
    assert answers == [200] * 5 + [429] * 2


def test_new_papers_replace_those_before(inside, account):
    page = inside.post(reverse(PAGE), {"act": "codes", "password": SECRET})
    assert len(page.context["codes"]) == 10
    assert second_factor.verify(user=account, code=account.papers[0]) is None
    assert second_factor.verify(user=account, code=page.context["codes"][0])


def test_another_telephone_takes_the_place_of_the_first(inside, account, clock):
    address = f"{reverse(PAGE)}?changer"
    former = AuthenticatorApp.objects.get()
    inside.get(address)
    code = code_of(account, clock, confirmed=False)
    # The telephone that lies here unlocked knows no password.
    assert "password" in inside.post(address, {"code": code}).context["form"].errors
    assert inside.post(address, {"code": code, "password": SECRET}).context["codes"]
    assert AuthenticatorApp.objects.get() != former
    assert inside.get(reverse("admin:index")).status_code == 200


# -- demanded --------------------------------------------------------------------------


@pytest.fixture
def demanded(settings):
    settings.SECOND_FACTOR = "demanded"


@pytest.mark.parametrize(
    ("fields", "is_sent"),
    [
        ({}, False),
        ({"keeps_lists": True}, True),
        ({"role": UserRole.COORDINATOR}, True),
        ({"role": UserRole.ADMINISTRATOR}, True),
    ],
)
def test_it_is_demanded_from_whoever_publishes_keeps_lists_or_accounts(client, demanded, fields, is_sent):
    log_in(client, make_user(**fields))
    answer = client.get(reverse("admin:events_event_changelist"))
    assert (answer.status_code == 302 and answer["Location"].startswith(reverse(PAGE))) is is_sent


def test_until_then_one_can_set_it_up_or_leave_and_nothing_else(client, demanded, clock):
    user = make_coordinator(username="oumar")
    log_in(client, user)
    for address in (reverse("admin:account"), reverse("admin:password_change"), sheet_url()):
        for answer in (client.get(address), client.post(address)):
            assert answer["Location"].startswith(reverse(PAGE))
    assert client.get(reverse("admin:login"))["Location"] == reverse(PAGE)
    assert client.get(reverse(PAGE)).status_code == 200
    code = code_of(user, clock, confirmed=False)
    done = client.post(f"{reverse(PAGE)}?next={reverse('admin:account')}", {"code": code})
    assert done.context["onward"] == reverse("admin:account")
    assert client.get(reverse("admin:account")).status_code == 200
    other = log_in(Client(), make_coordinator())
    assert other.post(reverse("admin:logout")).status_code == 200
    assert SESSION_KEY not in other.session


def test_what_was_typed_meanwhile_is_not_lost(client, settings, clock):
    user = make_user(keeps_lists=True)
    log_in(client, user)
    event = make_event(owner=user.organisation)
    data = typed_into(client, sheet_url(event), conclusion_fr="Une conclusion longue.")
    settings.SECOND_FACTOR = "demanded"
    sent = client.post(sheet_url(event), data)
    client.get(sent["Location"])
    done = client.post(sent["Location"], {"code": code_of(user, clock, confirmed=False)})
    assert "Une conclusion longue." in client.get(done.context["onward"]).content.decode()


# -- by an administrator ---------------------------------------------------------------


def test_an_administrator_takes_it_away_and_the_holder_hears_of_it(
    inside, account, client, django_capture_on_commit_callbacks, monkeypatch
):
    monkeypatch.setattr(second_factor, "later", lambda task, *arguments, **named: task(*arguments, **named))
    administrator = make_user(UserRole.ADMINISTRATOR)
    log_in(client, administrator)
    page = reverse("admin:organisations_user_second_factor", args=[account.pk])
    client.post(page, {"password": "faux"})
    assert AuthenticatorApp.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(page, {"password": SECRET})
    assert not AuthenticatorApp.objects.exists()
    assert [message.to for message in mail.outbox] == [["sitan@example.org"]]
    assert inside.get(reverse("admin:index")).status_code == 302
    told = LogEntry.objects.get(object_id=account.pk, user=administrator)
    assert told.change_message == "Second facteur ôté par l’administration"


def test_but_never_his_own_nor_that_of_a_superuser(client, clock):
    administrator = make_user(UserRole.ADMINISTRATOR)
    root = User.objects.create_superuser("racine", password=SECRET)
    give_second_factor(root, clock)
    log_in(client, administrator)
    for account in (administrator, root):
        page = reverse("admin:organisations_user_second_factor", args=[account.pk])
        assert client.post(page, {"password": SECRET}).status_code == 403
    assert AuthenticatorApp.objects.filter(user=root).exists()


def test_what_an_attempt_costs_is_taken_back_once_it_was_right(client, account, clock):
    first_step(client)
    step(client, code_of(account, clock))
    assert not AttemptCounter.objects.filter(count__gt=0).exists()
