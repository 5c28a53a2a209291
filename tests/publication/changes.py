"""A register with one row of everything, and every kind of change that the public can read of it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.files.base import ContentFile

from events.enums import (
    Category,
    DocumentKind,
    FigureRole,
    FollowUpStatus,
    OutputKind,
    Role,
    Sensitivity,
    TestMoment,
)
from events.models import (
    Audience,
    CommitteeComposition,
    Document,
    Event,
    EventClaim,
    EventFigure,
    EventPlace,
    FollowUp,
    HeadcountGroup,
    KnowledgeTest,
    Language,
    LegalReference,
    Objective,
    Output,
    Person,
    Photo,
    Recommendation,
    Series,
    StrategyElement,
    Theme,
)
from events.services.workflow import withdraw
from organisations.enums import CCSLevel, OrganisationKind, PlaceKind
from organisations.models import (
    GrantAgreement,
    Indicator,
    Membership,
    Organisation,
    OrganisationAlias,
    Place,
    PlaceAlias,
    Programme,
    ProgrammeAlias,
    ProgrammeClaim,
    ProgrammePartner,
    ProgrammePhase,
    Source,
)
from publication.models.pending import settle
from tests.factories import (
    make_agreement,
    make_composition,
    make_coordinator,
    make_event_source,
    make_headcount,
    make_indicator,
    make_membership,
    make_organisation,
    make_place,
    make_programme,
    make_published_event,
    make_recommendation,
    make_role,
    make_series,
    make_source,
)


@dataclass(frozen=True)
class World:
    event: Event
    other: Event
    """Another event with the same series, programme and shared total, and nothing else."""
    organisation: Organisation
    committee: Organisation
    unnamed: Organisation
    """Nothing public names it."""
    programme: Programme
    agreement: GrantAgreement
    series: Series
    region: Place
    place: Place
    theme: Theme
    source: Source
    person: Person
    group: HeadcountGroup
    recommendation: Recommendation
    twin: Recommendation
    """It goes by the words of the other."""
    membership: Membership
    indicator: Indicator
    composition: CommitteeComposition


def make_world() -> World:
    region = make_place(name_fr="Gao")
    place = make_place(name_fr="Ansongo", kind=PlaceKind.COMMUNE, parent=region)
    organisation = make_organisation(name_fr="Alliance", kind=OrganisationKind.ALLIANCE)
    committee = make_organisation(
        name_fr="CCS de Gao", kind=OrganisationKind.CCS, place=region, ccs_level=CCSLevel.REGIONAL
    )
    programme, source = make_programme(name_fr="Programme"), make_source(title="Article")
    funder = make_organisation(name_fr="Fondation")
    agreement = make_agreement(funder, programme=programme, recipient=organisation)
    theme = Theme.objects.create(slug="controle", name_fr="contrôle")
    series = make_series(title_fr="Série", programme=programme, planned_number=5)
    event, other = (
        make_published_event(
            places=[place],
            themes=[theme],
            programmes=[programme],
            series=series,
            series_rank=rank,
            starts_on=date(2023, 3, rank),
            venue="Salle",
        )
        for rank in (1, 2)
    )
    person = Person.objects.create(name="Personne")
    EventFigure.objects.create(
        event=event,
        person=person,
        organisation=organisation,
        role=FigureRole.SPEAKER,
        title_on_day_fr="Maire",
    )
    make_role(event, organisation)
    make_event_source(event, source)
    make_headcount(event, 40, source=source)
    recommendation = make_recommendation(event, addressee=committee, theme=theme)
    twin = make_recommendation(other, same_as=recommendation)
    FollowUp.objects.create(
        recommendation=recommendation, day=date(2024, 1, 1), status=FollowUpStatus.IN_PROGRESS, source=source
    )
    Photo.objects.create(event=event, caption_fr="La salle", credit="Crédit", source=source)
    for value, followed in (("une date", True), ("une autre", False)):
        EventClaim.objects.create(
            event=event, field="dates", value_fr=value, followed=followed, source=source
        )
    group = HeadcountGroup.objects.create(label_fr="les deux ateliers")
    group.events.set([other, make_published_event(venue="Ailleurs")])
    make_headcount(None, 80, group=group, source=source)
    event.languages.add(Language.objects.create(code="bam", name_fr="bambara"))
    event.contributes_to.add(StrategyElement.objects.create(code="essai", name_fr="Stratégie"))
    event.origins.add(make_place(name_fr="Provenance"))
    event.legal_references.add(LegalReference.objects.create(code="essai", name_fr="Décret"))
    membership = make_membership(organisation, make_organisation(name_fr="Membre"))
    indicator = make_indicator(programme, source=source)
    composition = make_composition(committee, {"fds": 9, "media": 12}, source=source)
    world = World(
        event=event,
        other=other,
        organisation=organisation,
        committee=committee,
        unnamed=make_organisation(name_fr="Inconnue"),
        programme=programme,
        agreement=agreement,
        series=series,
        region=region,
        place=place,
        theme=theme,
        source=source,
        person=person,
        group=group,
        recommendation=recommendation,
        twin=twin,
        membership=membership,
        indicator=indicator,
        composition=composition,
    )
    settle()
    return world


def edited(name, /, **values):
    """A change of the columns of one row of the world."""

    def change(world):
        row = getattr(world, name)
        for column, value in values.items():
            setattr(row, column, value)
        row.save()

    return change


def deleted(name):
    return lambda world: getattr(world, name).delete()


def added(model, **values):
    return lambda world: model.objects.create(
        event=world.event,
        **{name: value(world) if callable(value) else value for name, value in values.items()},
    )


def _attached(world):
    Document.objects.create(
        event=world.event,
        kind=DocumentKind.AGENDA,
        title_fr="Ordre du jour",
        file=ContentFile(b"ordre", "ordre.odt"),
        is_public=True,
    )


CHANGES = {
    # -- an event and its parts
    "the title of an event": edited("event", title_fr="Autre titre"),
    "a translation of an event": edited("event", context_fr="Contexte", context_en="Context"),
    "the day of an event": edited("event", starts_on=date(2023, 5, 2), ends_on=date(2023, 5, 2)),
    "the rank of an event": edited("event", series_rank=4),
    "what became of an event": edited("event", outcome="cancelled"),
    "the sensitivity of an event": edited("event", sensitivity=Sensitivity.REGION_AND_MONTH),
    "an event that is hidden": edited("event", sensitivity=Sensitivity.HIDDEN),
    "an event that is told in totals only": edited("event", sensitivity=Sensitivity.AGGREGATE),
    "a delay of an event": edited("event", sensitivity=Sensitivity.DELAYED, delay_days=30_000),
    "funders that are withheld": edited("event", funders_withheld=True),
    "an event that leaves its series": edited("event", series=None, series_rank=None),
    "an event that is withdrawn": lambda world: withdraw(
        event=world.event, by=make_coordinator(), reason="Double."
    ),
    "an event that is deleted": deleted("event"),
    "one of two events of a shared total": deleted("other"),
    "a place of an event": lambda world: EventPlace.objects.create(
        event=world.event, place=make_place(name_fr="Kayes"), position=1
    ),
    "a place that is taken away": lambda world: world.event.event_places.get().delete(),
    "a role": lambda world: make_role(world.event, world.unnamed, Role.PARTNER),
    "a role that is taken away": lambda world: world.event.roles.get().delete(),
    "a direct funder": lambda world: make_role(world.event, world.unnamed, Role.FUNDER),
    "a figure": added(EventFigure, role=FigureRole.GUEST, title_on_day_fr="Préfet"),
    "a figure that is taken away": lambda world: world.event.figures.get().delete(),
    "an objective": added(Objective, text_fr="Objectif."),
    "an output": added(Output, kind=OutputKind.GUIDE, title_fr="Guide", quantity=30),
    "a test": added(KnowledgeTest, moment=TestMoment.BEFORE, taken_by=20, mean_score=Decimal(12), scale=20),
    "an audience": added(Audience, category=Category.MEDIA),
    "a claim": lambda world: EventClaim.objects.create(
        event=world.event, field="place", value_fr="Gao", source=world.source
    ),
    "a claim that is taken away": lambda world: world.event.claims.last().delete(),
    "a source of an event": lambda world: make_event_source(world.event),
    "a public document": _attached,
    "the caption of a photo": lambda world: [
        setattr(photo := world.event.photos.get(), "caption_fr", "La cour"),
        photo.save(),
    ],
    "a headcount": lambda world: make_headcount(world.event, 12, category=Category.MEDIA),
    "a headcount that changes": lambda world: [
        setattr(row := world.event.headcounts.get(), "number", 50),
        row.save(),
    ],
    "a headcount that is taken away": lambda world: world.event.headcounts.get().delete(),
    # -- recommendations
    "a recommendation": lambda world: make_recommendation(world.event, "Ouvrir un bureau."),
    "the text of a recommendation": edited("recommendation", text_fr="Ouvrir un bureau."),
    "a recommendation that is taken away": deleted("recommendation"),
    "recommendations that are parted": edited("twin", same_as=None),
    "a follow-up": lambda world: world.recommendation.follow_ups.create(day=date(2025, 1, 1), status="done"),
    "a follow-up that is taken away": lambda world: world.recommendation.follow_ups.get().delete(),
    # -- links of events, from both ends
    "a theme of an event": lambda world: world.event.themes.add(
        Theme.objects.create(slug="femmes", name_fr="femmes")
    ),
    "a theme that is cleared": lambda world: world.event.themes.clear(),
    "an event of a theme": lambda world: world.theme.events.remove(world.event),
    "events of a theme that are cleared": lambda world: world.theme.events.clear(),
    "a programme of an event": lambda world: world.event.programmes.clear(),
    "events of a programme": lambda world: world.programme.events.set([world.other]),
    "an agreement of an event": lambda world: world.event.agreements.add(make_agreement(world.unnamed)),
    "events of an agreement": lambda world: make_agreement(world.unnamed).events.add(world.event),
    "a shared total of an event": lambda world: world.other.headcount_groups.clear(),
    "events of a shared total": lambda world: world.group.events.clear(),
    "a language of an event": lambda world: world.event.languages.clear(),
    # -- what events cite
    "the name of an organisation": edited("organisation", name_fr="Autre alliance"),
    "another name of an organisation": lambda world: OrganisationAlias.objects.create(
        organisation=world.organisation, name="Alliance d’avant"
    ),
    "a committee": lambda world: make_organisation(kind=OrganisationKind.CCS, place=world.region),
    "the level of a committee": edited("committee", ccs_level=CCSLevel.COMMUNAL),
    "the name of a programme": edited("programme", name_fr="Autre programme"),
    "another name of a programme": lambda world: ProgrammeAlias.objects.create(
        programme=world.programme, name="Programme d’avant"
    ),
    "a phase of a programme": lambda world: ProgrammePhase.objects.create(
        programme=world.programme, name="Phase 1", starts_on=date(2021, 1, 1)
    ),
    "a partner of a programme": lambda world: ProgrammePartner.objects.create(
        programme=world.programme, organisation=world.unnamed, role="lead"
    ),
    "claims on a programme": lambda world: [
        ProgrammeClaim.objects.create(
            programme=world.programme, field="period", value_fr=value, followed=followed, source=world.source
        )
        for value, followed in (("2021-2025", True), ("2020-2025", False))
    ],
    "the words of an indicator": edited("indicator", label_fr="Autre indicateur"),
    "a reading of an indicator": lambda world: world.indicator.readings.create(
        as_of=date(2024, 1, 1), value=3
    ),
    "an indicator that is taken away": deleted("indicator"),
    "an agreement of a programme": lambda world: make_agreement(world.unnamed, programme=world.programme),
    "a funder that may be named no more": edited("agreement", funder_disclosed=False),
    "the days of an agreement": edited("agreement", ends_on=date(2020, 12, 31)),
    "the funder of an agreement": lambda world: edited("agreement", funder=world.unnamed)(world),
    "an agreement that is taken away": deleted("agreement"),
    "the name of a place": edited("place", name_fr="Commune d’Ansongo"),
    "another name of a place": lambda world: PlaceAlias.objects.create(place=world.place, name="Ansongho"),
    "the region of a place": lambda world: edited("place", parent=make_place(name_fr="Kayes"))(world),
    "a place of the vocabulary": lambda world: make_place(name_fr="Kayes"),
    "the name of a theme": edited("theme", name_fr="contrôle civil"),
    "a theme that is taken away": lambda world: [
        edited("recommendation", theme=None)(world),
        world.theme.delete(),
    ],
    "the title of a source": edited("source", title="Autre article"),
    "the title of a series": edited("series", title_fr="Autre série"),
    "a planned place of a series": lambda world: world.series.planned_places.add(world.region),
    "a series of a planned place": lambda world: world.region.planned_series.add(world.series),
    "a series that is taken away": lambda world: [
        edited("event", series=None, series_rank=None)(world),
        edited("other", series=None, series_rank=None)(world),
        world.series.delete(),
    ],
    "the name of a person": edited("person", name="Autre personne"),
    "a person that is taken away": lambda world: [
        world.event.figures.all().delete(),
        world.person.delete(),
    ],
    "a membership": lambda world: make_membership(world.organisation, make_organisation()),
    "the end of a membership": edited("membership", left_on=date(2024, 1, 1)),
    "a membership that is taken away": deleted("membership"),
    "the label of a shared total": edited("group", label_fr="les deux formations"),
    "the number of a shared total": lambda world: [
        setattr(row := world.group.headcounts.get(), "number", 90),
        row.save(),
    ],
    "a shared total that is taken away": deleted("group"),
    "seats of a committee": lambda world: world.composition.seats.create(category="justice", number=20),
    "a composition that is taken away": deleted("composition"),
}
