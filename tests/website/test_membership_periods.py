from datetime import date

import pytest

from organisations.enums import OrganisationKind
from organisations.models import Membership
from tests.factories import make_membership, make_organisation, make_published_event, make_role
from website.membership_periods import timeline_of

TODAY = date(2024, 12, 31)

pytestmark = pytest.mark.django_db


def alliance_of(*periods):
    alliance = make_organisation(name_fr="Alliance", kind=OrganisationKind.ALLIANCE)
    for joined, left in periods:
        make_membership(alliance, make_organisation(), joined_on=joined, left_on=left)
    return alliance


def timeline(alliance):
    return timeline_of(Membership.objects.filter(alliance=alliance).order_by("pk"), TODAY)


def test_periods_stand_on_one_scale_that_ends_today():
    found = timeline(alliance_of((date(2020, 1, 1), None), (date(2022, 1, 1), date(2023, 1, 1))))
    assert (found.first_year, found.last_year, found.current) == (2020, 2024, 1)
    whole, part = found.periods
    assert (whole.start, whole.end, whole.is_current) == (0, 1, True)
    assert 0.3 < part.start < part.end < 0.7 and not part.is_current


def test_an_unknown_entry_is_a_member_without_a_bar():
    found = timeline(alliance_of((None, None), (date(2023, 6, 1), None)))
    assert found.periods[0].start is None and found.current == 2


def test_nothing_is_drawn_when_no_entry_is_known(client):
    alliance = alliance_of((None, None))
    assert not timeline(alliance).is_drawn
    make_role(make_published_event(), alliance)
    body = client.get(alliance.get_absolute_url()).content.decode()
    assert "1 membre aujourd’hui" in body and 'class="timeline"' not in body


def test_each_bar_repeats_the_dates_in_words(client):
    alliance = alliance_of((date(2020, 5, 1), date(2021, 5, 1)))
    make_role(make_published_event(), alliance)
    body = client.get(alliance.get_absolute_url()).content.decode()
    assert (
        'class="timeline stack"' in body
        and "1<sup>er</sup>\u00a0mai 2020" in body
        and "0 membre aujourd’hui" in body
    )
