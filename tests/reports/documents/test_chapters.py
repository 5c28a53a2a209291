"""Which chapters of a report are laid out apart from its front."""

from datetime import date

import pytest

from reports.documents.chapters import Chapter, fragments_of, report_fragment, split
from tests.factories import make_published_event, make_recommendation
from tests.reports.documents.period.making import report_of

BACK = report_fragment("reports/period/back.html", {}, "Méthode", "methode")


def anchors(chapters):
    front, apart = split(chapters)
    return [chapter.anchor for chapter in front], [[chapter.anchor for chapter in run] for run in apart]


def chapters(short, long):
    return [Chapter(name, name, "", begins_fragment=name in long) for name in short]


@pytest.mark.parametrize(
    ("long", "expected"),
    [
        ("", (["a", "b", "c", "d"], [])),
        ("c", (["a", "b"], [["c", "d"]])),
        ("ad", ([], [["a", "b", "c"], ["d"]])),
    ],
)
def test_a_long_chapter_begins_a_fragment_and_short_ones_follow_it(long, expected):
    assert anchors(chapters("abcd", long)) == expected


@pytest.mark.django_db
def test_a_report_of_a_few_events_has_no_chapter_of_its_own():
    make_recommendation(make_published_event(), "Associer les femmes.")

    fragments = fragments_of(report_of(), "Rapport", [], BACK)

    assert fragments["fragments"] == [BACK]
    names = [chapter.anchor for chapter in fragments["front"].context["chapters"]]
    assert names == ["resume", "repartitions", "recommandations", "registre"]


@pytest.mark.django_db
def test_in_a_long_report_the_chapters_that_fill_pages_stand_apart():
    for number in range(25):
        event = make_published_event(starts_on=date(2024, 1, 1 + number))
        make_recommendation(event, f"Recommandation {number}.")

    fragments = fragments_of(report_of(), "Rapport", [], BACK)

    assert fragments["front"].context["chapters"] == []
    assert [fragment.anchor for fragment in fragments["fragments"]] == [
        "resume",
        "recommandations",
        "registre",
        "methode",
    ]
    assert anchors(report_of("sections=recommandations").chapters) == ([], [["recommandations"]])
