"""An event of two natures: an installation that is a training too."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from events.enums import EventKind, Role
from events.models import Event
from organisations.enums import OrganisationKind
from publication.questions.breakdowns import by_kind
from publication.questions.committees import committees
from publication.questions.events import open_events
from tests.admin_forms import admin_url, data_of, errors_of, log_in, sheet_url
from tests.factories import make_coordinator, make_event, make_organisation, make_published_event, make_role
from tests.importing import as_csv, export_file, import_file

pytestmark = pytest.mark.django_db
BOTH = {"kind": EventKind.CCS_INSTALLATION, "second_kind": EventKind.TRAINING}


def test_both_natures_are_said_in_one_line():
    assert make_event(**BOTH).kinds_label == "installation d’un CCS et formation"
    assert make_event(kind=EventKind.TRAINING).kinds_label == EventKind.TRAINING.label
    with override("en"):
        assert " and " in make_event(**BOTH).kinds_label


def test_the_second_is_another_one(client):
    event = make_event(kind="forum", status="submitted")
    log_in(client, make_coordinator())
    data = data_of(client.get(sheet_url(event)))
    page = client.post(sheet_url(event), data | {"second_kind": "forum"})
    assert list(errors_of(page)) == ["second_kind"]
    with pytest.raises(ValidationError) as refused:
        Event(
            kind="forum", second_kind="forum", title_fr="A", owner=event.owner, status="submitted"
        ).validate_constraints()
    assert "same_kind_twice" in [error.code for error in refused.value.error_dict["__all__"]]


def test_the_filter_of_either_nature_finds_it(client):
    event = make_published_event(**BOTH)
    make_published_event(kind="forum")
    log_in(client, make_coordinator())
    for kind in ("ccs_installation", "training"):
        found = client.get(f"{admin_url(Event, 'changelist')}?kind={kind}").context["cl"].result_list
        assert list(found) == [event]
        body = client.get("/fr/evenements/", {"type": kind}).content.decode()
        assert event.reference in body or event.get_absolute_url() in body
    assert not Event.objects.of_kind("workshop").exists()


def test_it_counts_in_both_kinds_and_as_a_training_of_its_committee():
    committee = make_organisation(kind=OrganisationKind.CCS)
    make_role(make_published_event(**BOTH), committee, Role.BENEFICIARY)
    counts = {row.value: row.count for row in by_kind(open_events())}
    assert counts == {"ccs_installation": 1, "training": 1}
    assert [(row.received, row.trainings) for row in committees()] == [(1, 1)]


def test_page_and_files_tell_both(client):
    event = make_published_event(**BOTH)
    assert "Installation d’un CCS et formation" in client.get(event.get_absolute_url()).content.decode()
    details = json.loads(b"".join(client.get(f"{event.get_absolute_url().rstrip('/')}.json")))
    assert '"second_kind": "training"' in json.dumps(details)


def test_it_goes_out_in_a_file_and_comes_in_again(client, officer):
    headers = ["titre", "type", "et aussi", "date de début"]
    import_file(
        client, "events_event", as_csv(headers, ["CCS", "installation de CCS", "formation", "1/3/2023"])
    )
    event = Event.objects.get()
    assert event.kinds == ("ccs_installation", "training")
    assert ",ccs_installation,training," in export_file(client, "events_event", headers="codes").decode()
