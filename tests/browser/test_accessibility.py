"""The public pages in a real browser: axe, narrow screens, the keyboard."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils.translation import override

from tests.public_register import make_register

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NARROW, PHONE, DESK = 320, 360, 1280


@pytest.fixture
def register():
    return make_register()


def addresses(register, language):
    with override(language):
        return [
            reverse("events:home"),
            reverse("events:event_list"),
            f"{reverse('events:event_list')}?q=rien&region=gao&region=atlantide",
            register.event.get_absolute_url(),
            reverse("organisations:organisation_list"),
            register.organisation.get_absolute_url(),
            register.committee.get_absolute_url(),
            reverse("organisations:programme_list"),
            register.programme.get_absolute_url(),
            reverse("events:series_list"),
            register.series.get_absolute_url(),
            reverse("events:region_list"),
            register.region.get_absolute_url(),
            reverse("events:recommendation_list"),
            reverse("events:calendar"),
            reverse("events:calendar_month", args=[2024, 3]),
            reverse("events:statistics"),
            f"{reverse('events:statistics')}?annee=1066",
            reverse("events:committee_list"),
            f"{reverse('organisations:organisation_list')}?role=organiser&activite=closes",
            reverse("reports:data"),
            reverse("events:about"),
            f"/{language}/nulle-part/",
        ]


@pytest.fixture
def open_page(browser, live_server):
    """Open an address of the test server in a fresh window of some width and colour scheme."""
    contexts = []

    def open_(address, width=DESK, scheme="light"):
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        contexts.append(context)
        page = context.new_page()
        page.refused = []
        page.on("console", lambda message: page.refused.append(message.text))
        page.goto(f"{live_server.url}{address}")
        return page

    yield open_
    for context in contexts:
        context.close()


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_axe_finds_nothing_on_any_page(open_page, register, language, scheme, width):
    page = open_page("/", width, scheme)
    for address in addresses(register, language):
        page.goto(f"{page.url.partition('/fr/')[0].partition('/en/')[0]}{address}")
        results = Axe().run(page)
        assert results.violations_count == 0, f"{address}\n{results.generate_report()}"


def test_nothing_scrolls_sideways_on_the_narrowest_phone(open_page, register):
    page = open_page("/", NARROW)
    base = page.url.partition("/fr/")[0]
    for address in addresses(register, "fr"):
        page.goto(f"{base}{address}")
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW, address


def test_the_content_policy_refuses_nothing_that_a_page_needs(open_page, register):
    page = open_page("/")
    base = page.url.partition("/fr/")[0]
    for address in addresses(register, "fr")[:-1]:
        page.goto(f"{base}{address}")
    assert page.refused == []


def test_the_first_tab_leads_past_the_menu(open_page, register):
    page = open_page("/fr/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "contenu"


def test_on_a_phone_the_menu_opens_with_the_keyboard_and_stands_open_on_a_desk(open_page, register):
    phone = open_page("/fr/", PHONE)
    link = phone.locator(".menu").get_by_role("link", name="Programmes")
    assert not link.is_visible()
    phone.locator(".menu > summary").focus()
    phone.keyboard.press("Enter")
    assert link.is_visible()
    desk = open_page("/fr/", DESK)
    assert desk.locator(".menu").get_by_role("link", name="Programmes").is_visible()
    assert not desk.locator(".menu > summary").is_visible()


def test_a_reader_filters_removes_a_filter_and_changes_language(open_page, register):
    page = open_page("/fr/evenements/")
    page.locator(".facet > summary").filter(has_text="Région").click()
    page.get_by_role("checkbox", name="Gao").check()
    page.get_by_role("button", name="Appliquer").click()
    assert "region=gao" in page.url
    page.locator(".language").click()
    assert "/en/" in page.url and "region=gao" in page.url
    page.locator(".chip").first.click()
    assert "region=gao" not in page.url
