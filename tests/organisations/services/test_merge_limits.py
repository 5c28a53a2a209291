"""What must not come out of making two records one: names read, slugs told, circles."""

import pytest

from events.models import EventRole
from organisations.enums import CCSLevel, OrganisationKind, PlaceKind
from organisations.models import Merge, Organisation, OrganisationAlias
from organisations.services.merge_limits import MergeError
from organisations.services.merging import merge, part
from publication.models import FormerAddress
from tests.factories import (
    make_agreement,
    make_coordinator,
    make_event,
    make_indicator,
    make_organisation,
    make_participant,
    make_place,
    make_programme,
    make_published_event,
    make_role,
    make_user,
)
from tests.published import settle

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return make_coordinator()


@pytest.fixture
def pair():
    return make_organisation(), make_organisation()


def keeper(organisation):
    return make_user(organisation=organisation, keeps_lists=True)


def keeps(*users):
    for user in users:
        user.refresh_from_db()
    return [user.keeps_lists for user in users]


@pytest.mark.parametrize("holder", [0, 1])
def test_nobody_reads_names_because_of_a_merge(pair, by, holder):
    users = [keeper(organisation) for organisation in pair]
    make_participant(make_event(owner=pair[holder]))
    done = merge(kept=pair[0], absorbed=pair[1], values={}, by=by)
    assert keeps(*users) == [False, False]
    part(merge=done)
    # An administrator gives it back, no coordinator.
    assert keeps(*users) == [False, False]


def test_who_would_read_no_other_names_goes_on_keeping_lists(pair, by):
    kept, absorbed = pair
    user, bystander = keeper(kept), keeper(make_organisation())
    make_participant(make_event(owner=kept))
    make_participant(make_event(owner=bystander.organisation))
    merge(kept=kept, absorbed=absorbed, values={}, by=by)
    assert keeps(user, bystander) == [True, True]


def test_an_address_that_was_never_public_leads_nowhere(client, pair, by):
    kept, absorbed = pair
    make_role(make_published_event(), kept)
    make_role(make_event(), absorbed)
    settle()
    merge(kept=kept, absorbed=absorbed, values={}, by=by)
    settle()
    assert not FormerAddress.objects.exists()


def test_values_that_do_not_go_together_are_said(by):
    kept = make_organisation(kind=OrganisationKind.CCS, ccs_level=CCSLevel.values[0])
    absorbed = make_organisation()
    with pytest.raises(MergeError):
        merge(kept=kept, absorbed=absorbed, values={"kind": OrganisationKind.NGO}, by=by)
    assert Organisation.objects.filter(pk__in=[kept.pk, absorbed.pk]).count() == 2


def test_what_the_branch_hangs_on_is_not_itself(pair, by):
    kept, _other = pair
    absorbed = make_organisation(parent=kept)
    merge(kept=kept, absorbed=absorbed, values={"parent": kept}, by=by)
    kept.refresh_from_db()
    assert kept.parent is None


def test_a_place_does_not_lie_within_itself(by):
    absorbed = make_place()
    between = make_place(kind=PlaceKind.CERCLE, parent=absorbed)
    kept = make_place(kind=PlaceKind.COMMUNE, parent=between)
    with pytest.raises(MergeError) as refused:
        merge(kept=kept, absorbed=absorbed, values={}, by=by)
    assert refused.value.code == "circle"


def test_no_agreement_and_no_indicator_disappears(pair, by):
    kept, absorbed = pair
    agreement = make_agreement(kept, recipient=absorbed)
    with pytest.raises(MergeError) as refused:
        merge(kept=kept, absorbed=absorbed, values={}, by=by)
    assert refused.value.code == "both_have_it"
    agreement.refresh_from_db()
    programmes = make_programme(), make_programme()
    for programme in programmes:
        make_indicator(programme, code="R1")
    with pytest.raises(MergeError):
        merge(kept=programmes[0], absorbed=programmes[1], values={}, by=by)


def test_a_record_comes_back_although_what_it_hung_on_became_another(pair, by):
    above, later = pair
    kept, absorbed = make_organisation(), make_organisation(parent=above)
    done = merge(kept=kept, absorbed=absorbed, values={"parent": above}, by=by)
    merge(kept=later, absorbed=above, values={}, by=by)
    assert part(merge=done).parent == later


def test_a_record_comes_back_although_what_it_hung_on_is_gone(pair, by):
    kept, _other = pair
    user = make_user()
    absorbed = make_organisation(created_by=user, parent=make_organisation())
    both = make_event()
    make_role(both, kept)
    make_role(both, absorbed)
    done = merge(kept=kept, absorbed=absorbed, values={}, by=by)
    Organisation.objects.get(pk=absorbed.parent_id).delete()
    user.delete()
    EventRole.objects.filter(event=both).delete()
    both.delete()
    back = part(merge=done)
    assert (back.parent, back.created_by) == (None, None)
    assert not EventRole.objects.exists()


def test_three_made_one_step_by_step_come_apart_backwards_only(by):
    first, second, third = (make_organisation() for _ in range(3))
    OrganisationAlias.objects.create(organisation=first, name="La première")
    event = make_event(owner=first)
    inner = merge(kept=second, absorbed=first, values={}, by=by)
    outer = merge(kept=third, absorbed=second, values={}, by=by)
    with pytest.raises(MergeError):
        part(merge=inner)
    part(merge=outer)
    part(merge=inner)
    event.refresh_from_db()
    assert event.owner == first
    assert first.aliases.get().name == "La première"
    assert not Merge.objects.exists()
    assert OrganisationAlias.objects.count() == 1
