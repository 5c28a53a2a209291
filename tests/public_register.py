"""A register in which every public page has something to show, and secrets planted where one could leak."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO

from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.translation import override
from PIL import Image

from events.enums import (
    Basis,
    Category,
    DocumentKind,
    FigureRole,
    FollowUpStatus,
    OutputKind,
    Role,
    Sex,
    TestMoment,
)
from events.models import (
    Document,
    Event,
    EventClaim,
    EventFigure,
    FollowUp,
    HeadcountGroup,
    Justification,
    KnowledgeTest,
    Language,
    LegalReference,
    Objective,
    Output,
    Person,
    Photo,
    Quotation,
    Series,
    StrategyElement,
    Theme,
)
from organisations.enums import CCSLevel, OrganisationKind, PlaceKind
from organisations.models import (
    GrantAgreement,
    Organisation,
    Place,
    Programme,
    ProgrammeClaim,
    ProgrammePartner,
    User,
)
from publication.questions.reading import event_facts
from reports.background import files
from reports.documents import event_report
from reports.enums import JobState
from reports.models import DocumentJob, DocumentProof, DonorText
from rss_registry.data_version import version_of
from tests.factories import (
    make_agreement,
    make_composition,
    make_coordinator,
    make_cost_line,
    make_donor_report,
    make_donor_template,
    make_event,
    make_event_source,
    make_headcount,
    make_indicator,
    make_membership,
    make_organisation,
    make_participant,
    make_place,
    make_programme,
    make_recommendation,
    make_role,
    make_series,
    make_source,
    publish_event,
)

# None of these may be read on any public page, in any form.
SECRETS = {
    "a participant's name": "Canari Secretnom",
    "a participant's telephone": "76543219",
    "a participant's address": "canari@secret.example",
    "a participant's function": "Fonction-canari",
    "a participant's organisation": "Employeur-canari",
    "a latitude": "12.6543",
    "a longitude": "-7.9876",
    "a draft's title": "Brouillon-canari",
    "a draft's organisation": "Organisation-canari-de-brouillon",
    "a funder that may not be named": "Bailleur-canari",
    "a funder withheld for one event": "Payeur-canari",
    "an internal note on a source": "Note-canari-de-source",
    "an internal note on a person": "Note-canari-de-personne",
    "how consent was given": "Consentement-canari",
    "a photo without consent": "Photo-canari",
    "a document that is not public": "Document-canari",
    "a member of staff": "compte-canari",
    "what a cost line is for": "Coût-canari",
    "why a cost line differs": "Écart-canari",
    "an amount that was spent": "98765432",
    "the same amount in words": "98\u00a0765\u00a0432",
    "why a record lacks something": "Excuse-canari",
    "what a source says word for word": "Extrait-canari",
    "where a source says it": "Page-canari",
    "what an officer wrote for a donor": "Analyse-canari",
}


@dataclass(frozen=True)
class Register:
    event: Event
    organisation: Organisation
    committee: Organisation
    programme: Programme
    series: Series
    region: Place


def make_register() -> Register:
    region = make_place(name_fr="Gao", slug="gao", code_national="07", iso_3166_2="ML-7")
    commune = make_place(
        name_fr="Commune de Gao",
        kind=PlaceKind.COMMUNE,
        parent=region,
        latitude=Decimal(SECRETS["a latitude"]),
        longitude=Decimal(SECRETS["a longitude"]),
    )
    alliance = make_organisation(
        name_fr="Alliance d’essai", acronym="AE", slug="alliance", kind=OrganisationKind.ALLIANCE
    )
    member = make_organisation(name_fr="Membre d’essai", website="https://membre.example")
    make_membership(alliance, member, joined_on=date(2021, 1, 1))
    committee = make_organisation(
        name_fr="CCS de Gao",
        slug="ccs-de-gao",
        kind=OrganisationKind.CCS,
        place=region,
        ccs_level=CCSLevel.REGIONAL,
        ccs_installed_on=date(2022, 5, 3),
    )
    make_composition(
        committee, {"fds": (9, None), "civil_society_women": (6, 6), "traditional": (None, None)}
    )
    funder = make_organisation(
        name_fr="Mission close", kind=OrganisationKind.MISSION, active_to=date(2023, 12, 31)
    )
    programme = make_programme(name_fr="Programme d’essai", slug="programme", starts_on=date(2021, 1, 1))
    funder.logo.save("logo.png", ContentFile(_logo()))
    make_agreement(
        funder,
        programme=programme,
        recipient=member,
        shows_logos=True,
        visibility_statement_fr="Avec l’appui de la Mission.",
    )
    hidden = make_organisation(name_fr=SECRETS["a funder that may not be named"])
    make_agreement(
        hidden,
        programme=programme,
        funder_disclosed=False,
        shows_logos=True,
        visibility_statement_fr=SECRETS["a funder that may not be named"],
    )
    source = make_source(note=SECRETS["an internal note on a source"], published_edtf="2023-04-02")
    ProgrammePartner.objects.create(programme=programme, organisation=alliance, role="lead")
    for value, followed in (("2021-2025", True), ("2020-2025", False)):
        ProgrammeClaim.objects.create(
            programme=programme, field="period", value_fr=value, followed=followed, source=source
        )
    make_indicator(programme, measure="participations", target=100, source=source)
    make_indicator(programme).readings.create(as_of=date(2023, 6, 30), value=3, source=source)
    series = make_series(
        title_fr="Série d’essai", slug="serie", planned_number=40, programme=programme, organisation=alliance
    )
    series.planned_places.add(region)
    register = Register(None, alliance, committee, programme, series, region)
    event = make_full_event(register, source=source, place=commune, series_rank=1)
    _plant_a_draft(region)
    _plant_a_withheld_funder(region)
    return Register(event, alliance, committee, programme, series, region)


def make_full_event(register, *, source=None, place=None, **fields):
    """A published event with at least one row of everything that its page can show."""
    theme, _created = Theme.objects.get_or_create(slug="controle", defaults={"name_fr": "contrôle"})
    event = make_event(
        places=[place or register.region],
        themes=[theme],
        programmes=[register.programme],
        series=register.series,
        owner=register.organisation,
        **{
            "title_fr": "Atelier d'essai : la réforme",
            "venue": "Gouvernorat",
            "context": "Contexte.",
            "general_objective": "Objectif.",
            "methods": "Méthodes.",
            "results": "Résultats.",
            "conclusion": "Conclusion.",
            **fields,
        },
    )
    source = source or make_source()
    make_event_source(event, source, note_fr="Ce qu’elle apporte.")
    _add_people(event, register)
    _add_what_is_for_donors(event, register)
    _add_headcounts(event, source)
    _add_outcomes(event, register, theme)
    event.languages.add(Language.objects.get_or_create(code="fra", defaults={"name_fr": "français"})[0])
    event.contributes_to.add(
        StrategyElement.objects.get_or_create(code="snrss", defaults={"name_fr": "SNRSS"})[0]
    )
    event.legal_references.add(
        LegalReference.objects.get_or_create(code="decret", defaults={"name_fr": "Décret 2019-041"})[0]
    )
    for value, followed in (("une date", True), ("une autre date", False)):
        EventClaim.objects.create(
            event=event, field="dates", value_fr=value, followed=followed, source=source
        )
    _add_costs(event)
    return publish_event(event, by=_reviewer())


def _add_costs(event):
    """What stays between a team and its donor."""
    make_cost_line(
        event,
        GrantAgreement.objects.filter(funder_disclosed=True).first(),
        label=SECRETS["what a cost line is for"],
        note=SECRETS["why a cost line differs"],
        spent=Decimal(SECRETS["an amount that was spent"]),
    )
    Quotation.objects.create(
        event=event,
        about="venue",
        source=event.event_sources.first().source,
        text=SECRETS["what a source says word for word"],
        locator=SECRETS["where a source says it"],
    )
    excuse = SECRETS["why a record lacks something"]
    Justification.objects.create(event=event, finding="theme", text_fr=excuse, text_en=excuse)


def _reviewer():
    name = SECRETS["a member of staff"]
    return User.objects.filter(username=name).first() or make_coordinator(username=name)


def _add_people(event, register):
    make_role(event, register.organisation, Role.ORGANISER)
    make_role(event, register.committee, Role.BENEFICIARY)
    hidden = Organisation.objects.get(name_fr=SECRETS["a funder that may not be named"])
    make_role(event, hidden, Role.FUNDER, disclosed=False)
    person = Person.objects.create(name="Personne Publique", note=SECRETS["an internal note on a person"])
    EventFigure.objects.create(
        event=event,
        person=person,
        role=FigureRole.CHAIR_OPENING,
        title_on_day_fr="Gouverneur",
        organisation=register.organisation,
    )
    make_participant(
        event,
        full_name=SECRETS["a participant's name"],
        phone=SECRETS["a participant's telephone"],
        email=SECRETS["a participant's address"],
        function=SECRETS["a participant's function"],
        organisation_name=SECRETS["a participant's organisation"],
    )


def _add_what_is_for_donors(event, register):
    report = make_donor_report(make_donor_template({}), programme=register.programme)
    text = SECRETS["what an officer wrote for a donor"]
    DonorText.objects.create(report=report, section=report.template.sections.get(), text=text)


def _add_headcounts(event, source):
    make_headcount(event, 42, source=source)
    make_headcount(event, 20, sex=Sex.WOMEN)
    make_headcount(event, 22, sex=Sex.MEN)
    make_headcount(event, 12, category=Category.MEDIA)
    make_headcount(event, 30, category=Category.FDS)
    make_headcount(event, 50, basis=Basis.PLANNED)
    group = HeadcountGroup.objects.create(label_fr="les deux ateliers")
    group.events.add(event)
    group.headcounts.create(number=80, source=source)


def _add_outcomes(event, register, theme):
    Objective.objects.create(event=event, text_fr="Objectif spécifique.")
    Output.objects.create(event=event, kind=OutputKind.GUIDE, title_fr="Guide", quantity=3)
    KnowledgeTest.objects.create(
        event=event, moment=TestMoment.BEFORE, taken_by=20, mean_score=Decimal(12), scale=20
    )
    recommendation = make_recommendation(event, addressee=register.committee, theme=theme)
    FollowUp.objects.create(
        recommendation=recommendation, day=date(2024, 1, 1), status=FollowUpStatus.DONE, note_fr="Fait."
    )
    Document.objects.create(
        event=event,
        kind=DocumentKind.AGENDA,
        title_fr=SECRETS["a document that is not public"],
        file="documents/x.pdf",
    )
    Document.objects.create(
        event=event,
        kind=DocumentKind.AGENDA,
        title_fr="Ordre du jour",
        file=ContentFile(b"ordre du jour", "ordre.odt"),
        is_public=True,
    )
    Photo.objects.create(event=event, caption_fr="La salle", credit="Crédit", image=_image(), consent=True)
    Photo.objects.create(
        event=event,
        caption_fr=SECRETS["a photo without consent"],
        credit="Crédit",
        image="photos/x.jpg",
        consent_note=SECRETS["how consent was given"],
    )


def _image():
    content = BytesIO()
    Image.new("RGB", (8, 6), "white").save(content, "JPEG")
    return ContentFile(content.getvalue(), "photo.jpg")


def _plant_a_draft(region):
    draft = make_event(title_fr=SECRETS["a draft's title"], places=[region])
    make_role(draft, make_organisation(name_fr=SECRETS["a draft's organisation"]))


def _plant_a_withheld_funder(region):
    """A programme whose funder may be named elsewhere, and one public event of it that names none."""
    programme = make_programme(name_fr="Programme discret", slug="programme-discret")
    make_agreement(make_organisation(name_fr=SECRETS["a funder withheld for one event"]), programme=programme)
    publish_event(
        make_event(
            title_fr="Atelier discret", places=[region], programmes=[programme], funders_withheld=True
        ),
        by=_reviewer(),
    )


def event_proof(event) -> DocumentProof:
    """The proof of the event's report, which has just been produced."""
    report, _content = _report_of(event)
    return DocumentProof.objects.get(code=report.proof.code)


def document_of(event) -> DocumentJob:
    """A long document that has just been made in the background, and is offered."""
    report, content = _report_of(event)
    job, _created = DocumentJob.objects.update_or_create(
        key="job of the register",
        defaults={
            "kind": "event",
            "language": "fr",
            "parameters": {"reference": event.reference},
            "state": JobState.DONE,
            "version": version_of("document"),
            "filename": report.filename,
            "size": len(content),
            "asked_at": timezone.now(),
            "finished_at": timezone.now(),
        },
    )
    files.write(job, content)
    return job


def _report_of(event):
    with override("fr"):
        report = event_report.build(event_facts(event.reference))
        return report, event_report.write(report)


def _logo():
    """A wide logo, as the form of an organisation keeps it."""
    target = BytesIO()
    Image.new("RGB", (400, 120), "navy").quantize(4).save(target, "PNG")
    return target.getvalue()
