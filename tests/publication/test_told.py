"""What was told once stays known: totals that come, go and change hands give no small number over time."""

import random
from itertools import combinations

import pytest
from django.utils.translation import override

from events.enums import OutputKind
from events.models import HeadcountGroup
from publication.disclosure.stored import from_json
from publication.disclosure.told import told_of
from publication.models import DisclosedVersion, PublishedEvent, PublishedNumber, PublishedTotal
from publication.models.pending import settle
from publication.questions.reading import event_facts
from publication.services.rebuilding import differences, rebuild
from publication.shared_totals import shared_totals_of
from rss_registry.figures import THRESHOLD
from tests.factories import make_headcount, make_published_event, make_source
from tests.publication.test_suppression import follows

pytestmark = pytest.mark.django_db


def share(*events, number, **parts):
    group = HeadcountGroup.objects.create(label_fr="ensemble")
    group.events.set(events)
    for sex, women in parts.items():
        group.headcounts.create(number=women, sex=sex)
    group.headcounts.create(number=number)
    settle()
    return group


def total_of(event):
    PublishedEvent.objects.get(pk=event.pk)
    row = PublishedNumber.objects.get(event=event.pk, name="participants")
    return row.value if row.state == "stated" else row.state


def test_the_total_of_one_event_is_not_told_after_that_of_two():
    first, second = make_published_event(), make_published_event()
    group = share(first, second, number=30)
    assert PublishedTotal.objects.exists()
    group.delete()
    make_headcount(first, 28)
    assert total_of(first) == "masked"
    make_headcount(second, 2)
    assert (total_of(first), total_of(second)) == ("masked", "masked")
    rebuild()
    assert list(differences()) == []


def test_it_is_where_it_leaves_enough_people():
    first, second = make_published_event(), make_published_event()
    share(first, second, number=30).delete()
    make_headcount(first, 18)
    make_headcount(second, 14)
    assert (total_of(first), total_of(second)) == (18, 14)
    rebuild()
    assert list(differences()) == []


def test_three_events_are_not_told_one_by_one_until_the_last_is_known():
    events = [make_published_event() for _ in range(3)]
    share(*events, number=30).delete()
    make_headcount(events[0], 20)
    make_headcount(events[1], 7)
    assert [total_of(event) for event in events] == [20, "masked", "unknown"]


def shown(event):
    PublishedEvent.objects.get(pk=event.pk)
    found = type(event).objects.with_facts().get(pk=event.pk)
    told = told_of([other.pk for group in found.headcount_groups.all() for other in group.events.all()])
    return [
        (disclosed.total.short, disclosed.part("sex", "women").short)
        for _group, disclosed in shared_totals_of(found, told)
    ]


def test_the_total_of_two_events_is_not_told_after_that_of_one():
    first, second = make_published_event(), make_published_event()
    headcount = make_headcount(first, 28)
    assert total_of(first) == 28
    headcount.delete()
    share(first, second, number=30)
    assert shown(first) == [("masqué", "non communiqué")]
    assert list(differences()) == []


def test_a_total_that_grows_by_few_people_of_another_event_is_told_no_more():
    events = [make_published_event() for _ in range(3)]
    group = share(*events[:2], number=30, women=12)
    assert shown(events[0]) == [("30", "12")]
    group.events.set(events)
    group.headcounts.filter(sex="").update(number=33)
    group.save()
    rebuild()
    assert shown(events[0]) == [("masqué", "masqué")]


def test_one_that_grows_by_enough_is_told_without_its_parts():
    events = [make_published_event() for _ in range(3)]
    group = share(*events[:2], number=30, women=12)
    group.headcounts.filter(sex="").update(number=45)
    group.events.set(events)
    assert shown(events[0]) == [("45", "masqué")]
    # What lies between the two is that of the third event.
    make_headcount(events[2], 15)
    assert total_of(events[2]) == 15


def test_a_total_entered_anew_is_held_against_the_one_that_was_deleted():
    first, second = make_published_event(), make_published_event()
    group = share(first, second, number=30, women=12)
    assert shown(first) == [("30", "12")]
    group.delete()
    share(first, second, number=30, women=12)
    assert shown(first) == [("30", "12")]
    HeadcountGroup.objects.all().delete()
    share(first, second, number=30, women=3)
    assert not any(figure.isdecimal() for pair in shown(first) for figure in pair)


