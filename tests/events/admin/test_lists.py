"""Lists cost the same at any length: at most twelve queries."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events.admin.filters import OwnerFilter
from events.models import (
    Event,
    FollowUp,
    HeadcountGroup,
    KnowledgeTest,
    Participant,
    Presence,
    Recommendation,
    Series,
    Session,
)
from organisations.models import GrantAgreement, Organisation, Place, Programme, Source, User
from rss_registry.dates import span_text
from tests.admin_forms import admin_url, log_in
from tests.factories import (
    make_agreement,
    make_coordinator,
    make_event,
    make_headcount,
    make_organisation,
    make_participant,
    make_place,
    make_programme,
    make_recommendation,
    make_role,
    make_series,
    make_source,
    make_user,
)

pytestmark = pytest.mark.django_db


def full_event(owner):
    event = make_event(
        owner=owner, places=[make_place()], programmes=[make_programme()], series=make_series(), stated_days=2
    )
    make_headcount(event, 18)
    make_headcount(event, 7, sex="women")
    make_role(event, make_organisation())
    return event


def listed_event(owner):
    event = make_event(owner=owner)
    person = make_participant(event, organisation=make_organisation())
    session = Session.objects.create(event=event, day=event.starts_on, half_day="morning")
    Presence.objects.create(participant=person, session=session)
    KnowledgeTest.objects.create(event=event, moment="before")


def followed_recommendation(owner):
    row = make_recommendation(make_event(owner=owner), addressee=make_organisation(), due_on=date(2024, 1, 1))
    FollowUp.objects.create(recommendation=row, day=date(2024, 2, 1), status="done")


def shared_total(owner):
    group = HeadcountGroup.objects.create(label_fr="Total commun")
    group.events.set([make_event(owner=owner), make_event(owner=owner)])
    group.headcounts.create(number=200)


def full_organisation(owner):
    row = make_organisation(place=make_place(), parent=owner)
    row.aliases.create(name=f"Autre {row.pk}")


MAKERS = {
    Event: full_event,
    Participant: listed_event,
    Session: listed_event,
    KnowledgeTest: listed_event,
    Recommendation: followed_recommendation,
    HeadcountGroup: shared_total,
    Series: lambda owner: make_series(programme=make_programme(), organisation=make_organisation()),
    Organisation: full_organisation,
    Place: lambda owner: make_place(),
    Programme: lambda owner: make_programme().partners.create(organisation=make_organisation(), role="lead"),
    GrantAgreement: lambda owner: make_agreement(
        make_organisation(),
        recipient=make_organisation(),
        programme=make_programme(),
        starts_on=date(2023, 1, 1),
    ),
    Source: lambda owner: make_source(publisher_organisation=make_organisation()),
    User: lambda owner: make_user(),
}


def queries_of(client, address):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return [query["sql"] for query in captured.captured_queries]


@pytest.mark.parametrize("model", MAKERS, ids=lambda model: model._meta.model_name)
def test_a_list_costs_the_same_at_any_length(client, django_user_model, model):
    owner = make_organisation()
    keeper = django_user_model.objects.create_superuser("racine", organisation=owner, keeps_lists=True)
    log_in(client, keeper)
    counts = {}
    made = 0
    for length in (1, 3, 30):
        while made < length:
            MAKERS[model](owner)
            made += 1
        # The first request of a test also fetches content types.
        client.get(admin_url(model, "changelist"))
        counts[length] = len(queries_of(client, admin_url(model, "changelist")))
    assert counts[1] <= 12
    assert counts[30] <= counts[3] <= 12


def test_the_list_of_events_answers_which_when_where_how_many_what_is_missing(client):
    place = make_place(name_fr="Ségou")
    event = make_event(
        title_fr="Forum de Ségou", places=[place], starts_on=date(2023, 4, 4), ends_on=date(2023, 4, 12)
    )
    make_headcount(event, 40, basis="approximate")
    make_headcount(event, 7, sex="women")
    log_in(client, make_coordinator())
    page = client.get(admin_url(Event, "changelist")).content.decode()
    for shown in (
        "Forum de Ségou",
        span_text(event.starts_on, event.ends_on),
        "Ségou",
        "brouillon",
        "≈\u00a040 (7\u00a0f.)",
        "Aucun organisateur.",
    ):
        assert shown in page, shown


def test_a_total_shared_by_two_events_is_said_so_and_nothing_is_zero(client):
    pair = [make_event(), make_event()]
    group = HeadcountGroup.objects.create(label_fr="Les deux")
    group.events.set(pair)
    group.headcounts.create(number=200)
    make_event()
    log_in(client, make_coordinator())
    page = client.get(admin_url(Event, "changelist")).content.decode()
    assert page.count("200 (total commun)") == 2
    assert page.count("non communiqué") >= 1


def test_events_are_filtered_by_region_and_by_what_they_lack(client):
    region = make_place(name_fr="Mopti")
    commune = make_place(name_fr="Fatoma", kind="commune", parent=region)
    make_event(title_fr="À Fatoma", places=[commune])
    make_event(title_fr="Ailleurs", places=[make_place()])
    make_event(title_fr="Nulle part")
    log_in(client, make_coordinator())
    address = admin_url(Event, "changelist")

    def titles(query):
        return {row.title_fr for row in client.get(f"{address}?{query}").context["cl"].result_list}

    assert titles(f"unit={region.slug}") == {"À Fatoma"}
    assert titles("gap=place") == {"Nulle part"}
    assert titles("q=FATOMA") == {"À Fatoma"}


def test_overdue_recommendations_are_found(client):
    late = make_recommendation(make_event(), text_fr="En retard", due_on=date(2023, 1, 1))
    done = make_recommendation(make_event(), text_fr="Faite", due_on=date(2023, 1, 1))
    FollowUp.objects.create(recommendation=done, day=date(2023, 2, 1), status="done")
    log_in(client, make_coordinator())
    response = client.get(f"{admin_url(Recommendation, 'changelist')}?follow_up=overdue")
    assert list(response.context["cl"].result_list) == [late]


def test_organisations_are_found_without_their_accents(client):
    wanted = make_organisation(name_fr="Réseau national pour l’Éveil", acronym="RENEDEP")
    wanted.aliases.create(name="Éveil démocratique")
    make_organisation(name_fr="Autre")
    log_in(client, make_user())
    for term in ("reseau eveil", "RENEDEP", "eveil democratique", "l'eveil"):
        response = client.get(admin_url(Organisation, "changelist"), {"q": term})
        assert list(response.context["cl"].result_list) == [wanted], term


@pytest.mark.parametrize("model", MAKERS, ids=lambda model: model._meta.model_name)
def test_a_list_sorts_by_every_column_that_offers_it(client, django_user_model, model):
    owner = make_organisation()
    for _each in range(2):
        MAKERS[model](owner)
    keeper = django_user_model.objects.create_superuser("racine", organisation=owner, keeps_lists=True)
    log_in(client, keeper)
    columns = len(client.get(admin_url(model, "changelist")).context["cl"].list_display)
    for number in range(1, columns):
        assert client.get(f"{admin_url(model, 'changelist')}?o={number}").status_code == 200


def test_organisations_to_choose_from_are_those_of_events_that_stand(client):
    owners = [make_event().owner, make_event().owner]
    make_event(owner=owners[0])
    make_event(deleted_at=timezone.now())
    make_organisation()
    log_in(client, make_coordinator())
    changes = client.get(admin_url(Event, "changelist")).context["cl"]
    offered = next(spec for spec in changes.filter_specs if isinstance(spec, OwnerFilter))
    assert {key for key, _name in offered.lookup_choices} == {owner.pk for owner in owners}
