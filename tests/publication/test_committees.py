"""The make-up of a committee: what is not stated is not zero, and few people are not pointed at."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from organisations.enums import OrganisationKind
from publication.models import PublicationState
from publication.models.pending import settle
from publication.project.committees import composition_of
from publication.services.rebuilding import differences
from rss_registry.figures import BELOW_THRESHOLD
from tests.factories import (
    make_composition,
    make_organisation,
    make_place,
    make_published_event,
    make_role,
    make_source,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def committee():
    return make_organisation(name_fr="CCS d’essai", kind=OrganisationKind.CCS)


def shown(committee):
    composition = composition_of(committee)
    rows = {college.key: (college.seats.short, college.women.short) for college in composition.colleges}
    return rows | {"": (composition.seats.short, composition.women.short)}


def test_colleges_stand_in_the_order_of_the_decree_with_their_sum(committee):
    make_composition(committee, {"civil_society_women": (8, 8), "fds": (12, 0), "elected": (20, 10)})
    assert shown(committee) == {
        "fds": ("12", "0"),
        "elected": ("20", "10"),
        "civil_society_women": ("8", "8"),
        "": ("40", "18"),
    }


def test_what_no_source_says_is_not_stated_and_leaves_no_sum(committee):
    assert composition_of(committee) is None
    make_composition(committee, {"fds": None, "elected": (20, None)})
    unknown = "non communiqué"
    assert shown(committee) == {"fds": (unknown,) * 2, "elected": ("20", unknown), "": (unknown,) * 2}


def test_the_latest_is_shown_with_its_source(committee):
    make_composition(committee, {"fds": 9}, as_of=date(2022, 1, 1))
    make_composition(committee, {"fds": 7}, as_of=date(2024, 1, 1), source=make_source(title="Arrêté"))
    found = composition_of(committee)
    assert (found.as_of, found.source, found.seats.short) == (date(2024, 1, 1), "Arrêté", "7")


def test_a_college_of_few_is_hidden_and_so_is_what_would_give_it_away(committee):
    make_composition(committee, {"fds": 3, "elected": 20, "justice": 10})
    assert shown(committee) == {
        "fds": (BELOW_THRESHOLD, "non communiqué"),
        "elected": ("20", "non communiqué"),
        "justice": ("masqué", "non communiqué"),
        "": ("33", "non communiqué"),
    }


def test_the_few_men_beside_many_women_withhold_the_women_of_all_colleges(committee):
    make_composition(committee, {"fds": (12, 11), "elected": (20, 10)})
    assert shown(committee)["fds"] == ("12", "masqué")
    assert shown(committee)["elected"] == ("20", "masqué")
    # The sum would give the eleven back.
    assert shown(committee)[""] == ("32", "masqué")


def test_what_a_source_has_published_stays_as_it_is(committee):
    source = make_source()
    make_composition(committee, {"fds": (3, 1), "elected": (9, 8)}, source=source, is_as_published=True)
    assert shown(committee) == {"fds": ("3", "1"), "elected": ("9", "8"), "": ("12", "9")}


def test_rules_of_one_row_speak_french(committee):
    composition = make_composition(committee, {"fds": 6})
    row = composition.seats.get()
    row.women = 7
    with pytest.raises(ValidationError, match="plus de femmes que de sièges"):
        row.full_clean()
    composition.is_as_published = True
    with pytest.raises(ValidationError, match="quelle source"):
        composition.full_clean()
    composition.committee = make_organisation()
    with pytest.raises(ValidationError, match="pas un CCS"):
        composition.clean()


def test_a_change_is_public_at_once(committee):
    before = PublicationState.current_token()
    make_composition(committee, {"fds": 6})
    assert PublicationState.current_token() != before


def test_what_was_told_of_the_seats_is_held_against_what_is_told_later(client):
    """Twelve seats and twelve men told a day ago would give the one woman of thirteen."""
    region = make_place(name_fr="Gao")
    committee = make_organisation(name_fr="CCS de Gao", kind=OrganisationKind.CCS, place=region)
    make_role(make_published_event(places=[region]), committee)
    composition = make_composition(committee, {"fds": (12, 0), "elected": (20, 10)})
    settle()
    assert shown(committee)["fds"] == ("12", "0")
    row = composition.seats.get(category="fds")
    row.number, row.women = 13, 1
    row.save()
    settle()
    assert set(shown(committee).values()) == {("masqué", "masqué")}
    assert list(differences()) == []
    row.number, row.women = 12, 0
    row.save()
    assert shown(committee)["fds"] == ("12", "0")