@pytest.mark.parametrize("seed", range(5))
def test_whatever_comes_and_goes_nothing_that_was_ever_told_adds_up_to_few_people(seed):
    """Numbers of single events and of several are entered, deleted and enlarged; a reader keeps them all."""
    chance = random.Random(seed)
    people = [chance.choice([0, 1, 2, 3, 4, 6, 12, 20]) for _ in range(3)]
    events = [make_published_event() for _ in people]
    settle()
    for _step in range(6):
        _change_something(chance, events, people)
        settle()
    told = [
        {*(row.together or [row.event])}
        for row in DisclosedVersion.objects.all()
        if from_json(row.numbers).total.is_shown and from_json(row.numbers).total.is_known
    ]
    keys = [event.pk for event in events]
    for size in (1, 2, 3):
        for some in combinations(range(3), size):
            if 0 < sum(people[number] for number in some) < THRESHOLD:
                assert not follows({keys[number] for number in some}, told, keys)


def _change_something(chance, events, people):
    number, group = chance.randrange(3), HeadcountGroup.objects.first()
    move = chance.choice(["count", "count", "uncount", "share", "share", "unshare", "enlarge"])
    if move == "count" and not events[number].headcounts.exists():
        make_headcount(events[number], people[number])
    elif move == "uncount":
        events[number].headcounts.all().delete()
    elif move == "share":
        some = chance.sample(range(3), chance.choice([2, 3]))
        share(*(events[each] for each in some), number=sum(people[each] for each in some))
    elif move == "unshare" and group:
        group.delete()
    elif move == "enlarge" and group:
        group.events.set(events)
        group.headcounts.update(number=sum(people))
        group.save()


def test_three_totals_are_no_way_round_it():
    """100 of five events, 50 of two of them and 48 of two others: two at the fifth."""
    events = [make_published_event() for _ in range(5)]
    share(*events, number=100).delete()
    share(*events[:2], number=50).delete()
    share(*events[2:4], number=48)
    assert shown(events[2]) == [("masqué", "non communiqué")]


def test_two_totals_and_one_event_of_its_own_are_none_either():
    events = [make_published_event() for _ in range(6)]
    share(*events, number=100).delete()
    share(*events[:2], number=30).delete()
    share(*events[2:4], number=40).delete()
    make_headcount(events[4], 28)
    assert total_of(events[4]) == "masked"


def certificates(event):
    PublishedEvent.objects.get(pk=event.pk)
    (output,) = event_facts(event.reference).outputs
    return output.quantity.is_shown


def test_certificates_count_the_same_people():
    events = [make_published_event() for _ in range(4)]
    share(*events[:2], number=30).delete()
    events[0].outputs.create(kind=OutputKind.CERTIFICATES, title_fr="Attestations", quantity=28)
    assert not certificates(events[0])
    events[2].outputs.create(kind=OutputKind.CERTIFICATES, title_fr="Attestations", quantity=28)
    assert certificates(events[2])
    share(*events[2:], number=30)
    assert shown(events[2]) == [("masqué", "non communiqué")]


def test_no_source_is_quoted_on_an_event_that_shares_a_total():
    one, other = make_published_event(), make_published_event()
    for value, followed in (("28 participants", True), ("29 participants", False)):
        one.claims.create(source=make_source(), field="headcount", value_fr=value, followed=followed)
    settle()
    assert event_facts(one.reference).disagreements
    share(one, other, number=30)
    assert not event_facts(one.reference).disagreements


def test_a_shared_total_is_told_in_the_language_of_its_reader_whoever_saves_it():
    one, other = make_published_event(), make_published_event()
    with override("en"):
        group = share(one, other, number=60)
        group.headcounts.create(number=40, category="fds")
        settle()
    for language, label in (
        ("fr", "forces de défense et de sécurité"),
        ("en", "defence and security forces"),
    ):
        with override(language):
            (total,) = event_facts(one.reference).shared_totals
            assert [cell.label for cell in total.summary.categories] == [label]
    assert list(differences()) == []
