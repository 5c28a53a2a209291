"""What the activity report of an event says, in numbers and words, before it is laid out."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from events.enums import Basis, Outcome, Role, Sensitivity, Sex
from events.models import EventClaim, Headcount, HeadcountGroup
from events.narratives import NARRATIVES
from organisations.models import ProgrammeClaim
from publication.models.pending import settle
from publication.questions.reading import event_facts
from reports.documents import event_report
from reports.documents.event_report import KeyFigure
from tests.factories import (
    make_event,
    make_headcount,
    make_organisation,
    make_place,
    make_programme,
    make_published_event,
    make_recommendation,
    make_role,
    make_source,
    publish_event,
)
from tests.published import published

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def build(event):
    return event_report.build(event_facts(published(event).reference))


def held_event(**fields):
    return make_published_event(starts_on=date(2024, 2, 29), ends_on=date(2024, 3, 1), **fields)


def test_key_figures_are_participants_women_with_their_share_and_days():
    event = held_event()
    source = make_source()
    for number, sex in ((18, ""), (7, Sex.WOMEN), (11, Sex.MEN)):
        make_headcount(event, number, sex=sex, source=source, published_by_organiser=True)

    assert build(event).key_figures == (
        KeyFigure("18", "participants"),
        KeyFigure("7", "femmes, soit 39\u202f%"),
        KeyFigure("2", "jours"),
    )


def test_what_no_source_gives_is_said_in_words_and_never_as_zero():
    report = build(held_event())

    assert report.key_figures[:2] == (
        KeyFigure("non communiqué", "participants", is_number=False),
        KeyFigure("non communiqué", "femmes", is_number=False),
    )


def test_about_forty_is_told_as_the_source_tells_it():
    event = held_event()
    make_headcount(event, 40, basis=Basis.APPROXIMATE)

    assert build(event).key_figures[0] == KeyFigure("≈\u00a040", "participants – une quarantaine")


def test_a_total_shared_with_another_event_is_called_so():
    event, other = held_event(), held_event()
    group = HeadcountGroup.objects.create(label_fr="les deux ateliers d’avril 2023")
    group.events.set([event, other])
    Headcount.objects.create(group=group, number=200)

    assert build(event).key_figures[0] == KeyFigure(
        "200", "participants, total commun : les deux ateliers d’avril 2023"
    )


def test_recommendations_are_counted_on_the_first_page():
    event = held_event()
    make_recommendation(event)

    assert build(event).key_figures[-1] == KeyFigure("1", "recommandation")


def test_organisers_and_co_organisers_sign_and_nobody_else():
    event = held_event()
    make_role(event, make_organisation(name_fr="Commissariat", acronym="CRSS"), Role.CHAIR)
    assert build(event).organisers == ()

    make_role(event, make_organisation(name_fr="Réseau", acronym="WANEP-Mali"))
    make_role(event, make_organisation(name_fr="Aide"), Role.CO_ORGANISER)
    assert build(event).organisers == ("Réseau (WANEP-Mali)", "Aide")


def test_a_planned_event_has_a_sheet_and_no_empty_report():
    event = make_published_event(
        outcome=Outcome.PLANNED, starts_on=date(2031, 5, 2), ends_on=date(2031, 5, 2), announced=True
    )
    make_headcount(event, 60, basis=Basis.PLANNED)

    report = build(event)

    assert report.kind == "Fiche d’un événement"
    assert report.key_figures == (KeyFigure("60", "participants prévus"),)
    assert report.not_stated == ()
    assert not report.has_narrative


def test_parts_of_which_nothing_is_known_are_listed_once():
    silent = ("general_objective", "methods")
    told = (narrative.code for narrative in NARRATIVES if narrative.code not in silent)
    event = held_event(**{f"{code}_fr": "Ce qui en est dit" for code in told})

    assert build(event).not_stated == (
        "objectif général",
        "objectifs spécifiques",
        "méthodes",
        "tests de connaissances",
        "productions",
        "recommandations",
    )


def test_two_dates_of_a_programme_are_shown_and_its_disputed_funders_are_not():
    programme = make_programme(name_fr="Just Future")
    event = held_event(programmes=[programme])
    first, second = make_source(title="Rapport"), make_source(title="Article")
    for field, value, source, followed in (
        ("period", "2021-2025", first, True),
        ("period", "2020-2025", second, False),
        ("funder", "Bailleur A", first, True),
        ("funder", "Bailleur B", second, False),
    ):
        ProgrammeClaim.objects.create(
            programme=programme, field=field, value=value, source=source, followed=followed
        )

    (disagreement,) = build(event).disagreements

    assert disagreement.label == "Just Future – période"
    assert [(claim.value, claim.followed) for claim in disagreement.claims] == [
        ("2021-2025", True),
        ("2020-2025", False),
    ]


def test_sources_that_disagree_on_the_event_come_first():
    event = held_event()
    EventClaim.objects.create(event=event, field="headcount", value="une trentaine", source=make_source())

    assert [item.label for item in build(event).disagreements] == ["effectifs"]


def test_days_are_not_told_where_only_the_month_may_be_known():
    event = held_event(sensitivity=Sensitivity.REGION_AND_MONTH, venue="Salle secrète")

    report = build(event)

    assert [figure.label for figure in report.key_figures] == ["participants", "femmes"]
    assert "Salle ou site" not in [row.label for row in report.identity]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_file_is_named_after_reference_and_language(language):
    event = held_event()

    with translation.override(language):
        assert build(event).filename == f"{event.reference}-{language}.pdf"


def test_queries_do_not_grow_with_recommendations_roles_and_places():
    numbers = []
    for size in (1, 3):
        event = make_event(places=[make_place() for _ in range(size)])
        for _ in range(size):
            make_recommendation(event, addressee=make_organisation())
            make_role(event, make_organisation())
        publish_event(event)
        settle()
        with CaptureQueriesContext(connection) as queries:
            build(event)
        numbers.append(len(queries))

    assert numbers[0] == numbers[1]
