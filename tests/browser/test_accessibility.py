"""The public pages in a real browser: axe, narrow screens, the keyboard, the content policy."""

import pytest
from django.urls import reverse

from tests.browser.axe import DESK, PHONE, violations
from tests.browser.pages import addresses, make_full_register
from tests.public_register import make_register
from tests.published import settle

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NARROW = 320


@pytest.fixture
def register():
    return make_full_register()


@pytest.fixture
def open_page(browser, live_server):
    """Open an address of the test server in a fresh window of some width."""
    contexts = []

    def open_(address="/fr/", width=DESK, **options):
        context = browser.new_context(
            viewport={"width": width, "height": 900}, base_url=live_server.url, **options
        )
        contexts.append(context)
        page = context.new_page()
        page.refused = []
        page.on("console", lambda message: page.refused.append(message.text))
        page.goto(address)
        return page

    yield open_
    for context in contexts:
        context.close()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_page_is_accessible_fits_the_narrowest_phone_and_asks_for_nothing_refused(
    open_page, register, language
):
    page = open_page()
    for address in addresses(register, language):
        page.goto(address)
        # Chromium also notes the two pages that are errors on purpose.
        assert [text for text in page.refused if "with a status of 4" not in text] == [], address
        assert violations(page) == [], address
        page.set_viewport_size({"width": NARROW, "height": 900})
        page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true })")
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW, address
        page.set_viewport_size({"width": DESK, "height": 900})
        page.refused.clear()  # axe brings styles of its own


FOCUS = """() => {
    const element = document.activeElement, box = element.getBoundingClientRect()
    const style = getComputedStyle(element)
    return {
        name: element.tagName + (element.innerText || element.name || '').trim().slice(0, 40),
        top: box.top + scrollY, seen: box.width > 0 && box.height > 0,
        ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    }
}"""
FOCUSABLE = "a[href], button, input:not([type=hidden]), select, summary, [tabindex='0']"


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_tab_key_walks_a_page_seen_and_without_a_trap(open_page, width):
    make_register()
    settle()
    for name in ("event_list", "region_list"):
        walk(open_page(reverse(f"website:{name}"), width))


def walk(page):
    expected = page.evaluate(
        "all => [...document.querySelectorAll(all)].filter(element => element.checkVisibility("
        "{visibilityProperty: true, contentVisibilityAuto: true})).length",
        FOCUSABLE,
    )
    walked = []
    for _key in range(expected + 1):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        walked.append(page.evaluate(FOCUS))
    assert len(walked) == expected
    assert [stop["name"] for stop in walked if not (stop["seen"] and stop["ring"])] == []
    assert "Aller au contenu" in walked[0]["name"] and "Espace de saisie" in walked[-1]["name"]


def test_the_first_tab_leads_past_the_menu(open_page):
    page = open_page()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "contenu"


def test_on_a_phone_the_menu_opens_with_the_keyboard_and_stands_open_on_a_desk(open_page):
    phone = open_page(width=PHONE)
    link = phone.locator(".menu").get_by_role("link", name="Programmes")
    assert not link.is_visible()
    phone.locator(".menu > summary").focus()
    phone.keyboard.press("Enter")
    assert link.is_visible()
    desk = open_page()
    assert desk.locator(".menu").get_by_role("link", name="Programmes").is_visible()
    assert not desk.locator(".menu > summary").is_visible()


def test_without_script_a_reader_filters_removes_a_filter_and_changes_language(open_page):
    make_register()
    settle()
    page = open_page("/fr/evenements/", width=PHONE, java_script_enabled=False)
    page.locator(".filters > summary").click()
    page.locator(".facet > summary").filter(has_text="Région").click()
    page.get_by_role("checkbox", name="Gao").check()
    page.get_by_role("button", name="Appliquer").click()
    assert "region=gao" in page.url
    page.locator(".language").click()
    assert "/en/" in page.url and "region=gao" in page.url
    page.locator(".chip").first.click()
    assert "region=gao" not in page.url
