"""Rows of a form on a phone: each folds under its sentence, and opens where there is something to say."""

import pytest

from events.enums import Sex
from tests.admin_forms import sheet_url
from tests.browser.axe import PHONE, violations
from tests.factories import make_event, make_headcount, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MOST_PIXELS = 2500
SMALL_TARGETS = """() => [...document.querySelectorAll("#headcounts-group :is(summary, input, select)")]
  .filter(element => element.type !== "checkbox")  // its label beside it is part of the target
  .filter(element => element.offsetParent && element.getBoundingClientRect().height < 44).length"""


@pytest.fixture
def draft():
    officer = make_user()
    draft = make_event(owner=officer.organisation)
    for sex, number in ((Sex.NOT_STATED, 40), (Sex.WOMEN, 15), (Sex.MEN, 25)):
        make_headcount(draft, number, sex=sex)
    for category in ("administration", "media", "justice"):
        make_headcount(draft, 5, category=category)
    draft.officer = officer
    return draft


def address(draft):
    return sheet_url(draft).replace("section=tout", "section=participants")


def test_a_part_with_six_rows_is_short_and_its_rows_open_from_the_keyboard(open_as, draft):
    page = open_as(draft.officer, width=PHONE)
    page.goto(address(draft))
    assert page.evaluate("document.documentElement.scrollHeight") <= MOST_PIXELS
    number, row = page.locator("#id_headcounts-1-number"), page.locator("#headcounts-1")
    assert not number.is_visible()
    row.locator("summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("7")
    assert number.input_value() == "7"
    assert [each.is_visible() for each in page.locator(".row-changed").all()].count(True) == 1
    page.locator("#headcounts-group .add-row a").click()
    assert page.locator("#id_headcounts-6-number").is_visible()
    assert page.evaluate(SMALL_TARGETS) == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
    assert violations(page) == []
    with page.expect_navigation():
        page.locator("input[name=_save]").click()
    assert sorted(draft.headcounts.values_list("number", flat=True)) == [5, 5, 7, 15, 25, 40]


def test_a_row_with_an_error_and_one_that_an_address_names_are_open(open_as, draft):
    page = open_as(draft.officer, width=PHONE)
    page.goto(f"{address(draft)}#id_headcounts-3-number")
    assert page.locator("#id_headcounts-3-number").is_visible()
    assert not page.locator("#id_headcounts-2-number").is_visible()
    page.locator("#headcounts-2 summary").click()
    page.locator("#id_headcounts-2-number").fill("beaucoup")
    page.locator("#headcounts-2 summary").click()
    page.locator("input[name=_save]").click()
    page.locator(".errorlist").first.wait_for()
    assert page.locator("#id_headcounts-2-number").is_visible()
    assert not page.locator("#id_headcounts-4-number").is_visible()


def test_nothing_folds_on_a_wide_screen(open_as, draft):
    page = open_as(draft.officer)
    page.goto(address(draft))
    assert page.locator("#id_headcounts-5-number").is_visible()
    assert page.locator("#id_audience").is_visible()
    assert not page.locator(".row-fold").first.is_visible()
