"""What was exported and is imported again changes nothing: an event in which every column says something."""

from datetime import date

import pytest

from events.enums import Basis, DateInference, Modality, Outcome, Role, Sensitivity
from events.models import (
    Event,
    EventPlace,
    Headcount,
    HeadcountGroup,
    Language,
    LegalReference,
    Objective,
    StrategyElement,
    Theme,
)
from events.narratives import NARRATIVES
from organisations.enums import DatePrecision, FinancingKind
from tests.factories import (
    make_agreement,
    make_coordinator,
    make_event,
    make_event_source,
    make_headcount,
    make_organisation,
    make_place,
    make_programme,
    make_published_event,
    make_role,
    make_series,
    make_source,
)
from tests.importing import address, csv_rows, export_file, send

pytestmark = pytest.mark.django_db
EVENTS = "events_event"
NASTY = "=cmd|' /C calc'!A0 ; « guillemets \" » | deux\r\nlignes – ɛɔɲŋ"


@pytest.fixture
def rich(client):
    client.force_login(make_coordinator())
    funders = [
        make_organisation(name_fr=f"Bailleur, {letter}", slug=f"bailleur-{letter}") for letter in "abcd"
    ]
    places = [make_place(name_fr=name) for name in ("Tombouctou", "Taoudénit")]
    event = make_event(
        title_fr="-Formation ; RSS",
        title_en="=Training",
        second_kind="training",
        outcome=Outcome.POSTPONED,
        starts_on=date(2024, 2, 29),
        ends_on=date(2024, 3, 1),
        date_precision=DatePrecision.MONTH,
        date_inference=DateInference.END,
        date_note_fr="@durée annoncée",
        date_note_en="from the stated length",
        stated_days=2,
        venue="+Azalaï",
        place_note_fr="deux communes",
        place_note_en="two communes",
        origin_note_fr="six communes",
        origin_note_en="six communes of the District",
        modality=Modality.HYBRID,
        series=make_series(title_fr="Les forums"),
        series_rank=1,
        funders_withheld=True,
        sensitivity=Sensitivity.DELAYED,
        delay_days=30,
        announced=True,
        announced_on=date(2024, 2, 1),
        programmes=[make_programme(name_fr="Juste avenir"), make_programme(name_fr="Paix ; sécurité")],
        themes=[
            Theme.objects.create(slug="ccs", name_fr="CCS"),
            Theme.objects.create(slug="dih", name_fr="DIH"),
        ],
        **{
            f"{field}_{language}": NASTY + language
            for field in (narrative.code for narrative in NARRATIVES)
            for language in ("fr", "en")
        },
    )
    for position, place in enumerate(reversed(places)):
        EventPlace.objects.create(event=event, place=place, position=position)
    event.origins.set(places)
    event.languages.set([Language.objects.create(code="bam", name_fr="bambara")])
    event.contributes_to.set([StrategyElement.objects.create(code="snrss-1", name_fr="Axe 1")])
    event.legal_references.set([LegalReference.objects.create(code="d2019", name_fr="Décret n° 2019-041")])
    event.agreements.set([make_agreement(funders[0], reference="=4000"), make_agreement(funders[1])])
    for role in Role:
        if role != Role.FUNDER:
            make_role(event, funders[0], role, note_fr="précision")
            make_role(event, funders[1], role)
    for funder, kind, disclosed in zip(funders, FinancingKind, (True, False, True, False), strict=True):
        through = None if funder == funders[0] else funders[0]
        make_role(event, funder, Role.FUNDER, financing_kind=kind, disclosed=disclosed, intermediary=through)
    Objective.objects.create(event=event, position=0, text_fr="- renforcer\n- les CCS", text_en="")
    Objective.objects.create(event=event, position=1, text_fr="former", text_en="train ; coach")
    make_event_source(event, make_source(title="Article", url="https://example.org/a;b"), note_fr="la date")
    make_event_source(event, make_source(title="Déclaration orale"))
    source = make_source(title="Communiqué")
    make_headcount(event, 1250, basis=Basis.APPROXIMATE)
    make_headcount(event, 80, sex="women", basis=Basis.AT_LEAST, source=source, published_by_organiser=True)
    make_headcount(event, 0, sex="men")
    make_headcount(event, 60, basis=Basis.PLANNED)
    make_headcount(event, 18, unit="organisations")
    make_headcount(event, 3, sex="women", category="media", age_band="18_35")
    bare = make_published_event(title_fr="Le strict minimum")
    group = HeadcountGroup.objects.create(label_fr="Les deux ; ateliers")
    group.events.set([event, bare])
    Headcount.objects.create(group=group, number=200)
    unnamed = HeadcountGroup.objects.create()
    unnamed.events.set([event, bare])
    Headcount.objects.create(group=unnamed, number=90, sex="women")


@pytest.mark.parametrize(("resource", "count"), [(0, 2), (1, 8)])
@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
@pytest.mark.parametrize("headers", ["labels", "codes"])
def test_an_export_changes_nothing_when_it_is_imported(client, rich, resource, count, file_format, headers):
    data = export_file(client, EVENTS, file_format, headers, resource)
    report = send(client, EVENTS, data, f"table.{file_format}", resource=resource).context["report"]
    assert (report.problems, report.rows, report.unchanged) == ([], [], count)


@pytest.mark.parametrize("resource", [0, 1])
def test_an_english_export_changes_nothing_on_the_french_page(client, rich, resource):
    answer = client.post(
        address(EVENTS, "export").replace("/fr/", "/en/"),
        {"resource": resource, "file_format": "csv", "headers": "labels"},
    )
    report = send(client, EVENTS, answer.content, resource=resource).context["report"]
    assert (report.problems, report.rows) == ([], [])


def test_every_column_of_the_rich_event_says_something(client, rich):
    """So that the tests above are about all of them."""
    rows = csv_rows(export_file(client, EVENTS))
    filled = {header for row in rows for header, cell in row.items() if cell}
    assert set(rows[0]) - filled == set()


def test_an_export_costs_the_same_number_of_queries_at_any_length(
    client, rich, django_assert_max_num_queries
):
    for number in range(12):
        make_event(title_fr=f"Atelier {number}")
    # The session and the user, the list's own, then one for each kind of related row.
    with django_assert_max_num_queries(45):
        assert len(csv_rows(export_file(client, EVENTS))) == 14
    assert Event.objects.count() == 14
