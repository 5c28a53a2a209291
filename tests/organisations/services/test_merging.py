"""Two records made one, whatever points at them, and parted again as they were."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.core import serializers
from django.core.management import call_command
from django.utils import timezone

from events.enums import Role
from events.models import EventFigure, EventRole, Person
from organisations.models import (
    Membership,
    Merge,
    Organisation,
    OrganisationAlias,
    PlaceAlias,
    ProgrammePhase,
)
from organisations.services.merge_limits import MergeError
from organisations.services.merging import UNDO_DAYS, links_of, merge, part
from organisations.services.twins import twins_of
from publication.models import PublishedOrganisation
from publication.services.rebuilding import differences
from tests.factories import (
    make_coordinator,
    make_event,
    make_organisation,
    make_place,
    make_programme,
    make_published_event,
    make_recommendation,
    make_role,
    make_user,
)
from tests.published import settle

pytestmark = pytest.mark.django_db


def as_text(row):
    (written,) = serializers.serialize("python", [row])
    written["fields"].pop("updated_at", None)
    return str(written)


def rows_of(*labels):
    """All rows of these tables as text, to be compared."""
    return {label: sorted(map(as_text, apps.get_model(label)._base_manager.all())) for label in labels}


TABLES = (
    "organisations.Organisation",
    "organisations.OrganisationAlias",
    "organisations.Membership",
    "organisations.User",
    "events.EventRole",
    "events.Recommendation",
    "events.Event",
)


@pytest.fixture
def coordinator():
    return make_coordinator()


@pytest.fixture
def pair():
    """EMP-ABB under two spellings, each with something of its own."""
    kept = make_organisation(name_fr="École de maintien de la paix", acronym="EMP-ABB")
    absorbed = make_organisation(
        name_fr="EMP Alioune Blondin Bèye", acronym="EMP", website="https://emp.example"
    )
    OrganisationAlias.objects.create(organisation=absorbed, name="École de Bamako")
    return kept, absorbed


def test_everything_that_pointed_at_one_points_at_the_other(pair, coordinator):
    kept, absorbed = pair
    first, second = make_event(owner=absorbed), make_event()
    both = make_event()
    make_role(first, absorbed)
    make_role(second, absorbed, Role.HOST)
    make_role(both, absorbed)
    make_role(both, kept)
    user = make_user(organisation=absorbed)
    recommendation = make_recommendation(second, addressee=absorbed)
    alliance = make_organisation(kind="alliance")
    Membership.objects.create(alliance=alliance, member=absorbed, joined_on=date(2020, 1, 1))
    merge(kept=kept, absorbed=absorbed, values={"website": absorbed.website}, by=coordinator)
    assert not Organisation.objects.filter(pk=absorbed.pk).exists()
    roles = EventRole.objects.filter(organisation=kept).values_list("event", "role")
    assert sorted(roles) == sorted(
        [(first.pk, Role.ORGANISER), (second.pk, Role.HOST), (both.pk, Role.ORGANISER)]
    )
    for row in (first, user, recommendation):
        row.refresh_from_db()
    assert (first.owner, user.organisation, recommendation.addressee) == (kept, kept, kept)
    assert alliance.memberships.get().member == kept
    kept.refresh_from_db()
    assert kept.website == "https://emp.example"
    names = set(kept.aliases.values_list("name", flat=True))
    assert names == {"EMP Alioune Blondin Bèye", "EMP", "École de Bamako"}


def test_parted_again_all_is_as_it_was(pair, coordinator):
    kept, absorbed = pair
    event, both = make_event(owner=absorbed), make_event()
    make_role(event, absorbed)
    make_role(both, absorbed)
    make_role(both, kept)
    make_recommendation(event, addressee=absorbed)
    make_user(organisation=absorbed)
    before = rows_of(*TABLES)
    done = merge(kept=kept, absorbed=absorbed, values={"website": absorbed.website}, by=coordinator)
    assert rows_of(*TABLES) != before
    assert part(merge=done) == absorbed
    after = rows_of(*TABLES)
    assert {label: rows for label, rows in after.items() if rows != before[label]} == {}
    assert not Merge.objects.exists()


def test_what_was_changed_since_stays(pair, coordinator):
    kept, absorbed = pair
    event = make_event()
    role = make_role(event, absorbed)
    done = merge(kept=kept, absorbed=absorbed, values={"website": absorbed.website}, by=coordinator)
    other = make_organisation()
    EventRole.objects.filter(pk=role.pk).update(organisation=other)
    Organisation.objects.filter(pk=kept.pk).update(website="https://later.example")
    part(merge=done)
    role.refresh_from_db()
    kept.refresh_from_db()
    assert role.organisation == other
    assert kept.website == "https://later.example"


def test_a_branch_of_what_it_becomes_is_no_branch_of_itself(coordinator):
    absorbed = make_organisation()
    kept = make_organisation(parent=absorbed)
    done = merge(kept=kept, absorbed=absorbed, values={}, by=coordinator)
    kept.refresh_from_db()
    assert kept.parent is None
    part(merge=done)
    kept.refresh_from_db()
    assert kept.parent == absorbed


def test_the_public_pages_follow_and_come_back(client, pair, coordinator):
    kept, absorbed = pair
    event = make_published_event()
    make_role(event, absorbed)
    settle()
    address = PublishedOrganisation.objects.get(slug=absorbed.slug).get_absolute_url()
    done = merge(kept=kept, absorbed=absorbed, values={}, by=coordinator)
    settle()
    assert list(differences()) == []
    assert client.get(address).url == PublishedOrganisation.objects.get(slug=kept.slug).get_absolute_url()
    assert not PublishedOrganisation.objects.filter(slug=absorbed.slug).exists()
    part(merge=done)
    settle()
    assert list(differences()) == []
    assert client.get(address).status_code == 200


def test_an_address_leads_on_over_several_merges(client, pair, coordinator):
    first, second = pair
    make_role(make_published_event(), second)
    settle()
    address = PublishedOrganisation.objects.get(slug=second.slug).get_absolute_url()
    merge(kept=first, absorbed=second, values={}, by=coordinator)
    third = make_organisation()
    merge(kept=third, absorbed=first, values={}, by=coordinator)
    settle()
    assert client.get(address, follow=True).redirect_chain == [
        (PublishedOrganisation.objects.get(slug=third.slug).get_absolute_url(), 302)
    ]


def test_a_merge_is_taken_back_for_a_month(pair, coordinator):
    kept, absorbed = pair
    done = merge(kept=kept, absorbed=absorbed, values={}, by=coordinator)
    Merge.objects.update(merged_at=timezone.now() - timedelta(days=UNDO_DAYS + 1))
    done.refresh_from_db()
    with pytest.raises(MergeError) as refused:
        part(merge=done)
    assert refused.value.code == "too_late"


def test_what_would_part_them_is_kept_no_longer(client, pair, coordinator):
    kept, absorbed = pair
    make_role(make_published_event(), absorbed)
    settle()
    address = PublishedOrganisation.objects.get(slug=absorbed.slug).get_absolute_url()
    merge(kept=kept, absorbed=absorbed, values={}, by=coordinator)
    settle()
    call_command("sweep_records", "--confirm")
    assert Merge.objects.get().journal != {}
    Merge.objects.update(merged_at=timezone.now() - timedelta(days=UNDO_DAYS + 1))
    call_command("sweep_records", "--confirm")
    done = Merge.objects.get()
    assert (done.journal, done.absorbed_name) == ({}, "")
    assert client.get(address).status_code == 302
    assert list(differences()) == []


def test_a_name_taken_meanwhile_is_said(pair, coordinator):
    kept, absorbed = pair
    done = merge(kept=kept, absorbed=absorbed, values={}, by=coordinator)
    make_organisation(name_fr=absorbed.name_fr)
    with pytest.raises(MergeError) as refused:
        part(merge=done)
    assert refused.value.code == "name_taken"
    assert Merge.objects.count() == 1


def test_places_go_the_same_way(coordinator):
    kept, absorbed = make_place(name_fr="Ségou"), make_place(name_fr="Segou ville")
    PlaceAlias.objects.create(place=absorbed, name="Sikoro")
    event, both = make_event(places=[absorbed]), make_event()
    event.origins.add(absorbed)
    both.origins.set([absorbed, kept])
    done = merge(kept=kept, absorbed=absorbed, values={}, by=coordinator)
    assert [row.place for row in event.event_places.all()] == [kept]
    assert (list(event.origins.all()), list(both.origins.all())) == ([kept], [kept])
    assert set(kept.aliases.values_list("name", flat=True)) == {"Segou ville", "Sikoro"}
    part(merge=done)
    assert list(event.origins.all()) == [absorbed]
    assert set(both.origins.all()) == {absorbed, kept}


def test_a_phase_that_both_have_is_chosen_whole_and_comes_back(coordinator):
    kept, absorbed = make_programme(), make_programme()
    stays = ProgrammePhase.objects.create(programme=kept, name="Phase 1", starts_on=date(2021, 1, 1))
    other = ProgrammePhase.objects.create(
        programme=absorbed, name="Phase 1", starts_on=date(2020, 1, 1), budget=1000, currency="EUR"
    )
    (twins,) = twins_of(kept, absorbed)
    assert [field.name for field in twins.fields] == ["starts_on", "budget", "currency"]
    winning = [("organisations.programmephase", other.pk)]
    done = merge(kept=kept, absorbed=absorbed, values={}, by=coordinator, replacing=winning)
    stays.refresh_from_db()
    assert (stays.starts_on, stays.budget, stays.currency) == (date(2020, 1, 1), 1000, "EUR")
    part(merge=done)
    stays.refresh_from_db()
    assert (stays.starts_on, stays.budget, stays.currency) == (date(2021, 1, 1), None, "")
    assert absorbed.phases.get().budget == 1000


def test_persons_go_the_same_way(coordinator):
    event = make_event()
    first, second = Person.objects.create(name="Mme Sissoko"), Person.objects.create(name="Mme Cissoko")
    EventFigure.objects.create(event=event, person=second, role="chair")
    merge(kept=first, absorbed=second, values={}, by=coordinator)
    assert EventFigure.objects.get().person == first


def test_how_much_points_at_a_record(pair):
    _kept, absorbed = pair
    make_role(make_event(), absorbed)
    assert ("Autres noms", 1) in links_of(absorbed)
    assert sum(number for _table, number in links_of(absorbed)) == 2
