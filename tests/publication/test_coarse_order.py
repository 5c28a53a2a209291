"""The order of what is public is that of public values: neither a day nor the order of entry shows in it."""

import re
from datetime import UTC, date, datetime
from itertools import permutations

import pytest
from django.core.cache import cache

from events.enums import Outcome, Sensitivity
from events.models import Event, HeadcountGroup
from organisations.enums import PlaceKind
from publication.models import PublishedEvent, PublishedSeries
from publication.models.pending import settle
from publication.questions.corrections import corrections_of
from publication.questions.reading import event_facts
from publication.services.rebuilding import differences, rebuild
from reports.documents.donor_report.scope import scope_of
from tests.factories import (
    make_coordinator,
    make_donor_report,
    make_event,
    make_headcount,
    make_place,
    make_programme,
    make_published_event,
    make_recommendation,
    make_series,
    make_source,
    publish_event,
)
from tests.test_public_surface import text_of

pytestmark = pytest.mark.django_db

FIRST = datetime(2023, 6, 1, tzinfo=UTC)
TITLES = ("Alpha", "Beta", "Gamma")


def enter(days, *, series, place, **fields):
    """Three events of one month, entered in the order of their days: their titles and references stay."""
    Event.objects.all().delete()
    for title, day in sorted(zip(TITLES, days, strict=True), key=lambda pair: pair[1]):
        event = make_event(
            title_fr=title,
            reference=f"RSS-ML-2023-000{TITLES.index(title) + 1}",
            first_published_at=FIRST,
            starts_on=date(2023, 3, day),
            series=series,
            places=[place],
            sensitivity=Sensitivity.REGION_AND_MONTH,
            **fields,
        )
        make_recommendation(event, text_fr=f"Demande de {title}")
        publish_event(event)


def order_in(text):
    return tuple(dict.fromkeys(re.findall("|".join(TITLES), text)))


def test_lists_feeds_and_files_do_not_follow_the_days_of_coarse_events_nor_their_entry(client):
    series, place = make_series(), make_place(slug="gao")
    addresses = [
        f"/fr/evenements{rest}" for rest in ("/", "/?tri=anciens", ".csv", ".json", ".atom", "/?region=gao")
    ]
    addresses += ["/fr/recommandations/", "/fr/recommandations.csv", series.get_absolute_url(), "/fr/"]
    orders = {address: set() for address in addresses}
    for days in permutations((2, 14, 28)):
        enter(days, series=series, place=place)
        cache.clear()
        # When they were published is public, and no day of theirs.
        PublishedEvent.objects.update(changed_at=FIRST)
        for address, found in orders.items():
            found.add(order_in(text_of(client.get(address))))
    assert {address: len(found) for address, found in orders.items()} == dict.fromkeys(addresses, 1)
    assert all(found != {()} for found in orders.values())


def ranks_told():
    return list(PublishedEvent.objects.order_by("reference").values_list("series_rank", flat=True))


def test_no_rank_of_a_series_is_told_beside_a_coarse_event():
    """« 1er, 2e et 4e de 4 » would tell the third, and between which days it was held."""
    series = make_series(planned_number=4)
    events = [
        make_published_event(series=series, series_rank=rank, starts_on=date(2023, 3, 4 * rank))
        for rank in (1, 2, 3, 4)
    ]
    elsewhere = make_published_event(series=make_series(), series_rank=1)
    assert ranks_told() == [1, 2, 3, 4, 1]
    coarse = events[2]
    coarse.sensitivity = Sensitivity.REGION_AND_MONTH
    coarse.save()
    assert ranks_told() == [None, None, None, None, 1]
    for event in (*events, elsewhere):
        assert corrections_of(event.reference) == []
    told = event_facts(events[0].reference).series
    assert (told.rank, told.position, told.planned) == (None, "", 4)
    assert list(differences()) == []
    coarse.sensitivity = Sensitivity.PUBLIC
    coarse.save()
    assert ranks_told() == [1, 2, 3, 4, 1]
    assert list(differences()) == []


def hide(event):
    event.sensitivity = Sensitivity.HIDDEN
    event.save()


def leave(event):
    event.series, event.series_rank = None, None
    event.save()


