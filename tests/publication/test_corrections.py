from datetime import date

import pytest

from events.enums import FigureRole, Role
from events.models import Event, EventFigure
from publication.questions.corrections import corrections_of
from tests.factories import make_event, make_headcount, make_organisation, make_published_event, make_role

pytestmark = pytest.mark.django_db


def facts(event):
    return {fact for correction in corrections_of(event) for fact in correction.facts}


def test_what_was_written_before_the_publication_is_no_correction():
    event = make_event(title_fr="Première version")
    make_headcount(event, 12)
    event.title = "Deuxième version"
    event.save()
    assert corrections_of(event) == []
    assert corrections_of(make_published_event()) == []


def test_a_correction_names_the_fact_and_the_day_and_no_value(client):
    event = make_published_event(venue="Ancienne salle")
    event.venue = "Nouvelle salle"
    event.save()
    (correction,) = corrections_of(event)
    assert correction.facts == ("salle ou site",)
    body = client.get(event.get_absolute_url()).content.decode()
    assert "Corrigé le" in body and "salle ou site" in body and "Ancienne salle" not in body


def test_headcounts_figures_and_roles_are_public_facts_too():
    event = make_published_event()
    make_headcount(event, 12)
    EventFigure.objects.create(event=event, role=FigureRole.SPEAKER, title_on_day_fr="Maire")
    make_role(event, make_organisation())
    assert facts(event) == {"effectifs", "personnalités", "organisations et rôles"}


def test_a_funder_and_what_is_internal_leave_no_trace():
    event = make_published_event()
    make_role(event, make_organisation(), Role.FUNDER, disclosed=False)
    event.funders_withheld = True
    event.sensitivity = "public"
    event.announced = True
    event.save()
    assert corrections_of(event) == []


def test_an_event_known_by_region_and_month_tells_no_correction():
    event = make_published_event(venue="Salle")
    event.venue, event.sensitivity = "Autre salle", "region_and_month"
    event.save()
    assert corrections_of(event) == []


def test_the_number_of_queries_does_not_grow_with_the_corrections(django_assert_num_queries):
    """One for the event's versions, one for each kind of part."""
    event = make_published_event()
    for day in range(1, 4):
        event.starts_on = event.ends_on = date(2023, 3, day)
        event.save()
        make_headcount(event, day, category="media" if day == 1 else "fds" if day == 2 else "justice")
    event = Event.objects.get(pk=event.pk)
    with django_assert_num_queries(5):
        assert facts(event) == {"premier jour", "dernier jour", "effectifs"}
