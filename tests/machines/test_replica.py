"""Public requests read a real replica while it stands as the original, and the original otherwise."""

import pytest
from django.conf import settings as project
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from events.services.workflow import withdraw
from publication import guard, replica
from publication.models import PublishedEvent
from tests.factories import make_coordinator, make_published_event
from tests.machines.replica import replica_of_the_tests
from tests.servers import wait_until

MIRROR = {"MIRROR": "default"}
pytestmark = pytest.mark.django_db(transaction=True, databases=["default", replica.ALIAS])
# SQLite has no replicas.
__test__ = connection.vendor == "postgresql"


@pytest.fixture(scope="module", autouse=True)
def stop_replica(django_db_setup, django_db_blocker):
    """The register has a replica; what stops that."""
    with django_db_blocker.unblock(), replica_of_the_tests() as (told, stop):
        project.DATABASES[replica.ALIAS] = told | {"TEST": connection.settings_dict["TEST"] | MIRROR}
        yield stop
        connections[replica.ALIAS].close()
        del connections[replica.ALIAS], project.DATABASES[replica.ALIAS]


@pytest.fixture(autouse=True)
def _read_there(settings):
    settings.DATABASE_ROUTERS = ["publication.routing.PublicReading"]
    yield
    guard.leave()


def asked(client, address):
    """The answer, and how many questions about published rows each database was asked for it."""
    both = [CaptureQueriesContext(connections[alias]) for alias in (replica.ALIAS, "default")]
    with both[0], both[1]:
        answer = client.get(address)
    counts = [sum('FROM "publication_' in query["sql"] for query in each.captured_queries) for each in both]
    return answer.status_code, *counts


def catches_up():
    def stands_as_the_original():
        replica._asked_again_at = 0.0
        return replica._token(replica.ALIAS) == replica._token("default")

    wait_until(stands_as_the_original, told="the replica does not follow")


def test_on_the_replica_too_only_what_is_published_can_be_read():
    make_published_event()
    catches_up()
    guard.enter()
    assert guard.reading() == replica.ALIAS
    with connections[replica.ALIAS].cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == (project.PUBLIC_DATABASE_ROLE,)
    guard.leave()
    with connections[replica.ALIAS].cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() != (project.PUBLIC_DATABASE_ROLE,)


def test_public_requests_read_the_replica_while_it_stands_as_the_original(client, stop_replica):
    event = make_published_event()
    reference = PublishedEvent.objects.get(pk=event.pk).reference
    page = reverse("website:event_detail", args=[reference])
    catches_up()
    status, of_replica, of_original = asked(client, page)
    # Of the original it is asked at which version it stands, and which day.
    assert status == 200 and of_replica > 3 and of_original <= 2

    with connections[replica.ALIAS].cursor() as cursor:
        cursor.execute("SELECT pg_wal_replay_pause()")
    withdraw(event=event, by=make_coordinator(), reason="Erreur")
    # It still holds the event: nobody is shown it.
    assert PublishedEvent.objects.using(replica.ALIAS).open().filter(pk=event.pk).exists()
    status, of_replica, of_original = asked(client, page)
    assert status in (404, 410) and of_replica == 1 and of_original > 1

    with connections[replica.ALIAS].cursor() as cursor:
        cursor.execute("SELECT pg_wal_replay_resume()")
    catches_up()
    assert asked(client, page)[1] > 1

    stop_replica()
    other = make_published_event()
    reference = PublishedEvent.objects.get(pk=other.pk).reference
    assert client.get(reverse("website:event_detail", args=[reference])).status_code == 200
