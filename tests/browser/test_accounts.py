"""An account from its invitation to its second factor, by clicks and keys, and each page of it under axe."""

import os
import time
from pathlib import Path

import pytest
from django.urls import reverse
from django_otp.oath import TOTP

from organisations.enums import UserRole
from organisations.models import AuthenticatorApp, User
from organisations.services import account_links, second_factor
from tests.browser.axe import DESK, PHONE, violations
from tests.factories import make_organisation, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "girafe enclume tisane"


@pytest.fixture(autouse=True)
def _mails_kept(settings):
    settings.KEPT_MAILS = True
    settings.EMAIL_BACKEND = "rss_registry.kept_mails.KeptMails"


@pytest.fixture
def window(browser, live_server):
    """Opens a window that knows nobody, without a script if so asked."""
    opened = []

    def open_(width=DESK, **options):
        context = browser.new_context(
            viewport={"width": width, "height": 900}, base_url=live_server.url, locale="fr-FR", **options
        )
        opened.append(context)
        page = context.new_page()
        page.refused = []
        page.on("console", lambda message: page.refused.append(message.text))
        return page

    yield open_
    for context in opened:
        context.close()


def look_at(page, name):
    """Nothing refused by the policy, nothing found by axe; with SCREENSHOTS, four pictures."""
    # « [DOM] »: what Chromium advises, of Django's own form too.
    notes = ("with a status of 4", "[DOM]", "Autofocus")
    assert [text for text in page.refused if not any(note in text for note in notes)] == [], name
    folder = os.environ.get("SCREENSHOTS")
    for width in (PHONE, DESK) if folder else ():
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=Path(folder) / f"{name}-{width}-{scheme}.png", full_page=True)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": DESK, "height": 900})
    assert violations(page) == [], name
    page.refused.clear()


def code_of(username, *, confirmed):
    totp = TOTP(AuthenticatorApp.objects.get(user__username=username, confirmed=confirmed).secret)
    totp.time = time.time() + (30 if confirmed else 0)
    return f"{totp.token():06d}"


def sign_in(page, username, password):
    page.goto(reverse("admin:login"))
    page.locator("#id_username").fill(username)
    page.locator("#id_password").fill(password)
    page.locator("#id_password").press("Enter")


def test_an_administrator_invites_and_the_officer_sets_password_and_second_factor(
    open_as, window, live_server, settings
):
    settings.PUBLIC_URL = live_server.url
    make_organisation(name_fr="Réseau d’essai", acronym="RE")
    desk = open_as(make_user(UserRole.ADMINISTRATOR, username="chef"))
    desk.goto(reverse("admin:organisations_user_add"))
    desk.locator("#id_username").fill("sitan")
    desk.locator("#id_first_name").fill("Sitan")
    desk.locator("#id_email").fill("sitan@example.org")
    desk.locator("#id_role").select_option("coordinator")
    look_at(desk, "invite")
    desk.locator("input[name=_save]").click()
    desk.goto(reverse("admin:organisations_user_invitations"))
    look_at(desk, "invitations")
    desk.goto(reverse("admin:organisations_user_mails"))
    look_at(desk, "kept-mails")
    address = desk.locator(".kept-mail a").first.get_attribute("href")

    # The officer, without a script.
    officer = window(java_script_enabled=False)
    officer.goto(address)
    officer.locator("#id_new_password1").fill("bamako2026")
    officer.locator("#id_new_password2").fill("bamako2026")
    officer.locator("input[type=submit]").click()
    assert officer.locator(".errorlist li").count() >= 1
    officer.locator("#id_new_password1").fill(PASSWORD)
    officer.locator("#id_new_password2").fill(PASSWORD)
    officer.locator("#id_new_password2").press("Enter")
    sign_in(officer, "sitan", PASSWORD)
    officer.goto(reverse("admin:second_factor"))
    officer.locator("#id_code").fill(code_of("sitan", confirmed=False))
    officer.locator("#id_code").press("Enter")
    assert officer.locator(".codes li").count() == 10
    officer.goto(reverse("admin:account"))
    officer.locator("#logout-form button").click()
    sign_in(officer, "sitan", PASSWORD)
    assert officer.url.endswith(reverse("admin:second_step"))
    officer.locator("#id_code").fill(code_of("sitan", confirmed=True))
    officer.locator("#id_code").press("Enter")
    assert officer.url.endswith(reverse("admin:index"))


def test_each_page_of_an_account_is_accessible_on_a_phone_and_at_a_desk(window, settings):
    settings.SECOND_FACTOR = "demanded"
    user = make_user(
        UserRole.COORDINATOR, username="oumar", email="oumar@example.org", first_name="Oumar", last_name="T."
    )
    page = window()
    page.goto(reverse("admin:login"))
    look_at(page, "login")
    page.goto(reverse("admin:forgotten_password"))
    look_at(page, "forgotten")
    page.goto(reverse("admin:account_link", args=["x" * 43]))
    look_at(page, "link-gone")
    for purpose, name in (("invitation", "choose-password"), ("email", "confirm-email")):
        token = account_links.make_link(user=user, purpose=purpose, by=None)
        page.goto(reverse("admin:account_link", args=[token]))
        look_at(page, name)
    sign_in(page, "oumar", "une phrase de passe solide")
    assert page.url.split("?")[0].endswith(reverse("admin:second_factor"))
    look_at(page, "set-up")
    page.locator("#id_code").fill(code_of("oumar", confirmed=False))
    page.locator("#id_code").press("Enter")
    look_at(page, "recovery-codes")
    page.goto(reverse("admin:account"))
    look_at(page, "account")
    page.goto(reverse("admin:second_factor"))
    look_at(page, "second-factor")
    page.goto(reverse("admin:password_change"))
    look_at(page, "password-change")
    page.locator("#logout-form button").click()
    sign_in(page, "oumar", "une phrase de passe solide")
    look_at(page, "second-step")
    for _try in range(6):
        page.locator("#id_code").fill("000000")
        page.locator("#id_code").press("Enter")
    assert "Réessayez dans" in page.locator(".errornote").inner_text()
    look_at(page, "wait")


def test_an_administrator_takes_a_lost_second_factor_away(open_as):
    user = make_user(username="awa")
    begun = second_factor.begin(user)
    second_factor.confirm(begun=begun, code=code_of("awa", confirmed=False))
    page = open_as(make_user(UserRole.ADMINISTRATOR, username="chef"))
    page.goto(reverse("admin:organisations_user_change", args=[user.pk]))
    look_at(page, "account-form")
    page.get_by_role("link", name="Ôter le second facteur").click()
    look_at(page, "reset")
    page.locator("#id_password").fill("une phrase de passe solide")
    page.locator("#id_password").press("Enter")
    page.wait_for_url(f"**{reverse('admin:organisations_user_change', args=[user.pk])}")
    assert User.objects.get(pk=user.pk).second_factor_since is None
