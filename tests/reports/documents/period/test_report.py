"""The report of a period, in numbers and words, before it is laid out."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.enums import Basis, Category, Outcome, Role, Sensitivity, Sex
from events.models import Headcount, HeadcountGroup
from reports.documents.period.proof import proof_figures
from reports.enums import Section
from tests.factories import (
    make_agreement,
    make_headcount,
    make_organisation,
    make_place,
    make_programme,
    make_published_event,
    make_recommendation,
    make_role,
    make_source,
)
from tests.reports.documents.period.making import figures, report_of

pytestmark = pytest.mark.django_db


def make_counted(total, women, men, **fields):
    event = make_published_event(**fields)
    for number, sex in ((total, ""), (women, Sex.WOMEN), (men, Sex.MEN)):
        make_headcount(event, number, sex=sex)
    return event


def test_key_figures_of_exact_approximate_and_unknown_headcounts():
    make_counted(18, 7, 11, starts_on=date(2023, 5, 2))
    make_headcount(make_published_event(starts_on=date(2024, 5, 2)), 40, basis=Basis.APPROXIMATE)
    make_published_event(starts_on=date(2024, 6, 2))

    report = report_of()

    assert figures(report) == {
        "events_held": "3",
        "participations": "≈\u00a058",
        # 18 of about 58 participations: no percentage that would stand for all.
        "women_percent": "7 femmes sur 18",
        "regions": "non communiqué",
        "organisers": "0",
        "recommendations": "0",
    }
    assert report.key_figures[1].definition.startswith("Somme des effectifs, connus pour 2 événements sur 3")


def test_a_total_that_two_events_share_is_counted_once_and_said_so():
    group = HeadcountGroup.objects.create(label_fr="les deux ateliers")
    Headcount.objects.create(group=group, number=200)
    group.events.set(make_published_event(starts_on=date(2023, 4, day)) for day in (4, 5))

    report = report_of("annee=2023")

    assert figures(report)["participations"] == "200"
    assert "compté une seule fois" in " ".join(report.summary)
    assert "ni partagé entre eux, ni compté deux fois" in " ".join(report.notes)


def test_what_is_not_known_is_told_in_words_in_the_figures_and_in_the_summary():
    make_published_event()

    report = report_of()

    assert figures(report)["participations"] == figures(report)["women_percent"] == "non communiqué"
    assert "Leur effectif n’est pas publié." in report.summary[1]


def test_the_summary_is_made_of_the_figures():
    programme = make_programme(name_fr="Just Future", slug="just-future")
    bamako = make_place(name_fr="District de Bamako", kind="district")
    event = make_counted(18, 7, 11, starts_on=date(2024, 2, 29), programmes=[programme], places=[bamako])
    make_role(event, make_organisation(acronym="WANEP-Mali"))
    make_published_event(starts_on=date(2023, 10, 11), programmes=[programme], places=[bamako])
    make_published_event(
        starts_on=date(2024, 9, 1), programmes=[programme], outcome=Outcome.CANCELLED, announced=True
    )

    report = report_of("programme=just-future&annee=2023&annee=2024")

    assert report.summary == (
        "De 2023 à 2024, 2 événements sur la réforme du secteur de la sécurité ont été tenus "
        "dans le cadre de « Just Future ». Par type : atelier (2). Région : District de Bamako.",
        "Leur effectif connu est de 18 participations. L’effectif d’un événement n’est pas communiqué : "
        "il n’entre pas dans la somme. "
        "Part des femmes : 39\u202f%, soit 7 femmes sur 18 (1 événement sur 2).",
        "Organisateur : WANEP-Mali.",
        "Aucune recommandation n’est enregistrée.",
        "Un événement annoncé n’est pas au registre comme tenu.",
    )


@pytest.mark.parametrize(
    ("query", "opening"),
    [
        ("region=gao", "Un événement sur {} a été tenu dans la région de Gao."),
        ("annee=2023", "En 2023, un événement sur {} a été tenu."),
    ],
)
def test_one_event_reads_as_one(query, opening):
    make_published_event(places=[make_place(name_fr="Gao", slug="gao")], starts_on=date(2023, 3, 28))
    assert report_of(query).summary[0].startswith(opening.format("la réforme du secteur de la sécurité"))


def test_the_one_event_of_a_report_is_dated_in_words_and_no_closer_than_the_public_may_know():
    make_published_event(
        starts_on=date(2023, 3, 28),
        ends_on=date(2023, 4, 1),
        sensitivity=Sensitivity.REGION_AND_MONTH,
    )
    assert "Il a eu lieu entre mars et avril 2023." in report_of().summary[0]


def test_where_nothing_was_held_the_report_says_so_and_lists_what_was_planned():
    programme = make_programme(slug="rien")
    make_published_event(
        programmes=[programme], outcome=Outcome.PLANNED, announced=True, starts_on=date(2024, 5, 2)
    )

    report = report_of("programme=rien")

    assert report.summary[0].startswith("Aucun événement tenu n’est publié")
    assert figures(report)["events_held"] == "0"
    assert [chapter.anchor for chapter in report.chapters] == ["resume", "prevu-realise"]
    assert not report.has_event_fragments


def test_chapters_that_have_nothing_to_tell_or_are_not_asked_for_are_left_out():
    make_counted(18, 7, 11)

    assert [chapter.anchor for chapter in report_of().chapters] == ["resume", "repartitions", "registre"]
    report = report_of(f"sections={Section.REGISTER}")
    assert [chapter.anchor for chapter in report.chapters] == ["registre"]
    assert not report.has_event_fragments


def test_an_annual_report_shows_its_months_and_no_year():
    for day in (date(2023, 4, 4), date(2023, 4, 20), date(2023, 10, 11)):
        make_published_event(starts_on=day)

    report = report_of("annee=2023")

    months = next(panel for panel in report.splits if panel.code == "month")
    assert [row.figure.value for row in months.rows] == [0, 0, 0, 2, 0, 0, 0, 0, 0, 1, 0, 0]
    assert report.years == ()
    assert report.heading.title == "Rapport annuel 2023"


def test_several_years_stand_side_by_side_with_what_is_known_of_each():
    make_counted(18, 7, 11, starts_on=date(2023, 5, 2))
    make_published_event(starts_on=date(2024, 5, 2))

    years = report_of().years

    told = [(line.year, line.totals.events, line.totals.participants.short, line.women) for line in years]
    assert told == [
        (2023, 1, "18", "39\u202f%"),
        (2024, 1, "non communiqué", "non communiqué"),
    ]


def test_small_cells_are_protected_as_on_the_pages():
    event = make_published_event()
    make_headcount(event, 30)
    make_headcount(event, 3, category=Category.MEDIA)
    make_headcount(event, 15, category=Category.FDS)
    make_headcount(event, 12, category=Category.JUSTICE)

    panels = {panel.code: panel for panel in report_of().splits}

    assert {row.label for row in panels["category"].rows}.isdisjoint({"Médias"})
    assert {row.code for row in panels["category"].rows} <= {"fds", "justice"}


def test_funders_are_told_with_the_number_of_events_and_the_withheld_ones_without_a_name():
    programme = make_programme(slug="p")
    make_agreement(make_organisation(name_fr="Royaume", acronym="ROY"), programme=programme)
    make_agreement(make_organisation(name_fr="Secret"), programme=programme, funder_disclosed=False)
    make_published_event(programmes=[programme])
    make_published_event(programmes=[programme])

    report = report_of("programme=p")

    assert [(line.name, line.events) for line in report.funders] == [
        ("Royaume (ROY)", 2),
        ("Bailleur non divulgué", 2),
    ]
    assert [line.funder for line in report.agreements] == ["Royaume (ROY)"]
    assert any("bailleur non divulgué" in note for note in report.notes)
    assert "Secret" not in repr(report)


def test_the_sentence_of_the_union_stands_only_where_it_pays_and_may_be_named():
    union = make_organisation(slug="union-europeenne")
    open_to_all = make_published_event(starts_on=date(2023, 5, 2))
    make_role(open_to_all, union, Role.FUNDER)
    discreet = make_published_event(starts_on=date(2024, 5, 2))
    make_role(discreet, union, Role.FUNDER, disclosed=False)

    (sentence,) = report_of("annee=2023").visibility.statements
    assert sentence.startswith("Financé par l’Union européenne. ")
    assert report_of("annee=2024").visibility.statements == ()


def test_every_source_is_told_once_with_the_events_that_it_tells_of():
    source = make_source(title="Article")
    events = [make_published_event() for _ in range(2)]
    for event in events:
        event.event_sources.create(source=source)

    (line,) = report_of().sources

    assert (line.source.title, line.references) == ("Article", tuple(event.reference for event in events))


def test_the_same_data_give_the_same_code_and_a_changed_number_another():
    event = make_published_event()
    first = report_of().proof

    assert report_of().proof.code == first.code
    make_headcount(event, 31)
    changed = report_of().proof
    assert changed.code != first.code
    assert {figure.key: figure.value for figure in changed.figures}["participations"] == 31
    assert first.events == {event.reference: "public"}


def test_queries_do_not_grow_with_the_events():
    # The totals, places, roles, agreements, recommendations, sources and register, each read once.
    numbers = []
    for _size in (1, 3):
        for _number in range(_size):
            event = make_published_event(places=[make_place()])
            make_role(event, make_organisation())
            make_recommendation(event)
        report_of()
        with CaptureQueriesContext(connection) as queries:
            report_of()
        numbers.append(len(queries))
    assert numbers[1] <= numbers[0]


def test_the_cover_bears_the_logos_that_the_programme_or_funder_on_it_asks_for():
    programme, funder = make_programme(slug="paix"), make_organisation(name_fr="Fondation", slug="fondation")
    make_agreement(funder, programme=programme, shows_logos=True)
    event = make_published_event(programmes=[programme], starts_on=date(2023, 5, 2))
    other = make_agreement(make_organisation(name_fr="Autre"), shows_logos=True)
    event.agreements.add(other)

    for query in ("programme=paix", "bailleur=fondation"):
        assert [body.name for body in report_of(query).visibility.bodies] == ["Fondation"]
    assert report_of("annee=2023").visibility.bodies == ()


def test_on_the_page_that_verifies_it_every_figure_says_what_it_counts():
    make_counted(20, 8, 12, starts_on=date(2023, 5, 2))
    make_published_event(starts_on=date(2024, 5, 2))

    labels = {figure.key: figure.label for figure in proof_figures(report_of())}

    assert labels["year.2023"] == "Événements tenus en 2023, année du premier jour"
    assert labels["sex.women"] == "Participations de femmes"
    assert labels["kind.workshop"] == "Événements par type : Atelier"


def test_the_cover_says_which_period_is_covered_and_never_passes_what_is_known_off_for_it():
    programme = make_programme(
        slug="avenir",
        starts_on=date(2021, 1, 1),
        ends_on=date(2025, 12, 31),
        period_precision="year",
    )
    for year in (2022, 2024):
        make_published_event(programmes=[programme], starts_on=date(year, 3, 28))
    assert report_of().cover_line == "Tous les événements publiés, 2022–2024"
    assert report_of("du=2022-01&au=2022-12&programme=avenir").cover_line == "Période couverte\u00a0: 2022"
    own = "Période couverte\u00a0: 2021–2025, celle du programme"
    assert report_of("programme=avenir").cover_line == own
    # It would not be true of an event that was before.
    make_published_event(programmes=[programme], starts_on=date(2019, 3, 28))
    assert report_of("programme=avenir").cover_line == "Tous les événements publiés, 2019–2024"
