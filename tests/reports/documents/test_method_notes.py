"""A document explains the signs that stand in it, and no others."""

import pytest

from events.enums import Basis, Category, Role, Sensitivity, Sex
from events.models import Event
from publication.project.facts import build_event_facts
from reports.documents.method_notes import method_notes
from rss_registry.figures import BELOW_THRESHOLD
from tests.factories import make_headcount, make_organisation, make_published_event, make_role

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def notes_of(event):
    return " ".join(method_notes(build_event_facts(Event.objects.published().with_facts().get(pk=event.pk))))


def test_the_unknown_and_the_namelessness_of_participants_are_always_explained():
    notes = notes_of(make_published_event())

    assert "« non communiqué »" in notes
    assert "Aucun participant n’est nommé" in notes
    assert not any(
        sign in notes for sign in ("≈", "≥", BELOW_THRESHOLD, "masqué", "part des femmes", "bailleur")
    )


def test_an_approximate_number_brings_its_sign():
    event = make_published_event()
    make_headcount(event, 40, basis=Basis.APPROXIMATE)

    assert "≈" in notes_of(event)
    assert "≥" not in notes_of(event)


def test_protected_numbers_bring_both_of_their_signs():
    event = make_published_event()
    make_headcount(event, 23)
    make_headcount(event, 3, category=Category.MEDIA)
    make_headcount(event, 20, category=Category.JUSTICE)

    assert f"«\u00a0{BELOW_THRESHOLD}\u00a0»" in notes_of(event)
    assert "« masqué »" in notes_of(event)


def test_a_share_of_women_says_of_whom():
    event = make_published_event()
    make_headcount(event, 7, sex=Sex.WOMEN)
    make_headcount(event, 11, sex=Sex.MEN)

    assert "La part des femmes" in notes_of(event)


def test_a_withheld_funder_and_a_coarse_place_are_explained():
    event = make_published_event(sensitivity=Sensitivity.REGION_AND_MONTH)
    make_role(event, make_organisation(), Role.FUNDER, disclosed=False)

    assert "« bailleur non divulgué »" in notes_of(event)
    assert "Pour protéger des personnes" in notes_of(event)
