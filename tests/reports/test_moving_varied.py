"""The varied register moves: what cannot be made again comes along, and the public pages are the same."""

import json

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.utils import timezone

from events.models import Participant
from publication.models import Correction, DisclosedVersion, PublishedEvent
from publication.models.pending import settle
from publication.services.rebuilding import differences
from reports.moving.exporting import export_register
from reports.moving.importing import import_register
from reports.moving.manifest import table_member
from reports.moving.plan import LISTS
from tests.factories import make_user
from tests.reports.moving import empty_installation, files_of, manifest_of, tables_of
from tests.reports.moving_walk import walk

pytestmark = [pytest.mark.django_db, pytest.mark.one_database, pytest.mark.usefixtures("no_request_limits")]


def moved_once(tmp_path, **options):
    """Exported, taken over by an emptied installation, and exported again; the pages before and after."""
    settle()
    first, second = tmp_path / "first.zip", tmp_path / "second.zip"
    before = walk()
    export_register(first, **options)
    empty_installation()
    cache.clear()
    call_command("import_register", first, verbosity=0)
    export_register(second, **options)
    cache.clear()
    return first, second, before, walk()


def test_the_varied_register_is_the_same_after_a_move(varied_register, tmp_path):
    told = DisclosedVersion.objects.count(), Correction.objects.count()
    first, second, before, after = moved_once(tmp_path, with_lists=True)
    theirs, ours = tables_of(first), tables_of(second)
    assert [name for name in theirs if theirs[name] != ours[name]] == []
    assert theirs.keys() == ours.keys()
    assert files_of(first) == files_of(second)
    assert len(files_of(first)) > 10
    assert manifest_of(first)["last_keys"] == manifest_of(second)["last_keys"]
    assert [address for address in before | after if before.get(address) != after.get(address)] == []
    assert sum(status == 200 for status, _kind, _digest in before.values()) > 1000
    assert (DisclosedVersion.objects.count(), Correction.objects.count()) == told
    assert min(told) > 0
    assert list(differences()) == []


def test_no_list_leaves_without_a_word_and_no_password_ever(varied_register, tmp_path):
    names = list(Participant.objects.values_list("full_name", flat=True))
    password = make_user().password
    settle()
    without, with_lists = tmp_path / "without.zip", tmp_path / "with.zip"
    export_register(without)
    export_register(with_lists, with_lists=True)
    said = "\n".join(line for lines in tables_of(without).values() for line in lines)
    assert names and not any(json.dumps(name)[1:-1] in said for name in names)
    assert table_member("events.Participant") not in tables_of(without)
    assert len(tables_of(with_lists)[table_member("events.Participant")]) == len(names) + 1
    assert all(password not in line for lines in tables_of(with_lists).values() for line in lines)
    assert set(manifest_of(without)["left_out"]) > set(LISTS)


def test_an_event_keeps_the_moment_of_its_last_change_and_is_hidden_until_published_again(
    varied_register, tmp_path
):
    moments = dict(PublishedEvent.objects.values_list("pk", "changed_at"))
    export_register(tmp_path / "register.zip")
    empty_installation()
    import_register(tmp_path / "register.zip")
    assert not PublishedEvent.objects.open().exists()
    call_command("rebuild_publication", verbosity=0)
    assert dict(PublishedEvent.objects.open().values_list("pk", "changed_at")) == moments
    assert max(moments.values()) < timezone.now()
