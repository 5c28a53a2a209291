"""The fragments of a report as fragments of its document."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from events.enums import Sensitivity
from events.models import HeadcountGroup
from events.services.workflow import withdraw
from publication.models import PublishedEvent
from publication.services.rebuilding import open_day
from reports.documents.period import event_fragments
from reports.services.kinds import DataMoved
from tests.factories import (
    make_coordinator,
    make_event,
    make_headcount,
    make_organisation,
    make_published_event,
    make_role,
    publish_event,
)

pytestmark = pytest.mark.django_db


def fragments_of_all():
    return list(event_fragments.event_fragments_of(PublishedEvent.objects.open().oldest_first()))


def known():
    """Reference → by what a document knows the fragment."""
    return {fragment.anchor: fragment.known for fragment in fragments_of_all()}


def still_known(before, after):
    """The references of the fragments that a document made before would use again now."""
    return {
        reference
        for reference, made in before.items()
        if reference in after and after[reference].name == made.name and after[reference].holds(made.version)
    }


def test_each_public_event_has_its_fragment_in_the_order_of_the_register():
    later = make_published_event(title_fr="Plus tard", starts_on=date(2024, 5, 2))
    earlier = make_published_event(title_fr="Plus tôt", starts_on=date(2023, 5, 2))
    make_event(title_fr="Brouillon")

    assert [
        (fragment.title, fragment.anchor, fragment.group, fragment.details) for fragment in fragments_of_all()
    ] == [
        ("Plus tôt", earlier.reference, "", "2\u00a0mai 2023"),
        ("Plus tard", later.reference, "", "2\u00a0mai 2024"),
    ]


def test_a_long_report_gathers_its_fragments_by_year(monkeypatch):
    monkeypatch.setattr(event_fragments, "MOST_LISTED", 1)
    make_published_event(starts_on=date(2023, 5, 2))
    make_published_event(starts_on=date(2024, 5, 2))

    assert [fragment.group for fragment in fragments_of_all()] == ["2023", "2024"]


def test_the_facts_of_a_fragment_are_those_of_its_event():
    event = make_published_event()

    (fragment,) = fragments_of_all()

    assert fragment.context()["facts"].reference == event.reference


def test_an_event_withdrawn_after_it_was_listed_stops_the_making():
    event = make_published_event()
    (fragment,) = fragments_of_all()

    withdraw(event=event, by=make_coordinator(), reason="Erreur.")

    with pytest.raises(DataMoved):
        fragment.context()


def test_a_fragment_is_known_until_its_event_changes():
    changed, other = make_published_event(), make_published_event()
    before = known()

    changed.context_fr = "Corrigé."
    changed.save()
    assert still_known(before, known()) == {other.reference}

    make_role(other, make_organisation())
    assert still_known(before, known()) == set()


def test_a_new_name_renews_the_fragments_that_tell_it():
    organisation, unnamed = make_organisation(), make_organisation()
    naming, other = make_published_event(), make_published_event()
    make_role(naming, organisation)
    before = known()

    unnamed.name_fr = "Un nom que rien ne dit"
    unnamed.save()
    assert still_known(before, known()) == {naming.reference, other.reference}

    organisation.name_fr = "Un autre nom"
    organisation.save()
    assert still_known(before, known()) == {other.reference}


def test_a_save_that_changes_nothing_public_renews_nothing():
    event = make_published_event()
    before = known()
    event.announced = True
    event.save()
    assert still_known(before, known()) == {event.reference}


def test_events_that_share_a_total_are_renewed_together():
    first, second, third, apart = (make_published_event() for _ in range(4))
    for members in ((first, second), (second, third)):
        group = HeadcountGroup.objects.create(label_fr="les deux")
        group.events.set(members)
        make_headcount(None, 30, group=group)
    before = known()

    third.title_fr = "Corrigé"
    third.save()
    # The first tells of the second alone.
    assert still_known(before, known()) == {first.reference, apart.reference}

    before = known()
    apart.headcount_groups.add(group)
    assert still_known(before, known()) == {first.reference}


def test_a_fragment_is_renewed_on_the_day_on_which_an_event_beside_it_becomes_public(monkeypatch):
    today = timezone.localdate()
    first, apart = make_published_event(), make_published_event()
    delayed = publish_event(
        make_event(starts_on=today, ends_on=today, sensitivity=Sensitivity.DELAYED, delay_days=30)
    )
    group = HeadcountGroup.objects.create(label_fr="les deux")
    group.events.set((first, delayed))
    group.headcounts.create(number=200)
    before = known()
    assert delayed.reference not in before

    monkeypatch.setattr(timezone, "localdate", lambda *_args: today + timedelta(days=29))
    open_day()
    assert still_known(before, known()) == {first.reference, apart.reference}

    monkeypatch.setattr(timezone, "localdate", lambda *_args: today + timedelta(days=40))
    open_day()
    assert still_known(before, known()) == {apart.reference}
