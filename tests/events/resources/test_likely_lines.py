"""Before an import, new lines that may tell an event told already are marked; none is refused for it."""

from datetime import date

import pytest

from events.models import Event
from events.resources.indexes import event_record
from tests.factories import make_event, make_place, make_published_event
from tests.importing import as_csv, confirm, send, text_of

pytestmark = pytest.mark.django_db
EVENTS = "events_event"
HEADERS = ["titre", "type", "date de début", "lieu"]


@pytest.fixture
def segou():
    return make_place(name_fr="Ségou", slug="segou")


def marks(page):
    return {
        row.line: [(mark.line, mark.address) for mark in row.resembles]
        for row in page.context["report"].rows
        if row.resembles
    }


def test_a_workshop_under_another_title_is_marked_and_imported_all_the_same(client, officer, segou):
    public = make_published_event(title_fr="Installation du CCS", places=[segou])
    hidden = make_event(title_fr="Brouillon d’une autre équipe", places=[segou])
    rows = [HEADERS, ["Formation des élus", "formation", "29/03/2023", "Ségou"]]
    page = send(client, EVENTS, as_csv(*rows))
    assert marks(page) == {2: [(None, public.get_absolute_url())]}
    assert "Installation du CCS" in text_of(page) and hidden.title not in text_of(page)
    confirm(client, EVENTS, page)
    assert Event.objects.filter(title_fr="Formation des élus").exists()


def test_another_line_of_the_file_is_named_by_its_number(client, officer, segou):
    rows = [
        HEADERS,
        ["Formation des élus", "formation", "29/03/2023", "Ségou"],
        ["Forum", "forum", "29/06/2023", "Ségou"],
        ["Session de renforcement", "formation", "30/03/2023", "Ségou"],
    ]
    assert marks(send(client, EVENTS, as_csv(*rows))) == {4: [(2, "")]}


def test_a_line_that_corrects_its_record_resembles_nothing(client, officer, segou):
    event = make_event(owner=officer.organisation, places=[segou], starts_on=date(2023, 3, 28))
    rows = [["n° de fiche", "titre", "type"], [event_record(event), "Nouveau titre", "atelier"]]
    assert marks(send(client, EVENTS, as_csv(*rows))) == {}
