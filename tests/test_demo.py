"""The demonstration register: every fact of the five reports, in both languages, written once."""

import re
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import transaction

from events.enums import FigureRole, Outcome, Role, Status
from events.models import Event, EventFigure, HeadcountGroup, Series
from events.quality import missing_from
from organisations.enums import CCSLevel, DatePrecision
from organisations.models import GrantAgreement, Organisation, Programme, Source, User
from organisations.permissions import RULES as ORGANISATION_RULES
from publication.headcounts import summarise
from publication.models import PublishedEvent
from publication.models.pending import settle
from publication.questions.reading import event_facts
from publication.questions.search import matching_text
from publication.questions.totals import totals_of
from publication.services.rebuilding import differences

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

TRANSLATED = re.compile(r"(.+)_fr$")


@pytest.fixture(scope="module")
def _register(django_db_setup, django_db_blocker):
    """The demonstration register, loaded once; each test then works in a savepoint."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_demo", verbosity=0)
        settle()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demo(_register, db):
    """The events of the demonstration by their reference."""
    return {event.reference: event for event in Event.objects.all()}


def roles_of(event):
    return {(role.organisation.slug, role.role, role.financing_kind) for role in event.roles.all()}


def figures_of(event):
    return [
        (figure.person and figure.person.name, figure.title_on_day, figure.role, figure.organisation.slug)
        for figure in event.figures.all()
    ]


def slugs(rows):
    return set(rows.values_list("slug", flat=True))


# -- the five reports ------------------------------------------------------------------


def test_report_1_the_ac_rss_training(demo):
    event = demo["RSS-ML-2023-0001"]
    assert (event.kind, event.starts_on, event.ends_on) == ("training", date(2023, 3, 28), date(2023, 3, 30))
    assert event.stated_days == 3
    assert roles_of(event) == {
        ("ac-rss", Role.ORGANISER, ""),
        ("ac-rss", Role.BENEFICIARY, ""),
        ("dcaf-mali", Role.FUNDER, "both"),
    }
    assert event.agreements.get().funder.slug == "dcaf-mali"
    assert event.agreements.get().financing_kind == "both"
    assert event.series.slug == "renforcement-des-capacites-ac-rss"
    assert (event.series.planned_number, event.series_rank) == (None, None)
    assert "moteurs de changement" in event.general_objective_fr
    assert event.objectives.count() == 4
    assert event.context_fr and "droits humains" in event.context_fr
    # Not stated is not zero.
    assert event.venue == ""
    assert "ni la ville ni la salle" in event.place_note_fr
    assert not event.headcounts.exists()
    assert not summarise(event.headcounts.all()).total.is_known
    assert "headcount" in [check.code for check in missing_from(event)]


def test_report_2_wanep_mali_and_just_future(demo):
    event = demo["RSS-ML-2024-0001"]
    assert (event.starts_on, event.ends_on, event.stated_days) == (date(2024, 2, 29), date(2024, 3, 1), 2)
    assert event.venue == "Azalaï Grand Hôtel"
    assert slugs(event.places) == {"district-de-bamako"}
    assert roles_of(event) == {
        ("wanep-mali", Role.ORGANISER, ""),
        ("crss", Role.CHAIR, ""),
        ("alliance-just-future", Role.BENEFICIARY, ""),
    }
    assert set(event.contributes_to.values_list("code", flat=True)) == {"snrss", "snrss-plan-2022-2024"}
    headcount = summarise(event.headcounts.all())
    assert [str(figure.value) for figure in (headcount.total, headcount.women, headcount.men)] == [
        "18",
        "7",
        "11",
    ]
    assert all(figure.is_exact for figure in (headcount.total, headcount.women, headcount.men))
    assert all(row.published_by_organiser and row.source for row in event.headcounts.all())
    test = event.tests.get()
    assert (test.moment, test.taken_by, test.mean_score) == ("before", None, None)
    figure = event.figures.get()
    assert figure.person is None
    assert figure.represents_fr == "la maire de la Commune III du District de Bamako"
    assert (figure.role, figure.organisation.slug) == (FigureRole.GUEST, "mairie-commune-3")
    assert event.methods_fr and event.results_fr and event.conclusion_fr
    # Paid through the programme, not directly.
    programme = event.programmes.get()
    assert programme.slug == "just-future"
    assert programme.agreements.get().funder.slug == "ministere-affaires-etrangeres-pays-bas"


def test_report_3_two_workshops_with_one_total(demo):
    pair = [demo["RSS-ML-2023-0002"], demo["RSS-ML-2023-0003"]]
    for event in pair:
        assert (event.starts_on, event.ends_on) == (date(2023, 4, 4), date(2023, 4, 12))
        assert event.date_inference == "year"
        assert "28 avril 2023" in event.date_note_fr
        assert slugs(event.places) == {"tombouctou", "taoudenit"}
        assert {("crss", Role.ORGANISER, ""), ("minusma", Role.FUNDER, "financial")} <= roles_of(event)
        assert not event.headcounts.exists()
        # Five categories were there; how many of each, the source does not say.
        assert {audience.category for audience in event.audiences.all()} == {
            "fds",
            "elected",
            "civil_society_women",
            "civil_society_youth",
            "ccs_members",
        }
        assert event.event_sources.get().source.published_on == date(2023, 4, 28)
    strategy, co_production = pair
    assert "Appropriation de la stratégie nationale" in strategy.title_fr
    assert "coproduction" in co_production.title_fr
    sangare = (
        "Philippe Sangaré",
        "Colonel-major, expert du Commissariat à la réforme du secteur de la sécurité",
        FigureRole.STATEMENT,
        "crss",
    )
    konta = (
        "Yehya H. Konta",
        "Président du CCS de la commune d’Alafia",
        FigureRole.STATEMENT,
        "ccs-commune-d-alafia",
    )
    assert figures_of(strategy) == [sangare]
    assert figures_of(co_production) == [sangare, konta]
    group = HeadcountGroup.objects.get()
    assert set(group.events.all()) == set(pair)
    assert [(row.number, row.basis) for row in group.headcounts.all()] == [(200, "exact")]
    # Once, whether one looks at the pair or at one of the two.
    assert (
        totals_of(PublishedEvent.objects.filter(pk__in=[event.pk for event in pair])).participants.value
        == 200
    )
    assert totals_of(PublishedEvent.objects.filter(pk=strategy.pk)).participants.value == 200


def test_report_4_the_ccs_of_bamako(demo):
    event = demo["RSS-ML-2023-0004"]
    assert (event.starts_on, event.ends_on, event.stated_days) == (date(2023, 10, 11), date(2023, 10, 12), 2)
    # As the source says it: the opening, and how many days.
    assert (event.dates_edtf, event.date_inference) == ("2023-10-11/", "none")
    assert event.venue == "Gouvernorat du District de Bamako, salle de réunion"
    assert roles_of(event) == {
        ("add", Role.ORGANISER, ""),
        ("renedep", Role.ORGANISER, ""),
        ("assn", Role.FUNDER, "not_specified"),
        ("gouvernorat-bamako", Role.HOST, ""),
        ("ccs-district-de-bamako", Role.BENEFICIARY, ""),
    }
    assert figures_of(event) == [
        (
            "Abdoulaye Coulibaly",
            "Gouverneur du District de Bamako",
            FigureRole.CHAIR_OPENING,
            "gouvernorat-bamako",
        ),
        (
            "Kalilou Sidibé",
            "Coordinateur du programme Just Future (RSS)",
            FigureRole.SPEAKER,
            "alliance-just-future",
        ),
        ("Issa Sidibé", "Cinquième adjoint au maire de la Commune IV", FigureRole.GUEST, "mairie-commune-4"),
    ]
    source = event.event_sources.get().source
    assert (source.kind, source.author, source.published_on) == ("press", "Oumar BARRY", None)
    for told in ("crise", "années 1990", "2013", "banditisme", "armes à feu"):
        assert told in event.context_fr
    assert "Assimi Goïta" in event.conclusion_fr
    # The article says two periods' worth of programme; the record of the programme keeps both.
    claims = Programme.objects.get(slug="just-future").claims.filter(field="period")
    assert [(claim.value_fr, claim.followed, claim.source.author) for claim in claims] == [
        ("2021-2025", True, ""),
        ("2020-2025", False, "Oumar BARRY"),
    ]
    programme = event.programmes.get()
    assert (programme.starts_on.year, programme.ends_on.year, programme.period_precision) == (
        2021,
        2025,
        "year",
    )


def test_report_5_the_first_forum_of_five(demo):
    event = demo["RSS-ML-2021-0001"]
    assert (event.kind, event.starts_on, event.ends_on) == ("forum", date(2021, 2, 24), date(2021, 2, 24))
    assert event.venue == "Maison du Partenariat Angers-Bamako, salle de conférence"
    assert "six communes" in event.place_note_fr
    row = event.headcounts.get()
    assert (row.number, row.basis, row.source.publisher_organisation.slug) == (40, "approximate", "fes")
    assert roles_of(event) == {("fes-mali", Role.ORGANISER, ""), ("ccsc-purn", Role.CO_ORGANISER, "")}
    assert figures_of(event) == [
        (
            "Boubacar Sokona",
            "Expert au Commissariat à la réforme du secteur de la sécurité",
            FigureRole.SPEAKER,
            "crss",
        )
    ]
    programme = event.programmes.get()
    assert programme.slug == "securite-pour-tous"
    funders = GrantAgreement.objects.filter(programme=programme).values_list("funder__slug", flat=True)
    assert set(funders) == {"union-europeenne", "fes"}
    assert [(photo.caption_fr, photo.credit, bool(photo.image)) for photo in event.photos.all()] == [
        ("Assemblée plénière", "FES", False),
        ("Photo de famille", "FES", False),
    ]
    # The source announces recommendations and lists none: none is invented.
    assert not event.recommendations.exists()


def test_four_forums_are_planned_announced_and_undated(demo):
    series = Series.objects.get(slug="forums-societe-civile-rss")
    assert series.planned_number == 5
    assert slugs(series.planned_places) == {"district-de-bamako", "kayes", "sikasso", "mopti", "gao"}
    assert "rapport final" in series.final_output_fr and "plaidoyer" in series.final_output_fr
    assert [event.series_rank for event in series.events.held()] == [1]
    planned = series.events.not_yet_held().order_by("series_rank")
    assert [(event.series_rank, event.places.get().slug) for event in planned] == [
        (2, "kayes"), (3, "sikasso"), (4, "mopti"), (5, "gao"),
    ]  # fmt: skip
    for event in planned:
        assert (event.outcome, event.announced, event.starts_on) == (Outcome.PLANNED, True, None)
        assert event_facts(event.reference).outcome_label == "annoncé en février 2021, sans nouvelle"


# -- the register as a whole -----------------------------------------------------------


def test_references_follow_the_year_and_the_order_of_time(demo):
    held = Event.objects.held().order_by("starts_on", "reference")
    assert [event.reference for event in held] == [
        "RSS-ML-2021-0001",
        "RSS-ML-2023-0001",
        "RSS-ML-2023-0002",
        "RSS-ML-2023-0003",
        "RSS-ML-2023-0004",
        "RSS-ML-2024-0001",
    ]
    # What was announced bears the year of the announcement, not the one in which somebody typed it.
    assert {event.reference for event in demo.values()} - {event.reference for event in held} == {
        f"RSS-ML-2021-{number:04d}" for number in range(2, 6)
    }


def test_all_ten_are_public_and_found_by_their_words(demo):
    assert Event.objects.published().count() == PublishedEvent.objects.open().count() == 10
    for words, references in (
        ("etats tombouctou taoudéni", []),
        ("tombouctou Taoudéni coproduction", ["RSS-ML-2023-0003"]),
        ("RSS-ML-2024-0001", ["RSS-ML-2024-0001"]),
    ):
        assert [event.reference for event in Event.objects.search(words)] == references
        public = matching_text(PublishedEvent.objects.open(), words)
        assert [event.reference for event in public] == references


def test_what_is_published_is_what_the_record_says(demo):
    assert list(differences()) == []


def test_each_record_went_the_way_of_staff(demo):
    for event in demo.values():
        moves = [
            (change.from_status, change.to_status, change.by.role, change.by.organisation_id)
            for change in event.status_changes.order_by("pk")
        ]
        assert moves == [
            (Status.DRAFT, Status.SUBMITTED, "officer", event.owner_id),
            (Status.SUBMITTED, Status.PUBLISHED, "coordinator", None),
        ]
        first = event.history.earliest()
        assert (first.history_type, first.history_user, first.status) == ("+", event.created_by, "draft")


def test_nobody_can_log_in_as_those_who_signed(demo):
    assert User.objects.count() == 6
    assert not any(user.has_usable_password() for user in User.objects.all())


@pytest.mark.parametrize(
    "name",
    [
        "AC-RSS", "Just Future Alliance", "WANEP", "WANEP-Mali", "CCS du District de Bamako",
        "CCS de la commune d’Alafia", "CRSS", "DCAF", "DCAF-Mali", "MINUSMA", "ASSN", "ADD", "Consortium ADD",
        "RENEDEP", "Dutch MFA", "Union européenne", "EU", "FES", "FES-Mali", "CCSC-PURN",
        "Search for Common Ground", "Cordaid", "SIPRI", "CAD Mali", "APROFEM", "TRIJEUD", "Point Sud",
    ],
)  # fmt: skip
def test_every_system_that_the_mission_names_is_there(demo, name):
    assert Organisation.objects.named(name).count() == 1


def test_bureaus_hang_on_their_organisation(demo):
    for branch, parent in (("wanep-mali", "wanep"), ("dcaf-mali", "dcaf"), ("fes-mali", "fes")):
        assert Organisation.objects.get(slug=branch).parent.slug == parent


def test_the_alliance_has_eleven_members_since_january_2021(demo):
    memberships = Organisation.objects.get(slug="alliance-just-future").memberships.all()
    assert {row.member.slug for row in memberships} == {
        "search-for-common-ground", "cordaid", "wanep", "assn", "sipri", "cad-mali", "aprofem", "trijeud",
        "add", "renedep", "point-sud",
    }  # fmt: skip
    assert {(row.joined_on, row.joined_precision) for row in memberships} == {
        (date(2021, 1, 1), DatePrecision.MONTH)
    }


def test_minusma_is_closed_stays_in_history_and_pays_nothing_later(demo):
    minusma = Organisation.objects.get(slug="minusma")
    assert (minusma.active_from, minusma.active_to) == (date(2013, 4, 25), date(2023, 12, 31))
    assert minusma not in Organisation.objects.active(on=date(2026, 1, 1))
    later = demo["RSS-ML-2024-0001"].roles.model(
        event=demo["RSS-ML-2024-0001"], organisation=minusma, role=Role.FUNDER, financing_kind="financial"
    )
    with pytest.raises(ValidationError):
        later.full_clean()


def test_a_ccs_has_its_level_and_an_installation_date_only_when_known(demo):
    committees = Organisation.objects.security_committees().order_by("slug")
    assert [(row.place.slug, row.ccs_level, row.ccs_installed_on) for row in committees] == [
        ("commune-d-alafia", CCSLevel.COMMUNAL, None),
        ("district-de-bamako", CCSLevel.REGIONAL, None),
    ]


def test_no_amount_is_invented(demo):
    assert not GrantAgreement.objects.exclude(amount=None).exists()
    assert GrantAgreement.objects.count() == 5


def test_each_title_belongs_to_its_day_and_each_figure_to_an_organisation(demo):
    assert not EventFigure.objects.filter(title_on_day_fr="").exists()
    assert not EventFigure.objects.filter(organisation=None).exists()


def test_every_event_has_a_source_and_no_contradiction_is_left_open(demo):
    allowed = {"headcount", "sex", "funder"}
    for event in demo.values():
        assert {check.code for check in missing_from(event)} <= allowed, event.reference


def rows_of_the_register():
    """Every stored row of a model with translated fields."""
    for model in [*ORGANISATION_RULES, *Event._meta.apps.get_app_config("events").get_models()]:
        if (
            any(TRANSLATED.match(field.name) for field in model._meta.fields)
            and "Historical" not in model.__name__
        ):
            yield from model.objects.all()
    yield from Programme.claims.rel.related_model.objects.all()


def translated(row):
    for field in row._meta.fields:
        if match := TRANSLATED.match(field.name):
            yield match[1], getattr(row, field.name), getattr(row, f"{match[1]}_en")


def test_what_is_said_in_french_is_said_in_english(demo):
    rows = list(rows_of_the_register())
    assert len(rows) > 150
    assert [
        f"{row._meta.label} {row.pk}: {field}"
        for row in rows
        for field, french, english in translated(row)
        if bool(french) != bool(english)
    ] == []


def test_french_texts_use_french_signs(demo):
    wrong = re.compile(r"'|« |(?<!\u00a0)»|(?<=[\w»)]) ?[;?!]|\w :|\w: ")
    assert [
        f"{row._meta.label} {row.pk}: {field}"
        for row in rows_of_the_register()
        for field, french, _english in translated(row)
        if french and wrong.search(french)
    ] == []


# -- run again -------------------------------------------------------------------------


def everything():
    """All rows of both apps, for comparison."""
    apps = Event._meta.apps
    return {
        model._meta.label: list(model.objects.order_by("pk").values())
        for app in ("organisations", "events")
        for model in apps.get_app_config(app).get_models()
    }


def test_a_second_run_changes_nothing(demo):
    before = everything()
    call_command("load_demo", verbosity=0)
    assert everything() == before


def test_a_second_run_keeps_what_staff_changed_merged_and_deleted(demo):
    event = demo["RSS-ML-2023-0001"]
    event.title_fr = "Titre corrigé"
    event.save()
    Source.objects.filter(event_sources__event=event).update(title="Autre titre", url="")
    event.objectives.all().delete()
    GrantAgreement.objects.get(programme__slug="just-future").delete()
    Organisation.objects.get(slug="alliance-just-future").memberships.all().delete()
    before = everything()
    call_command("load_demo", verbosity=0)
    assert everything() == before
