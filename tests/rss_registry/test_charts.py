"""Bars whose numbers are numbers in every language."""

import re
from xml.etree import ElementTree

import pytest
from django.utils import translation

from rss_registry.charts import BarPart, horizontal_bar, span_bar, stacked_bar

SVG = "{http://www.w3.org/2000/svg}"


def rectangles(drawing):
    return ElementTree.fromstring(drawing).findall(f"{SVG}rect")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_numbers_have_points_whatever_the_language(language):
    with translation.override(language):
        drawing = horizontal_bar(1, 8) + stacked_bar(
            [BarPart(1, "brand"), BarPart(2, "accent")], title="Un tiers"
        )

    numbers = re.findall(r' (?:x|width)="([^"%]*)"', drawing)
    assert len(numbers) == 8
    assert all(re.fullmatch(r"\d+\.\d\d", number) for number in numbers)


def test_a_bar_is_as_long_as_its_share_of_the_longest():
    _, bar = rectangles(horizontal_bar(7, 28))

    assert bar.get("width") == "25.00"


def test_a_value_above_the_maximum_stays_in_the_picture():
    _, bar = rectangles(horizontal_bar(30, 20))

    assert bar.get("width") == "100.00"


def test_nothing_is_drawn_for_an_unknown_value_and_an_empty_bar_for_zero():
    assert horizontal_bar(None, 10) == ""
    assert rectangles(horizontal_bar(0, 10))[1].get("width") == "0.00"
    assert rectangles(horizontal_bar(0, 0))[1].get("width") == "0.00"


def test_shares_fill_the_width_with_a_gap_between_them():
    women, men = rectangles(
        stacked_bar([BarPart(7, "brand"), BarPart(11, "accent")], title="7 femmes, 11 hommes")
    )

    assert float(women.get("width")) == pytest.approx(99.4 * 7 / 18, abs=0.01)
    assert float(men.get("x")) == pytest.approx(float(women.get("width")) + 0.6, abs=0.01)
    assert float(men.get("x")) + float(men.get("width")) == pytest.approx(100, abs=0.01)
    assert women.get("fill") != men.get("fill")


def test_a_part_of_zero_leaves_no_gap():
    (only,) = rectangles(stacked_bar([BarPart(0, "brand"), BarPart(5, "accent")], title="5 hommes"))

    assert (only.get("x"), only.get("width")) == ("0.00", "100.00")


def test_nothing_is_drawn_when_every_part_is_zero():
    assert stacked_bar([BarPart(0, "brand")], title="Personne") == ""


def test_a_share_is_described_in_words_and_words_are_escaped():
    drawing = stacked_bar([BarPart(1, "brand")], title="<b> & femmes")

    assert ElementTree.fromstring(drawing).findtext(f"{SVG}title") == "<b> & femmes"


def test_a_bar_beside_its_figure_is_hidden_from_readers():
    assert ElementTree.fromstring(horizontal_bar(1, 2)).get("aria-hidden") == "true"


def test_a_span_of_one_day_is_still_seen_and_stays_within_the_bar():
    track, span = ElementTree.fromstring(span_bar(1.0, 1.0)).findall(f"{SVG}rect")
    assert float(track.get("width")) == 100
    assert float(span.get("width")) >= 1 and float(span.get("x")) + float(span.get("width")) <= 100


def test_a_span_without_a_start_is_not_drawn():
    assert span_bar(None, None) == ""
