"""Recommendations of several events as one list."""

from datetime import date

import pytest

from events.enums import FollowUpStatus, RecommendationKind, Sensitivity
from events.models import Event, FollowUp, Theme
from events.services.joined_recommendations import join
from events.services.workflow import withdraw
from reports.documents.gathered import gathered_from
from tests.factories import (
    make_coordinator,
    make_event,
    make_organisation,
    make_place,
    make_published_event,
    make_recommendation,
    make_source,
)

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def gathered():
    return gathered_from(Event.objects.published().held())


def test_the_same_words_to_the_same_addressee_are_one_recommendation_of_two_events():
    crss = make_organisation(name_fr="Commissariat", acronym="CRSS")
    first = make_published_event(starts_on=date(2023, 1, 5), places=[make_place(name_fr="Kayes")])
    second = make_published_event(starts_on=date(2023, 2, 5))
    make_recommendation(first, "Associer l’État aux CCS.", addressee=crss)
    make_recommendation(second, "associer l'etat aux CCS", addressee=crss)

    found = gathered()

    ((item,),) = [addressee.items for addressee in found.addressees]
    assert item.text == "Associer l’État aux CCS."
    assert [backer.reference for backer in item.backers] == [first.reference, second.reference]
    assert (item.backers[0].places, item.backers[0].dates) == ("Kayes", "5\u00a0janvier 2023")
    assert (found.stated, len(found.items)) == (2, 1)
    assert found.most_shared == (item,)


def test_the_same_words_to_another_addressee_are_another_recommendation():
    event = make_published_event()
    make_recommendation(event, addressee=make_organisation())
    make_recommendation(event, addressee_text_fr="Parlement")
    make_recommendation(event)

    found = gathered()

    assert len(found.items) == 3
    assert found.addressees[-1].label == "Destinataire non communiqué"


def test_what_followed_for_one_event_followed_for_the_joined_recommendation():
    events = [make_published_event() for _ in range(2)]
    recommendations = [make_recommendation(event) for event in events]
    FollowUp.objects.create(
        recommendation=recommendations[0], day=date(2023, 5, 1), status=FollowUpStatus.IN_PROGRESS
    )
    FollowUp.objects.create(
        recommendation=recommendations[1], day=date(2024, 5, 1), status=FollowUpStatus.DONE
    )

    (item,) = gathered().items

    assert item.status == FollowUpStatus.DONE
    assert [step.day.year for step in item.follow_ups] == [2024, 2023]
    assert gathered().answered == 1


@pytest.mark.parametrize("kind", ["wish", "commitment", "opinion"])
def test_what_is_no_recommendation_is_apart_and_is_not_counted(kind):
    event = make_published_event()
    make_recommendation(event, kind=kind)

    found = gathered()

    ((heading, items),) = found.beside
    assert (heading, len(items)) == (RecommendationKind(kind).heading, 1)
    assert (found.items, found.stated, found.tells_something) == ((), 0, True)


def test_themes_are_counted_with_what_has_none_last():
    event = make_published_event()
    theme = Theme.objects.create(slug="femmes", name_fr="femmes")
    make_recommendation(event, "Un.", theme=theme)
    make_recommendation(event, "Deux.")
    make_recommendation(event, "Trois.")

    assert [(line.label, line.total) for line in gathered().themes] == [("femmes", 1), ("sans thème", 2)]


def test_drafts_and_what_a_coarse_event_must_not_tell_stay_out():
    make_recommendation(make_event(), "D’un brouillon.")
    commune = make_place(kind="commune", name_fr="Commune secrète", parent=make_place(name_fr="Gao"))
    coarse = make_published_event(
        places=[commune], starts_on=date(2023, 5, 14), sensitivity=Sensitivity.REGION_AND_MONTH
    )
    source = make_source(title="Source secrète")
    step = FollowUp(day=date(2023, 6, 1), status=FollowUpStatus.DONE, source=source)
    step.recommendation = make_recommendation(coarse, "D’un événement protégé.")
    step.save()

    (item,) = gathered().items

    assert (item.backers[0].places, item.backers[0].dates) == ("Gao", "mai 2023")
    assert "secrète" not in repr(item)


def make_pair(**second):
    """Two published events of which each asks for much the same, in its own words."""
    early = make_published_event(starts_on=date(2023, 3, 1))
    late = make_published_event(starts_on=date(2024, 3, 1))
    return make_recommendation(early, "Installer les CCS."), make_recommendation(
        late, "Que soient installés les comités.", **second
    )


def test_what_an_editor_has_joined_is_told_once_with_all_that_stands_behind_it():
    first, second = make_pair(due_on=date(2025, 1, 1))
    make_recommendation(make_published_event(), "Installer les CCS !")
    FollowUp.objects.create(recommendation=second, day=date(2024, 9, 1), status=FollowUpStatus.DONE)
    join(kept=second, others=[first])

    (item,) = gathered().items

    assert item.text == "Que soient installés les comités."
    assert len(item.backers) == 3
    assert (item.status, item.due_on) == (FollowUpStatus.DONE, date(2025, 1, 1))
    assert gathered().stated == 3
    assert gathered().most_shared == (item,)


def test_what_was_asked_of_several_stands_under_each_and_counts_once():
    ministry, council = make_organisation(name_fr="Ministère"), make_organisation(name_fr="Conseil")
    first, second = make_pair(addressee=council)
    first.addressee = ministry
    first.save()
    join(kept=first, others=[second])

    found = gathered()

    assert {line.name: len(line.items) for line in found.addressees} == {"Ministère": 1, "Conseil": 1}
    (item,) = found.items
    assert item.addressees == ("Ministère", "Conseil")


def test_words_that_the_public_may_not_read_are_not_kept_nor_is_their_event_behind():
    first, second = make_pair()
    join(kept=second, others=[first])
    withdraw(event=second.event, by=make_coordinator(), reason="Erreur")

    (item,) = gathered().items

    assert (item.text, len(item.backers)) == ("Installer les CCS.", 1)


def test_two_that_were_joined_stay_one_when_the_words_they_went_by_are_withdrawn():
    first, second = make_pair()
    kept = make_recommendation(make_published_event(), "Des comités partout.")
    join(kept=kept, others=[first, second])
    assert gathered().items[0].text == "Des comités partout."
    withdraw(event=kept.event, by=make_coordinator(), reason="Erreur")

    (item,) = gathered().items

    assert (item.text, len(item.backers)) == ("Installer les CCS.", 2)
