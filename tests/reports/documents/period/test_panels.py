"""Small charts: how much of a page each needs."""

import pytest

from reports.documents.period.map import printed_map
from reports.documents.period.panels import Panel, PanelRow
from rss_registry.figures import Figure


def panel(*labels):
    rows = tuple(PanelRow("", label, Figure(1), "") for label in labels)
    return Panel("theme", "Par thème", "Thème", "events", rows)


@pytest.mark.parametrize(
    "labels, is_wide",
    [(["CRSS", "ADD"], False), (["Plateforme nationale " * 4], True), (["Thème"] * 9, True)],
    ids=["few and short", "long name", "many rows"],
)
def test_long_names_and_many_rows_take_the_width_of_the_page(labels, is_wide):
    assert panel(*labels).is_wide is is_wide


def test_a_map_without_a_mark_shows_nothing():
    assert not printed_map([]).shows_anything
