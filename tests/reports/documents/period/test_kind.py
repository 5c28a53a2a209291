"""The report as a kind of document: made again from the start when an event goes while it is made."""

import pytest

from events.services.workflow import withdraw
from reports.documents.period import event_fragments, kind
from reports.services.kinds import DataMoved, from_the_start
from tests.factories import make_coordinator, make_published_event

pytestmark = pytest.mark.django_db


def test_an_event_withdrawn_while_the_report_is_made_is_in_no_part_of_it(monkeypatch):
    staying, going = make_published_event(), make_published_event(title_fr="Atelier retiré")
    coordinator = make_coordinator()
    written = []

    def write(report, **_progress):
        """A renderer that takes its time."""
        if not written:
            withdraw(event=going, by=coordinator, reason="Erreur.")
        fragments = list(event_fragments.event_fragments_of(report.scope.events.oldest_first()))
        written.append(report)
        for fragment in fragments:
            fragment.context()
        return b"%PDF"

    monkeypatch.setattr(kind, "write", write)

    made = kind.COLLECTION.write({}, progress=lambda done, of: None)

    assert made.content == b"%PDF"
    assert [[event.reference for event in report.register.events] for report in written] == [
        [staying.reference, going.reference],
        [staying.reference],
    ]


@pytest.mark.parametrize(("moves", "starts"), [(0, 1), (2, 3)])
def test_a_document_is_begun_again_while_the_data_move(moves, starts):
    begun = []

    def make():
        begun.append(1)
        if len(begun) <= moves:
            raise DataMoved
        return "fait"

    assert from_the_start(make) == "fait"
    assert len(begun) == starts


def test_data_that_move_every_time_are_a_fault():
    def make():
        raise DataMoved

    with pytest.raises(DataMoved):
        from_the_start(make)
