"""A name that changes changes what finds the events that cite it."""

import pytest

from events.models import Event, EventFigure, Person, Theme
from events.services.search_text import index_errors
from tests.factories import (
    make_event,
    make_organisation,
    make_place,
    make_programme,
    make_role,
    make_series,
)

pytestmark = pytest.mark.django_db


def found(words):
    return Event.objects.search(words).exists()


def test_an_event_is_found_by_the_new_names_of_what_it_cites_and_no_more_by_the_old():
    region = make_place(name_fr="Ancienne région")
    commune = make_place(name_fr="Ancienne commune", kind="commune", parent=region)
    programme, series = make_programme(name_fr="Ancien programme"), make_series(title_fr="Ancienne série")
    theme = Theme.objects.create(slug="theme", name_fr="ancien thème")
    body, person = make_organisation(name_fr="Ancien organisme"), Person.objects.create(name="Ancien Nom")
    event = make_event(places=[commune], programmes=[programme], themes=[theme], series=series)
    EventFigure.objects.create(event=event, role="speaker", person=person)
    make_role(event, body)
    assert index_errors() == []
    for row, column, word in (
        (region, "name_fr", "tessalit"),
        (commune, "name_fr", "markala"),
        (programme, "name_fr", "horizon"),
        (series, "title_fr", "cycle"),
        (theme, "name_fr", "genre"),
        (body, "name_en", "network"),
        (person, "name", "untel"),
    ):
        assert not found(word)
        setattr(row, column, word)
        row.save()
        assert found(word), row
    assert not found("ancienne")
    assert index_errors() == []


def test_aliases_that_come_and_go_are_followed():
    place, body, programme = make_place(), make_organisation(), make_programme()
    make_role(make_event(places=[place], programmes=[programme]), body)
    for row, name in ((place, "surnom"), (body, "sigle"), (programme, "enseigne")):
        alias = row.aliases.create(name=name)
        assert found(name)
        alias.delete()
        assert not found(name)
    assert index_errors() == []


def test_a_theme_that_is_deleted_finds_nothing_more():
    theme = Theme.objects.create(slug="genre", name_fr="genre et sécurité")
    make_event(themes=[theme])
    assert found("genre")
    theme.delete()
    assert not found("genre")
    assert index_errors() == []
