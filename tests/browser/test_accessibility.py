"""The public pages in a real browser: axe, narrow screens, the keyboard, the content policy."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.urls import reverse

from tests.browser.pages import addresses, make_full_register

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NARROW, PHONE, DESK = 320, 360, 1280
# All that axe knows, best practice included; the size of targets (WCAG 2.2) is off unless asked for.
ALL_RULES = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
# A colour scheme changes colours, and nothing else that axe looks at.
COLOUR_RULES = {"resultTypes": ["violations"], "runOnly": ["color-contrast", "link-in-text-block"]}


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


def violations(page, rules):
    return [
        (found["id"], [node["target"] for node in found["nodes"]])
        for found in page.evaluate("rules => axe.run(rules)", rules)["violations"]
    ]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_axe_finds_nothing_on_any_page_at_any_width_in_any_scheme(open_page, register, language):
    page = open_page()
    for address in addresses(register, language):
        page.emulate_media(color_scheme="light")
        page.goto(address)
        page.evaluate(AXE_SCRIPT)
        for scheme, rules in (("light", ALL_RULES), ("dark", COLOUR_RULES)):
            page.emulate_media(color_scheme=scheme)
            for width in (PHONE, DESK):
                page.set_viewport_size({"width": width, "height": 900})
                assert violations(page, rules) == [], f"{address} {width} {scheme}"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_page_scrolls_sideways_on_the_narrowest_phone_or_asks_for_what_the_policy_refuses(
    open_page, register, language
):
    page = open_page(width=NARROW)
    for address in addresses(register, language):
        page.goto(address)
        page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true })")
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW, address
    # Chromium also notes the two pages that are errors on purpose.
    assert [message for message in page.refused if "with a status of 4" not in message] == []


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
def test_the_tab_key_walks_a_page_seen_and_without_a_trap(open_page, register, width):
    for name in ("event_list", "region_list"):
        walk(open_page(reverse(f"events:{name}"), width))


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


def test_without_script_a_reader_filters_removes_a_filter_and_changes_language(open_page, register):
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
