import pytest

from events.enums import Basis, CountUnit
from events.models import Headcount, HeadcountGroup
from publication.disclosure.told import Told
from publication.headcounts import summarise
from publication.models import PublishedEvent
from publication.models.pending import settle
from publication.questions.totals import totals_of
from publication.shared_totals import disclosed_of_total, summarise_shared
from rss_registry.figures import UNKNOWN, Figure, Suppression
from tests.factories import make_event, make_headcount, make_published_event, make_source

pytestmark = pytest.mark.django_db


def summary_of(event):
    return summarise(event.headcounts.all())


def test_an_event_without_rows_is_not_communicated():
    summary = summary_of(make_event())
    assert (summary.total, summary.women, summary.men) == (UNKNOWN, UNKNOWN, UNKNOWN)


def test_the_total_is_the_row_that_states_nothing():
    event = make_event()
    for number, sex in ((18, ""), (7, "women"), (11, "men")):
        make_headcount(event, number, sex=sex)
    summary = summary_of(event)
    assert (summary.total, summary.women, summary.men) == (Figure(18), Figure(7), Figure(11))
    assert summary.women_percent == 39


def test_without_a_total_both_sexes_make_it():
    event = make_event()
    make_headcount(event, 7, sex="women")
    make_headcount(event, 11, sex="men")
    assert summary_of(event).total == Figure(18)


def test_men_are_never_computed_from_women_and_total():
    event = make_event()
    make_headcount(event, 30)
    make_headcount(event, 12, sex="women")
    summary = summary_of(event)
    assert summary.men == UNKNOWN
    assert (summary.women_share.numerator, summary.women_share.base) == (Figure(12), Figure(30))
    assert summary.women_percent == 40


def test_women_alone_make_a_total_of_at_least():
    event = make_event()
    make_headcount(event, 12, sex="women")
    assert summary_of(event).total == Figure(12, Basis.AT_LEAST)


def test_finer_rows_answer_a_split_only_at_least():
    event = make_event()
    make_headcount(event, 60)
    make_headcount(event, 8, sex="women", category="fds")
    make_headcount(event, 9, sex="women", category="media")
    assert summary_of(event).women == Figure(17, Basis.AT_LEAST)


def test_planned_numbers_and_organisations_are_not_participants():
    event = make_event()
    make_headcount(event, 50, basis=Basis.PLANNED)
    make_headcount(event, 18, unit=CountUnit.ORGANISATIONS)
    summary = summary_of(event)
    assert summary.total == UNKNOWN
    assert summary.planned == Figure(50)
    assert summary.organisations == Figure(18)


def test_a_small_cell_is_hidden_with_its_complement_unless_published():
    event = make_event()
    make_headcount(event, 23)
    make_headcount(event, 3, sex="women")
    men = make_headcount(event, 20, sex="men")
    summary = summary_of(event)
    assert summary.women.suppression is Suppression.PRIMARY
    assert summary.men.suppression is Suppression.SECONDARY
    assert summary.women_percent is None
    Headcount.objects.exclude(pk=men.pk).update(published_by_organiser=True, source=make_source())
    assert summary_of(event).women.is_shown


def test_a_shared_total_is_counted_once():
    first, second, third = (make_published_event() for _ in range(3))
    make_headcount(third, 18)
    group = HeadcountGroup.objects.create(label_fr="les deux ateliers")
    group.events.set([first, second])
    Headcount.objects.create(group=group, number=200)
    assert totals_of(PublishedEvent.objects.open()).participants == Figure(218)
    assert totals_of(PublishedEvent.objects.filter(pk=first.pk)).participants == Figure(200)
    assert totals_of(PublishedEvent.objects.open()).events_without_total == 0


@pytest.mark.parametrize(
    ("own", "shown"), [((17, 3), "masqué"), ((17,), "masqué"), ((8, 12), "20"), ((), "20")]
)
def test_a_shared_total_does_not_give_back_what_is_left_for_one_of_its_events(own, shown):
    events = [make_published_event(), make_published_event()]
    group = HeadcountGroup.objects.create(label_fr="les deux ateliers")
    group.events.set(events)
    group.headcounts.create(number=20)
    group.headcounts.create(number=9, sex="women")
    for event, number in zip(events, own, strict=False):
        make_headcount(event, number)
    summary = summarise_shared(group, disclosed_of_total(group, Told()))
    assert summary.total.short == shown
    assert summary.women.is_shown is not bool(own)
    (shared,) = totals_of(PublishedEvent.objects.open()).shared
    assert (shared.summary.total.short, shared.summary.women.short) == (
        summary.total.short,
        summary.women.short,
    )


def test_sums_say_what_is_not_known():
    make_headcount(make_published_event(), 40, basis=Basis.APPROXIMATE)
    make_published_event()
    totals = totals_of(PublishedEvent.objects.open())
    assert totals.participants == Figure(40, Basis.APPROXIMATE)
    assert totals.events_without_total == 1
    assert totals.events_without_sex == 2


def test_sums_of_women_take_only_what_the_pages_show():
    shown, hidden = make_published_event(), make_published_event()
    for event, women in ((shown, 7), (hidden, 3)):
        make_headcount(event, women, sex="women")
        make_headcount(event, 11, sex="men")
    totals = totals_of(PublishedEvent.objects.open())
    assert totals.women == Figure(7)
    assert totals.participants == Figure(32)


def test_totals_cost_the_same_whatever_the_number_of_events(django_assert_num_queries):
    # shared totals, numbers, how many events
    for number in (2, 10):
        for _ in range(number):
            make_headcount(make_published_event(), 9)
        settle()
        with django_assert_num_queries(3):
            totals_of(PublishedEvent.objects.open())
