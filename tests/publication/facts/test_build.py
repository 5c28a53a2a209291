from datetime import date

import pytest
from django.utils import timezone
from django.utils.translation import override

from events.enums import DateInference, OutputKind, Role, Sensitivity
from events.models import Event, EventClaim, EventFigure, HeadcountGroup, Person
from organisations.enums import OrganisationKind, PlaceKind
from publication.project.dates import event_dates_text, regions_of
from publication.project.facts import build_event_facts
from rss_registry.figures import BELOW_THRESHOLD
from tests.factories import (
    make_event_source,
    make_headcount,
    make_organisation,
    make_place,
    make_published_event,
    make_recommendation,
    make_role,
    make_series,
    make_source,
)

pytestmark = pytest.mark.django_db


def facts_of(event):
    return build_event_facts(Event.objects.published().with_facts().get(pk=event.pk))


def test_an_event_about_which_little_is_known_says_so():
    facts = facts_of(make_published_event())
    assert facts.headcount.total.short == "non communiqué"
    assert (facts.roles, facts.funding, facts.recommendations, facts.sources) == ((), (), (), ())


def test_roles_are_gathered_by_role_and_funders_told_apart():
    event, body = make_published_event(), make_organisation(name_fr="DCAF")
    make_role(event, body, Role.FUNDER)
    make_role(event, body, Role.TECHNICAL_SUPPORT)
    facts = facts_of(event)
    assert [(group.label, [link.name for link in group.organisations]) for group in facts.roles] == [
        ("appui technique", ["DCAF"])
    ]
    assert [line.name for line in facts.funding] == ["DCAF"]


def test_the_place_is_told_with_its_region():
    commune = make_place(
        name_fr="Alafia", kind=PlaceKind.COMMUNE, parent=make_place(name_fr="Tombouctou", slug="tombouctou")
    )
    place = facts_of(make_published_event(places=[commune])).places[0]
    assert (place.name, place.note) == ("Alafia", "Tombouctou")
    assert place.url.endswith("/tombouctou/")


def test_the_position_in_a_series_reads_in_both_languages():
    event = make_published_event(series=make_series(planned_number=5), series_rank=2)
    assert facts_of(event).series.position == "2e de 5"
    with override("en"):
        assert facts_of(event).series.position == "2nd of 5"


def test_the_position_in_a_series_of_unknown_length_is_the_rank_alone():
    event = make_published_event(series=make_series(planned_number=None), series_rank=1)
    assert facts_of(event).series.position == "1er"


def test_an_inferred_date_says_so():
    event = make_published_event(
        starts_on=date(2023, 4, 4), date_inference=DateInference.YEAR, date_note_fr="D’après la parution."
    )
    dates = facts_of(event).dates
    assert (dates.is_inferred, dates.inference, dates.note) == (True, "année déduite", "D’après la parution.")


def test_disagreeing_sources_stand_side_by_side_the_followed_one_first():
    event = make_published_event()
    for title, value, followed in (("A", "200", False), ("B", "180", True)):
        EventClaim.objects.create(
            event=event,
            source=make_source(title=title),
            field="headcount",
            value_fr=value,
            followed=followed,
        )
    (disagreement,) = facts_of(event).disagreements
    assert disagreement.label == "effectifs"
    assert [(claim.value, claim.source) for claim in disagreement.claims] == [("180", "B"), ("200", "A")]


@pytest.mark.parametrize(
    "sensitivity",
    [Sensitivity.HIDDEN, Sensitivity.AGGREGATE, Sensitivity.REGION_AND_MONTH, Sensitivity.DELAYED],
)
def test_a_shared_total_is_not_told_while_one_of_its_events_has_no_full_page(sensitivity):
    """28 in all and 20 of one's own would tell of 8 people at the other."""
    event, other = make_published_event(), make_published_event()
    group = HeadcountGroup.objects.create(label_fr="les ateliers")
    group.events.set([event, other])
    group.headcounts.create(number=200)
    (shared,) = facts_of(event).shared_totals
    assert shared.summary.total.value == 200
    assert [(link.name, link.url) for link in shared.events] == [(other.title, other.get_absolute_url())]
    today = timezone.localdate()
    fields = {"delay_days": 30} if sensitivity == Sensitivity.DELAYED else {}
    group.events.add(make_published_event(sensitivity=sensitivity, starts_on=today, ends_on=today, **fields))
    assert facts_of(event).shared_totals == ()


def test_a_shared_total_that_nobody_named_is_that_of_several_events():
    group = HeadcountGroup.objects.create(label_fr="")
    event = make_published_event()
    group.events.set([event, make_published_event()])
    group.headcounts.create(number=30)
    assert facts_of(event).shared_totals[0].label == "plusieurs événements"


