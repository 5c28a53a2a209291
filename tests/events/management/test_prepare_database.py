from io import StringIO

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