@pytest.mark.parametrize("protect", [hide, leave, Event.delete])
def test_to_protect_a_coarse_event_more_does_not_tell_its_rank_nor_its_town(protect):
    """The ranks of the others, and the one planned town that none of them reached, would be its own."""
    region = make_place()
    towns = [make_place(kind=PlaceKind.COMMUNE, parent=region) for _ in range(3)]
    series = make_series(planned_number=3)
    series.planned_places.set(towns)
    events = [
        make_published_event(series=series, series_rank=rank, starts_on=date(2023, 3, rank), places=[town])
        for rank, town in enumerate(towns, 1)
    ]
    events[1].sensitivity = Sensitivity.REGION_AND_MONTH
    events[1].save()
    settle()
    protect(events[1])
    assert {rank for rank in ranks_told() if rank} == set()
    assert PublishedSeries.objects.get().planned_places == [region.pk]
    rebuild()
    assert {rank for rank in ranks_told() if rank} == set()
    assert PublishedSeries.objects.get().planned_places == [region.pk]
    assert list(differences()) == []


def test_a_draft_that_is_coarse_takes_no_rank_away():
    """What nobody may know of changes nothing that is public."""
    series = make_series()
    make_published_event(series=series, series_rank=1)
    make_event(series=series, series_rank=2, sensitivity=Sensitivity.REGION_AND_MONTH)
    assert ranks_told() == [1]


def test_a_donor_report_does_not_follow_them_either():
    programme, place, user = make_programme(), make_place(), make_coordinator()
    report = make_donor_report(programme=programme)
    orders = set()
    for days in permutations((2, 14, 28)):
        enter(days, series=None, place=place)
        for event in Event.objects.all():
            event.programmes.set([programme])
        scope = scope_of(report, user=user)
        orders.add(tuple(entry.facts.title for entry in scope.held))
    assert orders == {TITLES}


def test_what_is_to_come_is_in_the_order_of_its_month(client):
    orders = set()
    for days in permutations((2, 14, 28)):
        Event.objects.all().delete()
        enter_ahead(days)
        cache.clear()
        orders.add(order_in(text_of(client.get("/fr/evenements/?statut=prevus"))))
    assert orders == {TITLES}


def enter_ahead(days):
    for title, day in sorted(zip(TITLES, days, strict=True), key=lambda pair: pair[1]):
        make_published_event(
            title_fr=title,
            reference=f"RSS-ML-2090-000{TITLES.index(title) + 1}",
            first_published_at=FIRST,
            starts_on=date(2090, 3, day),
            outcome=Outcome.PLANNED,
            announced=True,
            sensitivity=Sensitivity.REGION_AND_MONTH,
        )


# -- totals that events share ------------------------------------------------------------------------


def shared_by(events, number=80):
    group = HeadcountGroup.objects.create(label_fr="ensemble")
    group.events.add(*events)
    group.headcounts.create(number=number)
    return group


def keys_of(*events):
    return [[total.key for total in event_facts(event.reference).shared_totals] for event in events]


def test_the_key_of_a_shared_total_is_one_for_its_events_and_follows_no_count_of_totals():
    events = [make_published_event(title_fr=title) for title in TITLES[:2]]
    for event in events:
        make_headcount(event, 50)
    group = shared_by(events)
    (first,), (second,) = keys_of(*events)
    assert first == second
    group.delete()
    for _more in range(3):
        HeadcountGroup.objects.create(label_fr="d’un brouillon").events.add(make_event())
    shared_by(events)
    assert keys_of(*events) == [[first], [first]]


def test_two_totals_of_the_same_events_have_two_keys():
    events = [make_published_event() for _title in TITLES[:2]]
    for number in (80, 90):
        group = shared_by(events, number)
        group.headcounts.update(published_by_organiser=True, source=make_source())
    for event in events:
        event.save()
    (keys, others) = keys_of(*events)
    assert keys == others
    assert len(set(keys)) == 2


def coarsen(event):
    event.sensitivity = Sensitivity.REGION_AND_MONTH
    event.save()


def tell_in_full(event):
    event.sensitivity = Sensitivity.PUBLIC
    event.save()


def move(event):
    event.series, event.series_rank = make_series(), None
    event.save()


@pytest.mark.parametrize("absence", [hide, leave, move])
def test_the_others_of_a_series_follow_an_event_that_comes_back_in_full(absence):
    """It would be the one that tells its rank, and so the one that was protected."""
    series = make_series()
    events = [
        make_published_event(series=series, series_rank=rank, starts_on=date(2023, rank, 1))
        for rank in (1, 2, 3)
    ]
    for step in (coarsen, absence, tell_in_full):
        step(Event.objects.get(pk=events[1].pk))
        settle()
        assert list(differences()) == [], step.__name__
    told = dict(PublishedEvent.objects.values_list("pk", "series_rank"))
    assert (told[events[0].pk], told[events[2].pk]) == (1, 3)
