"""A workbook taken back: nothing of it is left, and nobody's later work is lost."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.utils import timezone
from simple_history.models import HistoricalChanges

from events.models import CategoryTerm, Event, WorkbookImport
from events.resources.workbook import SHEETS
from events.services.workbook_undo import Journal, UndoError, last_of, undo
from organisations.models import Programme
from rss_registry.exchange.workbook import carry_out, examine
from tests.events.resources.article import ARTICLE, as_sheets
from tests.factories import make_coordinator, make_country, make_event, make_organisation, make_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    make_country(slug="mali", name_fr="Mali")
    owner = make_organisation(name_fr="Commissariat à la réforme", acronym="CRSS")
    return make_coordinator(organisation=owner)


def imported(tables, user):
    sheets = as_sheets(tables)
    expected = examine(sheets, SHEETS, user=user).fingerprint
    with Journal() as journal:
        report, kept = carry_out(sheets, SHEETS, user=user, expected=expected)
    assert kept, report.problems
    return journal.keep(by=user, file_name="classeur.xlsx", lines=report.new)


def counted():
    """The rows of every table, but for what only remembers."""
    return {
        model._meta.label: model._base_manager.count()
        for label in ("organisations", "events", "publication")
        for model in apps.get_app_config(label).get_models()
        if not issubclass(model, (HistoricalChanges, CategoryTerm))
    }


def test_nothing_is_left_of_an_article(user):
    before = counted()
    done = imported(ARTICLE, user)
    assert counted() != before
    undo(done=done)
    assert counted() == before


def test_what_it_changed_is_as_before(user):
    event = make_event(owner=user.organisation, title_fr="Forum", kind="forum", venue="Salle A")
    role = make_role(event, make_organisation(acronym="FES"), role="funder", financing_kind="technical")
    lines = [
        ["Titre", "Type", "Dates", "Salle", "Bailleurs"],
        ["Forum", "forum", "28/03/2023", "Salle B", "MAE"],
    ]
    tables = {"Événements": lines, "Organisations": [["Nom", "Type"], ["MAE", "État étranger"]]}
    done = imported(tables, user)
    event.refresh_from_db()
    assert event.venue == "Salle B" and event.roles.get().organisation.name == "MAE"
    undo(done=done)
    event.refresh_from_db()
    assert event.venue == "Salle A"
    assert [(row.organisation, row.financing_kind) for row in event.roles.all()] == [
        (role.organisation, "technical")
    ]


def change(user):
    Event.objects.update(title_fr="Autre titre")


def build_upon(user):
    make_event(programmes=[Programme.objects.get()])


def delete(user):
    Event.objects.order_by("pk").last().roles.all().delete()


@pytest.mark.parametrize(
    ("later", "code"), [(change, "changed_since"), (delete, "changed_since"), (build_upon, "built_upon")]
)
def test_later_work_is_never_lost(user, later, code):
    done = imported(ARTICLE, user)
    later(user)
    before = counted()
    with pytest.raises(UndoError) as refused:
        undo(done=done)
    assert refused.value.code == code
    assert counted() == before


def test_for_the_person_who_made_it_and_for_a_week(user):
    done = imported(ARTICLE, user)
    assert last_of(make_coordinator()) is None
    assert last_of(user) == done
    WorkbookImport.objects.update(created_at=timezone.now() - timedelta(days=8))
    assert last_of(user) is None and not WorkbookImport.objects.exists()
