import signal
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from events.management.commands import prepare_database
from events.models import Theme
from organisations.enums import PlaceKind
from organisations.models import Organisation, Place, User
from tests.factories import make_organisation, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def demonstration(monkeypatch):
    """Stands for `load_demo`, which has tests of its own: two organisations, and a way to break down."""

    class Demonstration:
        breaks_down = False

        def __call__(self, name, **options):
            if name != "load_demo":
                return call_command(name, **options)
            make_organisation(name_fr="WANEP-Mali")
            if self.breaks_down:
                raise CommandError("coupure de courant")
            return make_organisation(name_fr="CRSS")

    demonstration = Demonstration()
    monkeypatch.setattr(prepare_database, "call_command", demonstration)
    return demonstration


def prepare(*arguments):
    printed = StringIO()
    call_command("prepare_database", *arguments, stdout=printed)
    return printed.getvalue()


def test_a_new_database_gets_places_demonstration_and_accounts():
    assert "Comptes de démonstration" in prepare("--demo")
    assert Place.objects.filter(slug="kidal").exists()
    assert Organisation.objects.count() == 2
    assert User.objects.count() == 3


def test_a_second_run_says_nothing_and_changes_nothing():
    prepare("--demo")
    Place.objects.filter(kind=PlaceKind.LOCALITY).delete()
    before = set(User.objects.values_list("username", "password"))
    assert prepare("--demo") == ""
    assert not Place.objects.filter(kind=PlaceKind.LOCALITY).exists()
    assert set(User.objects.values_list("username", "password")) == before


def test_a_register_in_use_never_gets_the_demonstration():
    make_user(username="directrice")
    prepare("--demo")
    assert not Organisation.objects.named("CRSS").exists()
    assert list(User.objects.values_list("username", flat=True)) == ["directrice"]


def test_production_gets_places_and_shared_lists_only():
    assert "Lieux ajoutés" in prepare()
    assert Theme.objects.exists()
    assert not Organisation.objects.exists()
    assert not User.objects.exists()


def test_an_interrupted_first_run_leaves_nothing_and_is_done_again(demonstration):
    demonstration.breaks_down = True
    with pytest.raises(CommandError):
        prepare("--demo")
    assert not Place.objects.exists()
    assert not Organisation.objects.exists()

    demonstration.breaks_down = False
    assert "Comptes de démonstration" in prepare("--demo")
    assert Organisation.objects.count() == 2


class FileConnection:
    """What `new_file_made_aside` needs of a connection to a SQLite file."""

    vendor = "sqlite"

    def __init__(self, path):
        self.settings_dict = {"NAME": str(path)}

    def is_in_memory_db(self):
        return False

    def close(self):
        pass

    def write(self, text):
        Path(self.settings_dict["NAME"]).write_text(text)


@pytest.fixture
def file_connection(monkeypatch, tmp_path):
    connection = FileConnection(tmp_path / "registry.sqlite3")
    monkeypatch.setattr(prepare_database, "connection", connection)
    return connection


def test_a_new_file_takes_its_name_when_it_is_complete(file_connection, tmp_path):
    (tmp_path / "registry.sqlite3-wal").write_text("log of a deleted register")
    with prepare_database.new_file_made_aside():
        file_connection.write("complete")
        assert not (tmp_path / "registry.sqlite3").exists()
    assert [path.name for path in tmp_path.glob("registry*")] == ["registry.sqlite3"]
    assert (tmp_path / "registry.sqlite3").read_text() == "complete"
    assert file_connection.settings_dict["NAME"] == str(tmp_path / "registry.sqlite3")


def test_a_file_that_was_cut_off_is_never_used(file_connection, tmp_path):
    with pytest.raises(KeyboardInterrupt), prepare_database.new_file_made_aside():
        file_connection.write("half")
        raise KeyboardInterrupt
    assert not (tmp_path / "registry.sqlite3").exists()
    with prepare_database.new_file_made_aside():
        assert not Path(file_connection.settings_dict["NAME"]).exists()
        file_connection.write("complete")
    assert (tmp_path / "registry.sqlite3").read_text() == "complete"


def test_a_file_in_use_is_worked_on_in_place(file_connection, tmp_path):
    (tmp_path / "registry.sqlite3").write_text("in use")
    with prepare_database.new_file_made_aside():
        assert file_connection.settings_dict["NAME"] == str(tmp_path / "registry.sqlite3")
    assert (tmp_path / "registry.sqlite3").read_text() == "in use"


def test_an_interruption_waits_for_the_end_of_the_migrations():
    done = []
    # Started in the background of a shell, a program is born deaf to Ctrl-C.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    with pytest.raises(KeyboardInterrupt), prepare_database.uninterrupted():
        signal.raise_signal(signal.SIGINT)
        done.append("migrated")
    signal.signal(signal.SIGINT, before)
    assert done == ["migrated"]
