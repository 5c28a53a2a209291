"""The tables of facts: labels, values, addresses for paper."""

from datetime import date

import pytest

from events.enums import DateInference, Modality, Role
from events.models import Event
from publication.project.facts import build_event_facts
from reports.documents.fact_tables import Entry, absolute, identity_rows, role_rows
from tests.factories import (
    make_organisation,
    make_place,
    make_published_event,
    make_role,
    make_series,
)

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def facts_of(event):
    return build_event_facts(Event.objects.published().with_facts().get(pk=event.pk))


def identity(event):
    return {row.label: row.entries for row in identity_rows(facts_of(event))}


def test_an_address_of_the_site_is_given_its_host_and_another_is_left_alone(settings):
    settings.PUBLIC_URL = "https://registre.example.org"

    assert absolute("/fr/regions/gao/") == "https://registre.example.org/fr/regions/gao/"
    assert absolute("https://example.org/x") == "https://example.org/x"
    assert absolute("") == ""


def test_dates_say_how_long():
    event = make_published_event(starts_on=date(2023, 3, 28), ends_on=date(2023, 3, 30))

    assert identity(event)["Dates"] == (Entry("28–30\u00a0mars 2023", note="3 jours"),)


def test_dates_say_what_was_inferred_and_the_duration_only_as_stated():
    event = make_published_event(
        starts_on=date(2023, 4, 4),
        ends_on=date(2023, 4, 12),
        date_inference=DateInference.YEAR,
        date_note="d’après la parution",
        stated_days=2,
    )

    assert identity(event)["Dates"] == (
        Entry("4–12\u00a0avril 2023 (année déduite)", note="2 jours – d’après la parution"),
    )


def test_what_every_event_has_is_kept_without_value_and_what_it_may_lack_is_left_out():
    rows = identity(make_published_event())

    assert rows["Lieu"] == rows["Salle ou site"] == rows["Modalité"] == rows["Langues de travail"] == ()
    assert not {"Série", "Programmes", "Stratégie nationale", "Textes de référence", "État"} & rows.keys()


def test_place_series_and_modality_are_told_with_their_pages(settings):
    settings.PUBLIC_URL = "https://registre.example.org"
    gao = make_place(name_fr="Gao")
    series = make_series(title_fr="Forums", planned_number=5)
    event = make_published_event(
        places=[gao], series=series, series_rank=1, modality=Modality.HYBRID, venue="Maison des jeunes"
    )

    rows = identity(event)

    assert rows["Lieu"] == (Entry("Gao", f"https://registre.example.org{gao.get_absolute_url()}"),)
    assert rows["Série"] == (
        Entry("Forums", f"https://registre.example.org{series.get_absolute_url()}", "1er de 5"),
    )
    assert rows["Modalité"] == (Entry("Hybride"),)
    assert rows["Salle ou site"] == (Entry("Maison des jeunes"),)


def test_roles_are_rows_and_funders_are_not_among_them():
    event = make_published_event()
    make_role(event, make_organisation(name_fr="Bailleur"), Role.FUNDER)
    make_role(event, make_organisation(name_fr="Commissariat", acronym="CRSS"), Role.CHAIR, note="ouverture")

    (row,) = role_rows(facts_of(event))

    assert row.label == "Présidence"
    assert [(entry.text, entry.note) for entry in row.entries] == [("Commissariat (CRSS)", "ouverture")]
