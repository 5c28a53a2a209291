"""Twenty more lines of a file ask hardly more of the database."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.models import Event
from events.resources.indexes import event_record
from events.resources.workbook import SHEETS
from rss_registry.exchange.workbook import carry_out, examine
from tests.events.resources.article import as_sheets
from tests.factories import make_coordinator, make_country, make_event, make_organisation

pytestmark = pytest.mark.django_db
EVENTS = ["Titre", "Type", "Dates", "Lieux", "Organisateurs", "Bailleurs", "Total", "Femmes"]


def events_of(name, count):
    rows = [
        [f"{name} {number}", "forum", "mars 2023", "Mali", "CRSS", "CRSS [financier]", 40, 12]
        for number in range(count)
    ]
    return {"Événements": [EVENTS, *rows]}


def parts_of(name, count):
    titles = [f"{name} {number}" for number in range(count)]
    return {
        "Rôles": [["Événement", "Organisation", "Rôle"], *[[title, "CRSS", "hôte"] for title in titles]],
        "Effectifs": [["Événement", "Sexe", "Nombre"], *[[title, "hommes", 20] for title in titles]],
        "Publics": [["Événement", "Public"], *[[title, "médias"] for title in titles]],
        "Productions": [["Événement", "Type", "Intitulé"], *[[title, "rapport", "CR"] for title in titles]],
    }


def asked(tables, user):
    """The statements of a preview and of its import."""
    sheets = as_sheets(tables)
    with CaptureQueriesContext(connection) as queries:
        report = examine(sheets, SHEETS, user=user)
        assert report.problems == []
        _again, kept = carry_out(sheets, SHEETS, user=user, expected=report.fingerprint)
    assert kept
    return len(queries)


@pytest.mark.parametrize(("tables_of", "most"), [(events_of, 1), (parts_of, 4)])
def test_a_line_asks_little_by_itself(tables_of, most):
    make_country(slug="mali", name_fr="Mali")
    user = make_coordinator(organisation=make_organisation(name_fr="Commissariat", acronym="CRSS"))
    if tables_of is parts_of:
        for name, count in (("Peu", 5), ("Beaucoup", 25)):
            asked(events_of(name, count), user)
    few, many = asked(tables_of("Peu", 5), user), asked(tables_of("Beaucoup", 25), user)
    lines = 20 * len(tables_of("", 0))
    assert (many - few) / lines <= most
    assert Event.objects.count() == 30


def test_a_changed_event_asks_little_by_itself():
    user = make_coordinator(organisation=make_organisation())

    def changed(count):
        events = [make_event(title_fr=f"Forum {number}", owner=user.organisation) for number in range(count)]
        rows = [[event_record(event), "Un autre contexte."] for event in events]
        return asked({"Événements": [["N° de fiche", "Contexte"], *rows]}, user)

    changed(1)
    few, many = changed(5), changed(25)
    assert (many - few) / 20 <= 10
