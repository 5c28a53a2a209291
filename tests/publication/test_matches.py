"""The number beside a value is what the list behind it holds, whatever else is chosen."""

from datetime import date

import pytest
from django.http import QueryDict

from events.enums import EventKind, Role
from events.models import Audience, Theme
from publication.models import PublishedEvent
from tests.factories import (
    make_agreement,
    make_event,
    make_organisation,
    make_place,
    make_programme,
    make_published_event,
    make_role,
)
from tests.kept_rows import begin_from_kept, kept
from website.listings.events import EventListing

LIST = "/fr/evenements/"

pytestmark = pytest.mark.django_db


def listing(query=""):
    return EventListing(LIST, QueryDict(query))


def select(name, query=""):
    return next(select for select in listing(query).selects if select.name == name)


def counts(name, query=""):
    return {option.value: option.count for option in select(name, query).entries}


def make_register():
    """Events that differ in every filter; two funders withheld in two ways, one event over two years."""
    gao, kidal = make_place(name_fr="Gao", slug="gao"), make_place(name_fr="Kidal", slug="kidal")
    ansongo = make_place(name_fr="Ansongo", slug="ansongo", kind="commune", parent=gao)
    themes = [Theme.objects.create(slug=slug, name_fr=slug) for slug in ("genre", "justice")]
    first, second = (make_programme(name_fr=slug, slug=slug) for slug in ("un", "deux"))
    payer, quiet, body = (
        make_organisation(name_fr=slug, slug=slug) for slug in ("payeur", "discret", "acteur")
    )
    make_agreement(payer, programme=first)
    make_agreement(quiet, programme=first, funder_disclosed=False)
    direct = make_agreement(payer)
    plans = (
        {"places": [gao, ansongo], "themes": themes, "programmes": [first], "kind": EventKind.FORUM},
        {"places": [ansongo], "themes": themes[:1], "programmes": [first, second]},
        {"places": [kidal], "starts_on": date(2021, 12, 30), "ends_on": date(2022, 1, 2)},
        {
            "places": [gao, kidal],
            "themes": themes[1:],
            "starts_on": date(2022, 5, 1),
            "ends_on": date(2022, 5, 1),
        },
        {"programmes": [first], "funders_withheld": True},
        {"sensitivity": "aggregate", "places": [gao], "programmes": [first]},
    )
    events = [make_published_event(**plan) for plan in plans]
    for event in events[:4]:
        make_role(event, body)
    make_role(events[1], body, Role.CHAIR)
    make_role(events[0], payer, Role.PARTNER)
    make_role(events[3], payer, Role.FUNDER)
    make_role(events[2], quiet, Role.FUNDER, disclosed=False)
    events[3].agreements.add(direct)
    for event, category in ((events[0], "fds"), (events[1], "fds"), (events[1], "media")):
        Audience.objects.create(event=event, category=category)
    make_event(places=[gao], themes=themes)
    return events


@pytest.fixture(scope="module")
def kept_register(django_db_setup, django_db_blocker, tmp_path_factory):
    yield from kept(django_db_blocker, tmp_path_factory.mktemp("register"), make_register)


@pytest.fixture
def register(kept_register, db):
    begin_from_kept()
    return kept_register


@pytest.mark.parametrize(
    "query",
    [
        "",
        "region=gao",
        "region=gao&region=kidal",
        "theme=genre&annee=2023",
        "organisation=acteur",
        "organisation=acteur&organisation=payeur&role=chair",
        "organisation=payeur&role=funder&role=partner",
        "bailleur=payeur",
        "programme=un&public=fds",
        "q=atelier&type=workshop",
    ],
)
def test_each_count_is_what_choosing_that_value_alone_would_find(register, query):
    for found in listing(query).selects:
        for option in found.entries:
            data = QueryDict(query, mutable=True)
            data.setlist(found.name, [option.value])
            rows = listing(data.urlencode()).page.paginator.count
            assert option.count == rows, (found.name, option.value)


def test_counts_leave_their_own_filter_aside_and_heed_the_others(register):
    assert counts("region") == {"gao": 3, "kidal": 2}
    assert counts("region", "region=gao") == {"gao": 3, "kidal": 2}
    assert counts("region", "theme=genre") == {"gao": 2}
    assert counts("annee") == {"2023": 3, "2022": 2, "2021": 1}


def test_a_funder_who_may_not_be_named_is_counted_nowhere(register):
    assert counts("bailleur") == {"payeur": 3}
    assert set(counts("organisation")) == {"acteur", "payeur"}


def test_an_organisation_is_asked_for_with_its_role(register):
    assert counts("role", "organisation=acteur") == {"organiser": 4, "chair": 1}
    assert [line.title for line in listing("organisation=acteur&role=chair").items] == [register[1].title]
    assert str(listing("role=chair").address) == LIST


def test_a_value_that_is_chosen_stays_in_the_form_even_when_it_finds_nothing(register):
    chosen = [option for option in select("theme", "theme=genre&annee=2021").entries if option.is_chosen]
    assert [(option.value, option.count) for option in chosen] == [("genre", 0)]


def test_several_values_are_boxes_to_tick_and_each_has_its_chip(client, register):
    page = client.get(f"{LIST}?region=gao&region=kidal").content.decode()
    assert page.count('type="checkbox" name="region"') == 2
    assert page.count(" checked>") == 2
    assert [chip.value for chip in listing("region=gao&region=kidal").chips] == ["gao", "kidal"]


@pytest.mark.parametrize(
    ("title", "words"),
    [("ورشة حول إصلاح قطاع الأمن", "إصلاح الأمن"), ("ߟߊߕߊ߲ߞߊ ߘߊߞߟߏߣߊ߲ߘߌ", "ߘߊߞߟߏߣߊ߲ߘߌ")],
)
def test_words_of_every_script_are_found(title, words):
    found = make_published_event(title_fr=title)
    make_published_event(title_fr="Autre atelier")
    query = QueryDict(mutable=True)
    query["q"] = words
    assert [item.reference for item in EventListing(LIST, query).items] == [found.reference]


def test_an_event_over_new_year_is_in_both_years():
    event = make_published_event(starts_on=date(2023, 12, 31), ends_on=date(2024, 1, 2))
    found = PublishedEvent.objects.open().filter(pk=event.pk)
    assert [found.during(year).count() for year in (2022, 2023, 2024, 2025)] == [0, 1, 1, 0]
