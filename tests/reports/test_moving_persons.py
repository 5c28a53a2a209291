"""Marks of persons move without the lists, and count on where their key has come too."""

import pytest
from django.core.management import call_command

from events.attendance.persons import PersonCount
from events.models import Participant, PersonMark
from events.services.counting_persons import count_of
from organisations.models import Organisation
from reports.moving.exporting import export_register
from tests.factories import make_event, make_organisation, make_participant
from tests.reports.moving import empty_installation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("persons_key")]


def make_list(owner):
    event = make_event(owner=owner)
    for name in ("Awa Keïta", "Moussa Diarra"):
        make_participant(event, full_name=name)


@pytest.mark.parametrize("has_key", [True, False])
def test_marks_move_and_count_on_with_their_key_alone(tmp_path, settings, has_key):
    owner = make_organisation()
    make_list(owner)
    prints = sorted(PersonMark.objects.values_list("pk", "name_print"))
    export_register(tmp_path / "register.zip")
    empty_installation()
    call_command("import_register", tmp_path / "register.zip", verbosity=0)
    assert not Participant.objects.exists()
    assert sorted(PersonMark.objects.values_list("pk", "name_print")) == prints
    if not has_key:
        settings.PERSONS_KEY = "the key of the new place, of which nothing that came along knows"
    owner = Organisation.objects.get(pk=owner.pk)
    make_list(owner)
    assert count_of(owner) == (PersonCount(4, 2, 0) if has_key else PersonCount(2, 2, 2))
