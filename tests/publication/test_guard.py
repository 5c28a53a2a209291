"""What the database itself refuses to a public request, on SQLite and on PostgreSQL."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.http import HttpResponse
from django.urls import include, path

from events.models import Event, Participant
from organisations.models import GrantAgreement, Organisation, User
from publication import guard
from publication.guard import readable_tables
from publication.models import BatchMember, PublishedEvent
from tests.admin_forms import log_in
from tests.factories import (
    make_agreement,
    make_event,
    make_organisation,
    make_participant,
    make_programme,
    make_published_event,
    make_user,
)

pytestmark = pytest.mark.django_db

ASKED = {
    "the name of a participant": lambda: Participant.objects.values_list("full_name", flat=True),
    "the title of a draft": lambda: Event.objects.values_list("title_fr", flat=True),
    "a withheld funder": lambda: GrantAgreement.objects.values_list("funder__name_fr", flat=True),
    "an account": lambda: User.objects.values_list("email", flat=True),
    "who wrote an organisation": lambda: Organisation.objects.values_list("created_by", flat=True),
    "which event stands in a batch": lambda: BatchMember.objects.values_list("event", flat=True),
    # A join from what is public.
    "whose event it is": lambda: PublishedEvent.objects.extra(
        tables=["events_event"], where=["events_event.id = publication_publishedevent.id"]
    ).values_list("pk"),
}


@pytest.fixture
def public_request():
    make_participant(make_published_event(), full_name="Canari Secretnom")
    make_event(title_fr="Brouillon")
    make_agreement(make_organisation(name_fr="Bailleur retenu"), programme=make_programme())
    guard.enter()
    yield
    guard.leave()


@pytest.mark.parametrize("asked", ASKED)
def test_what_is_not_published_is_refused(public_request, asked):
    with pytest.raises(DatabaseError), transaction.atomic():
        list(ASKED[asked]())


def test_what_is_published_is_read_and_not_written(public_request):
    assert PublishedEvent.objects.open().count() == 1
    with pytest.raises(DatabaseError), transaction.atomic():
        PublishedEvent.objects.update(title_fr="Autre")


def test_afterwards_the_staff_read_everything(public_request):
    guard.leave()
    assert Participant.objects.get().full_name == "Canari Secretnom"


def test_of_the_private_record_no_table_is_readable():
    private = {
        table
        for table in connection.introspection.table_names()
        if table.startswith(("events_", "organisations_", "auth_", "django_session", "import_export"))
    }
    assert private
    assert not private & readable_tables()


def _tells(request):
    return HttpResponse(", ".join(Participant.objects.values_list("full_name", flat=True)))


class Urls:
    urlpatterns = [
        path("public/", include(([path("", _tells, name="leak")], "website"))),
        path("staff/", _tells),
    ]


def test_a_public_view_that_forgets_itself_fails_instead_of_telling(client, settings):
    make_participant(make_published_event(), full_name="Canari Secretnom")
    settings.ROOT_URLCONF = Urls
    client.raise_request_exception = False
    with transaction.atomic():
        assert b"Canari" not in client.get("/public/").content
        transaction.set_rollback(True)
    assert b"Canari" in client.get("/staff/").content


def test_a_reader_who_is_signed_in_gets_the_same_page(client):
    event = make_published_event()
    page = client.get(event.get_absolute_url()).content
    log_in(client, make_user())
    assert client.get(event.get_absolute_url()).content == page
