"""A record that was never published: saving it publishes nothing, and what it stands beside is followed."""

from datetime import date

import pytest
from django.db import connection

from events.enums import EventLinkKind
from events.models import EventLink, HeadcountGroup
from events.services.deleting import delete_draft
from publication.models import PublicationState, PublishedTotal
from publication.models.pending import settle
from publication.services.publishing import publish_now
from publication.services.rebuilding import differences
from tests.factories import (
    make_event,
    make_headcount,
    make_organisation,
    make_place,
    make_programme,
    make_published_event,
    make_role,
    make_series,
    publish_event,
)

pytestmark = pytest.mark.django_db


def is_as_made_anew():
    settle()
    return list(differences()) == []


def test_saving_a_draft_asks_little_and_changes_nothing(django_assert_max_num_queries):
    make_published_event()
    draft = make_event(places=[make_place()], programmes=[make_programme()], series=make_series())
    make_role(draft, make_organisation())
    settle()
    token = PublicationState.current_token()
    # PostgreSQL is asked for the lock of those that publish, too.
    with django_assert_max_num_queries(2 if connection.vendor == "postgresql" else 1):
        assert not publish_now({draft.pk})
    assert PublicationState.current_token() == token
    assert is_as_made_anew()


@pytest.mark.parametrize("is_first", [True, False])
def test_a_draft_in_a_shared_total_withholds_it_until_it_leaves(is_first):
    one, other = (make_published_event(starts_on=date(2024, 3, day)) for day in (7, 9))
    draft = make_event()
    group = HeadcountGroup.objects.create(label_fr="les ateliers")
    group.events.set([draft, one, other] if is_first else [one, other])
    group.headcounts.create(number=120)
    settle()
    assert PublishedTotal.objects.exists() is not is_first
    draft.headcount_groups.set([group])
    assert is_as_made_anew()
    assert not PublishedTotal.objects.exists()
    draft.venue = "Maison des jeunes"
    draft.save()
    assert is_as_made_anew()
    assert not PublishedTotal.objects.exists()
    draft.headcount_groups.clear()
    assert is_as_made_anew()
    assert PublishedTotal.objects.exists()


def test_a_draft_beside_public_events_is_followed_from_its_publication_on():
    programme, series, place = make_programme(), make_series(), make_place()
    shown = make_published_event(series=series, series_rank=1, programmes=[programme], places=[place])
    draft = make_event(series=series, series_rank=2, programmes=[programme], places=[place])
    make_headcount(draft, 40)
    EventLink.objects.create(event=draft, other=shown, kind=EventLinkKind.FOLLOWS)
    assert is_as_made_anew()
    publish_event(draft)
    assert is_as_made_anew()


def test_a_draft_that_is_deleted_or_erased_leaves_nothing_behind():
    draft, other = make_event(), make_event()
    make_headcount(draft, 40)
    delete_draft(event=draft)
    assert is_as_made_anew()
    other.delete()
    assert is_as_made_anew()