@pytest.mark.parametrize(("headcount", "is_quoted"), [((40,), True), ((40, 3), False)])
def test_what_a_source_says_of_people_is_quoted_only_where_nobody_is_withheld(headcount, is_quoted):
    event, source = make_published_event(), make_source()
    for number, sex in zip(headcount, ("", "women"), strict=False):
        make_headcount(event, number, sex=sex)
    for value, followed in (("40 participants", True), ("une trentaine de participants", False)):
        EventClaim.objects.create(
            event=event, field="headcount", value_fr=value, followed=followed, source=source
        )
    assert bool(facts_of(event).disagreements) is is_quoted


def test_certificates_for_few_are_few_people_and_guides_are_none():
    event = make_published_event()
    for kind in (OutputKind.CERTIFICATES, OutputKind.GUIDE):
        event.outputs.create(kind=kind, title_fr="Pièce", quantity=3)
    assert [output.quantity.short for output in facts_of(event).outputs] == [BELOW_THRESHOLD, "3"]


def test_region_and_month_only_gives_away_neither_day_nor_room_nor_people():
    region = make_place(name_fr="Gao")
    event = make_published_event(
        starts_on=date(2024, 5, 17),
        venue="Salle secrète",
        place_note_fr="Près du fleuve",
        places=[make_place(name_fr="Ansongo", kind=PlaceKind.COMMUNE, parent=region)],
        sensitivity=Sensitivity.REGION_AND_MONTH,
    )
    make_event_source(event)
    EventFigure.objects.create(event=event, role="speaker", person=Person.objects.create(name="Untel"))
    make_role(event, make_organisation(name_fr="CCS d’Ansongo", kind=OrganisationKind.CCS))
    item = make_recommendation(event)
    item.follow_ups.create(day=date(2024, 6, 1), status="done", source=make_source(title="Suites à Ansongo"))
    group = HeadcountGroup.objects.create(label_fr="les ateliers d’Ansongo")
    group.events.add(event)
    group.headcounts.create(number=200)
    facts = facts_of(event)
    assert "Ansongo" not in repr(facts)
    assert (facts.dates.text, facts.dates.start, facts.dates.days) == ("mai 2024", None, None)
    assert [place.name for place in facts.places] == ["Gao"]
    assert (facts.venue, facts.place_note, facts.figures, facts.sources) == ("", "", (), ())
    stored = Event.objects.with_places().get()
    assert event_dates_text(stored) == "mai 2024"
    assert [link.name for link in regions_of(stored)] == ["Gao"]


def test_what_is_not_translated_is_read_in_french():
    event = make_published_event(title_fr="Forum régional", context_fr="Contexte", title_en="Regional forum")
    with override("en"):
        facts = facts_of(event)
    assert (facts.title, facts.context, facts.language) == ("Regional forum", "Contexte", "en")


def test_the_last_follow_up_gives_the_status():
    event = make_published_event()
    item = make_recommendation(event, addressee=make_organisation(name_fr="CRSS"))
    item.follow_ups.create(day=date(2024, 1, 1), status="in_progress")
    item.follow_ups.create(day=date(2024, 6, 1), status="done")
    (fact,) = facts_of(event).recommendations
    assert (fact.addressee.name, fact.status, fact.status_label) == ("CRSS", "done", "mise en œuvre")
    assert len(fact.follow_ups) == 2


def test_scores_of_a_handful_of_people_are_not_told():
    event = make_published_event()
    event.tests.create(moment="before", taken_by=4, mean_score=12, scale=20)
    event.tests.create(moment="after", taken_by=12, mean_score="14.5", scale=20)
    assert {test.label: test.mean for test in facts_of(event).tests} == {
        "pré-test": "",
        "post-test": "14,5\u00a0/\u00a020",
    }


def test_the_number_of_queries_does_not_depend_on_what_the_event_holds(django_assert_max_num_queries):
    event = make_published_event(places=[make_place()], series=make_series(), series_rank=1)
    for _ in range(5):
        make_role(event, make_organisation())
        make_event_source(event)
        make_recommendation(event).follow_ups.create(day=date(2024, 1, 1), status="done")
        make_headcount(event, 9, category="media") if not event.headcounts.exists() else None
    # One per relation that with_facts() names; none per row.
    with django_assert_max_num_queries(27):
        facts_of(event)


def test_what_is_not_written_is_empty_text_never_none():
    facts = facts_of(make_published_event())
    texts = (facts.context, facts.methods, facts.place_note, facts.dates.note, facts.conclusion)
    assert texts == ("", "", "", "", "")
