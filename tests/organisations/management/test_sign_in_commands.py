from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from organisations.enums import LinkPurpose, UserRole
from organisations.models import AccountLink, AttemptCounter, AuthenticatorApp, KnownNetwork, SignIn
from organisations.services import second_factor
from organisations.services.account_links import make_link
from organisations.services.past_traces import forget_past
from rss_registry.health import State, examinations
from tests.factories import make_user
from tests.organisations.views.test_second_factor import clock, give_second_factor  # noqa: F401 -- a fixture

pytestmark = pytest.mark.django_db


def make_traces(user):
    for purpose in LinkPurpose:
        make_link(user=user, purpose=purpose, by=None, email="a@example.org")
    AttemptCounter.objects.create(digest="a")
    KnownNetwork.objects.create(user=user, digest="b")
    SignIn.objects.create(user=user, session_key="c")
    second_factor.begin(user)


@pytest.mark.parametrize(
    ("after", "left"),
    [
        (timedelta(minutes=30), [3, 1, 1, 1, 1]),
        (timedelta(hours=13), [3, 0, 1, 0, 0]),
        (timedelta(days=2), [1, 0, 1, 0, 0]),
        (timedelta(days=91), [0, 0, 0, 0, 0]),
    ],
)
def test_every_trace_of_sign_ins_has_an_end(after, left):
    make_traces(make_user())
    forget_past(timezone.now() + after)
    tables = (AccountLink, AttemptCounter, KnownNetwork, SignIn, AuthenticatorApp)
    assert [model.objects.count() for model in tables] == left


def test_the_night_says_how_many_went():
    printed = StringIO()
    call_command("sweep_sign_ins", stdout=printed)
    assert printed.getvalue() == "Traces de connexion effacées : 0.\n"


def test_the_second_factor_of_the_last_administrator_is_taken_away_on_the_server(clock):  # noqa: F811
    user = make_user(username="chef")
    give_second_factor(user, clock)
    call_command("reset_second_factor", "chef", stdout=StringIO())
    user.refresh_from_db()
    assert user.second_factor_since is None
    for name in ("chef", "personne"):
        with pytest.raises(CommandError):
            call_command("reset_second_factor", name)


def state_of(code):
    return next(each.finding().state for each in examinations() if each.code == code)


def test_the_doctor_says_where_the_second_factor_is_not_demanded(settings):
    make_user(UserRole.ADMINISTRATOR)
    assert state_of("second_factor") == State.WELL
    settings.HTTPS = True
    assert state_of("second_factor") == State.WATCH
    settings.SECOND_FACTOR = "demanded"
    assert state_of("second_factor") == State.WELL


def test_the_doctor_says_where_links_reach_nobody(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    assert state_of("mails") == State.WATCH
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    assert state_of("mails") == State.WELL
