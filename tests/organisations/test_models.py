from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from organisations.enums import OrganisationKind, PlaceKind, UserRole
from organisations.models import GrantAgreement, Membership, Organisation, Place, ProgrammeClaim, User
from tests.factories import (
    make_agreement,
    make_country,
    make_membership,
    make_organisation,
    make_place,
    make_programme,
    make_source,
)

pytestmark = pytest.mark.django_db


def codes(excinfo):
    return {error.code for errors in excinfo.value.error_dict.values() for error in errors}


def test_an_organisation_is_not_a_member_of_itself():
    alliance = make_organisation(kind=OrganisationKind.ALLIANCE)
    with pytest.raises(ValidationError) as refused:
        Membership(alliance=alliance, member=alliance).full_clean()
    assert "member_of_itself" in codes(refused)
    with pytest.raises(IntegrityError):
        make_membership(alliance, alliance)


def test_alliances_do_not_form_a_circle():
    first, second, third = (make_organisation(kind=OrganisationKind.ALLIANCE) for _ in range(3))
    make_membership(first, second)
    make_membership(second, third)
    with pytest.raises(ValidationError) as refused:
        Membership(alliance=third, member=first).full_clean()
    assert codes(refused) == {"membership_circle"}


def test_an_undated_membership_is_held_once():
    alliance, member = make_organisation(), make_organisation()
    make_membership(alliance, member)
    with pytest.raises(IntegrityError):
        make_membership(alliance, member)


def test_a_member_may_leave_and_come_back():
    alliance, member = make_organisation(), make_organisation()
    make_membership(alliance, member, joined_on=date(2021, 1, 1), left_on=date(2021, 12, 31))
    make_membership(alliance, member, joined_on=date(2023, 1, 1))
    assert [item.joined_on.year for item in Membership.objects.current(on=date(2024, 1, 1))] == [2023]


def test_an_organisation_is_active_within_its_life_and_stays_in_history():
    mission = make_organisation(active_from=date(2013, 4, 25), active_to=date(2023, 12, 31))
    assert mission.is_active(on=date(2023, 4, 4))
    assert not mission.is_active(on=date(2026, 1, 1))
    assert mission in Organisation.objects.active(on=date(2023, 12, 31))
    assert mission not in Organisation.objects.active(on=date(2024, 1, 1))


def test_only_a_ccs_has_an_installation_date():
    with pytest.raises(ValidationError) as refused:
        Organisation(
            name_fr="WANEP", slug="wanep", kind=OrganisationKind.NETWORK, ccs_installed_on=date(2020, 1, 1)
        ).full_clean()
    assert codes(refused) == {"ccs_facts_elsewhere"}


def test_two_names_of_letters_alone_do_not_collide_where_english_is_missing():
    make_organisation(name_fr="Réseau A")
    make_organisation(name_fr="Réseau B")
    with pytest.raises(ValidationError):
        Organisation(name_fr="Réseau A", slug="a", kind=OrganisationKind.NETWORK).full_clean()


def test_a_name_is_found_under_its_alias_and_acronym():
    body = make_organisation(name_fr="Centre de Genève", acronym="DCAF")
    body.aliases.create(name="DCAF-ISSAT")
    for name in ("dcaf", "Centre  de genève", "DCAF-ISSAT"):
        assert list(Organisation.objects.named(name)) == [body]


def test_coordinates_come_together_and_lie_in_mali():
    mali = make_country(slug="mali", name_fr="Mali")
    half = Place(name_fr="A", slug="a", kind=PlaceKind.REGION, parent=mali, latitude=12)
    with pytest.raises(ValidationError) as refused:
        half.full_clean()
    assert "half_coordinates" in codes(refused)
    paris = Place(
        name_fr="B", slug="b", kind=PlaceKind.REGION, parent=mali, latitude="48.85", longitude="2.35"
    )
    with pytest.raises(ValidationError) as refused:
        paris.full_clean()
    assert codes(refused) == {"outside_mali"}


def test_places_do_not_lie_in_one_another_in_a_circle():
    region = make_place()
    commune = make_place(kind=PlaceKind.COMMUNE, parent=region)
    region.parent = commune
    with pytest.raises(ValidationError) as refused:
        region.full_clean()
    assert "place_in_circle" in codes(refused)


def test_many_places_may_have_no_code():
    first, second = make_place(iso_3166_2=""), make_place(iso_3166_2="")
    assert (first.iso_3166_2, second.iso_3166_2) == (None, None)


def test_an_amount_has_a_currency():
    with pytest.raises(ValidationError) as refused:
        GrantAgreement(funder=make_organisation(), amount=1000).full_clean()
    assert codes(refused) == {"amount_without_currency"}


def test_an_agreement_never_prints_its_funder():
    agreement = make_agreement(make_organisation(name_fr="Bailleur discret"), funder_disclosed=False)
    assert "discret" not in str(agreement)


def test_one_claim_is_followed_and_the_others_stay():
    programme, source = make_programme(), make_source()
    for value, followed in (("2021-2025", True), ("2020-2025", False)):
        ProgrammeClaim.objects.create(
            programme=programme, source=source, field="period", value_fr=value, followed=followed
        )
    with pytest.raises(IntegrityError):
        programme.claims.filter(followed=False).update(followed=True)


def test_an_officer_belongs_to_an_organisation():
    with pytest.raises(ValidationError) as refused:
        User(username="a", password="x", role=UserRole.OFFICER).full_clean()
    assert codes(refused) == {"officer_without_organisation"}
