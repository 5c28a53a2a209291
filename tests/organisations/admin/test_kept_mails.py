"""A register that is only tried keeps its mails for administrators; one in use never does."""

import stat

import pytest
from django.core.mail import EmailMessage, get_connection
from django.urls import reverse

from organisations.enums import UserRole
from organisations.models import User
from rss_registry.kept_mails import kept_mails
from rss_registry.mails import send
from tests.admin_forms import log_in
from tests.factories import make_coordinator, make_user
from tests.test_settings import RANDOM_KEY, start_with

pytestmark = pytest.mark.django_db
KEPT = "rss_registry.kept_mails.KeptMails"


@pytest.fixture
def tried(settings):
    settings.KEPT_MAILS = True
    settings.EMAIL_BACKEND = KEPT


def test_an_administrator_reads_them_and_follows_their_links(client, tried):
    log_in(client, make_user(UserRole.ADMINISTRATOR))
    send("reset", to="a@example.org", language="fr", address="http://127.0.0.1:8000/x/", username="l'aîné")
    (mail,) = kept_mails()
    assert (mail.to, mail.subject) == ("a@example.org", "[Registre RSS] Choisir un nouveau mot de passe")
    assert "l'aîné" in mail.text
    page = client.get(reverse("admin:organisations_user_mails")).content.decode()
    assert 'href="http://127.0.0.1:8000/x/"' in page


def test_nobody_else_does_and_where_mails_are_sent_there_is_no_page(client, settings, tried):
    page = reverse("admin:organisations_user_mails")
    log_in(client, make_coordinator())
    assert client.get(page).status_code == 403
    log_in(client, make_user(UserRole.ADMINISTRATOR))
    settings.KEPT_MAILS = False
    assert client.get(page).status_code == 404
    assert "courriels/" not in client.get(reverse("admin:index")).content.decode()


def test_what_opens_the_account_of_a_superuser_is_read_by_superusers(client, tried):
    """Else an administrator becomes one: he asks for a new password in that name, and reads the link."""
    root = User.objects.create_superuser("racine", email="Racine@example.org")
    send("reset", to=root.email, language="fr", address="http://127.0.0.1:8000/secret/", username="racine")
    send("reset", to="a@example.org", language="fr", address="http://127.0.0.1:8000/x/", username="a")
    page = reverse("admin:organisations_user_mails")
    log_in(client, make_user(UserRole.ADMINISTRATOR))
    assert [mail.to for mail in client.get(page).context["mails"]] == ["a@example.org"]
    log_in(client, root)
    assert len(client.get(page).context["mails"]) == 2


def test_the_latest_fifty_are_kept_for_the_owner_of_the_files_alone(settings):
    for number in range(53):
        EmailMessage(f"{number}", "…", to=["a@example.org"], connection=get_connection(KEPT)).send()
    assert [mail.subject for mail in kept_mails()] == [f"{number}" for number in range(52, 2, -1)]
    assert {stat.S_IMODE(path.stat().st_mode) for path in settings.MAIL_ROOT.iterdir()} == {0o600}


def test_a_mail_server_that_is_away_is_told_not_suffered(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    assert send("reset", to="a@example.org", language="fr", address="http://x/", username="a") is False


def test_no_register_in_use_keeps_them():
    asked = {"SECRET_KEY": RANDOM_KEY, "KEPT_MAILS": "true", "printed": "s.EMAIL_BACKEND"}
    assert start_with(**asked).stdout == f"{KEPT}\n"
    assert start_with(HTTPS="true", **asked).returncode != 0
    assert start_with(HTTPS="true", SAMPLE_REGISTER="true", **asked).returncode == 0
