"""What is printed tells no more than the pages: documents are the same whatever it is that is not public.

What the renderer is given is compared, down to titles, dates, codes and attached files; nothing is laid out.
"""

from datetime import date

import pytest
from django.core.cache import cache

from events.enums import Category, Role, Sensitivity
from events.models import Event, EventRole, FollowUp
from organisations.enums import PlaceKind
from organisations.models import GrantAgreement
from publication.services.rebuilding import rebuild
from rss_registry.pdf.renderer import Renderer
from rss_registry.pdf.store import LaidOut, Store
from tests.factories import (
    make_agreement,
    make_event,
    make_headcount,
    make_organisation,
    make_place,
    make_published_event,
    make_role,
    publish_event,
)
from tests.public_register import SECRETS, make_register
from tests.test_sensitivity_levels import (
    CANARY,
    NOT_PUBLIC,
    OTHER,
    PUBLISHED_AT,
    plant,
    withheld_by,
)

pytestmark = [pytest.mark.django_db, pytest.mark.one_database, pytest.mark.usefixtures("no_request_limits")]


@pytest.fixture
def register():
    return make_register()


@pytest.fixture
def printed(client, register, monkeypatch):
    """Ask for every public document and return what each was to be made of."""
    given = []

    def run(self, task, **arguments):
        given.append((task, sorted(arguments.items(), key=lambda item: item[0])))
        if task == "fragments":
            return [LaidOut(b"%PDF", 1) for _fragment in arguments["fragments"]]
        return b"%PDF"

    monkeypatch.setattr(Renderer, "run", run)
    monkeypatch.setattr(Store, "get", lambda self, key: None)
    everything = [
        f"/fr/evenements/{register.event.reference}.pdf",
        f"/fr/series/{register.series.slug}.pdf",
        f"/fr/organisations/{register.committee.slug}.pdf",
        "/fr/evenements.pdf",
        "/fr/evenements/rapport.pdf?du=2023-03&au=2023-03",
        f"/en/events/report.pdf?programme={register.programme.slug}",
    ]

    def read(*more, addresses=everything):
        cache.clear()
        rebuild()
        documents = {}
        for address in [*addresses, *more]:
            given.clear()
            answer = client.get(address)
            documents[address] = (
                answer.status_code,
                answer.headers.get("Content-Disposition"),
                tuple(map(repr, given)),
            )
        return documents

    return read


def differing(before, after):
    return [address for address, document in before.items() if document != after[address]]


def tied(register, planted):
    """The same event with everything that public documents tell of, so that it could enter their counts."""
    event = planted.event
    event.programmes.add(register.programme)
    event.event_places.create(place=register.region)
    make_role(event, register.organisation, Role.ORGANISER)
    make_role(event, register.committee, Role.BENEFICIARY)
    event.series = register.series
    event.save()


def test_documents_are_the_same_with_and_without_events_that_are_not_public(register, printed):
    before = printed()
    assert {status for status, _name, _given in before.values()} == {200}
    assert all(given for _status, _name, given in before.values())
    for what, secret in SECRETS.items():
        assert secret not in repr(before), what
    for number, fields in enumerate(NOT_PUBLIC.values()):
        tied(register, plant(register, word=f"{CANARY}{number}", **fields))
    assert differing(before, printed()) == []


def test_documents_tell_an_event_known_to_its_month_by_its_region_and_its_month(register, printed):
    planted = plant(register, day=date(2023, 3, 2), sensitivity=Sensitivity.REGION_AND_MONTH)
    tied(register, planted)
    Event.objects.filter(pk=planted.event.pk).update(updated_at=PUBLISHED_AT)
    own = f"/fr/evenements/{planted.event.reference}.pdf"
    before = printed(own)
    assert before[own][0] == 200

    other = make_place(kind=PlaceKind.COMMUNE, parent=register.region, name_fr=OTHER)
    planted.event.event_places.filter(place__kind=PlaceKind.COMMUNE).update(place=other)
    event = Event.objects.get(pk=planted.event.pk)
    event.starts_on = event.ends_on = date(2023, 3, 28)
    event.venue = event.place_note_fr = OTHER
    event.save()
    for name in ("figures", "event_sources", "claims", "documents", "photos", "headcount_groups"):
        getattr(event, name).all().delete()
    FollowUp.objects.update(source=None)
    event.headcounts.update(source=None)
    Event.objects.filter(pk=event.pk).update(updated_at=PUBLISHED_AT)
    assert differing(before, printed(own)) == []


def test_documents_do_not_tell_which_funder_is_withheld(register, printed):
    funders = [make_organisation(name_fr=f"{word} qui paie", acronym=word[:10]) for word in (CANARY, OTHER)]
    for number, funder in enumerate(funders):
        make_role(make_published_event(title_fr=f"Autre {number}"), funder, Role.PARTNER)
    for way in ("role", "agreement", "event"):
        event = make_event(
            title_fr=f"Payé {way}",
            series=register.series,
            programmes=[register.programme],
            places=[register.region],
            funders_withheld=way == "event",
        )
        withheld_by(way, event, None, funders[0])
        publish_event(event)
    make_agreement(funders[0], programme=register.programme, funder_disclosed=False, reference="R2")
    Event.objects.update(updated_at=PUBLISHED_AT, first_published_at=PUBLISHED_AT)
    more = [f"/fr/evenements/rapport.pdf?organisation={funder.slug}" for funder in funders]
    before = printed(*more)

    EventRole.objects.filter(organisation=funders[0], role=Role.FUNDER).update(organisation=funders[1])
    GrantAgreement.objects.filter(funder=funders[0]).update(funder=funders[1])
    assert differing(before, printed(*more)) == []


def test_documents_do_not_tell_a_small_cell(register, printed):
    event = make_event(series=register.series, programmes=[register.programme], places=[register.region])
    make_headcount(event, 40)
    make_headcount(event, 30, category=Category.FDS)
    small = make_headcount(event, 2, category=Category.MEDIA)
    other = make_headcount(event, 8, category=Category.JUSTICE)
    publish_event(event)
    Event.objects.filter(pk=event.pk).update(updated_at=PUBLISHED_AT)
    told_in = [f"/fr/evenements/{event.reference}.pdf", "/fr/evenements/rapport.pdf?du=2023-03&au=2023-03"]
    before = printed(addresses=told_in)

    type(small).objects.filter(pk=small.pk).update(number=3)
    type(small).objects.filter(pk=other.pk).update(number=7)
    assert differing(before, printed(addresses=told_in)) == []
