"""Who, where and with whose money, before anything happens."""

import tomllib
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from events.models import Language, LegalReference, Person, StrategyElement, Theme
from organisations.models import (
    GrantAgreement,
    Indicator,
    IndicatorReading,
    Membership,
    Organisation,
    OrganisationAlias,
    Place,
    Programme,
    ProgrammeAlias,
    ProgrammeClaim,
    ProgrammePartner,
    ProgrammePhase,
    Source,
)
from script.benchmark.varied.regional import Regional
from script.benchmark.varied.texts import Text

_DATA = Path(__file__).resolve().parent / "bodies.toml"
_PERSONS = (
    "Diarra",
    "Traoré",
    "Maïga",
    "Coulibaly",
    "Ag Alhassane",
    "Sidibé",
    "Dembélé",
    "Cissé",
    "Keïta",
    "Touré",
)
_DONORS = (
    "republique-exemple",
    "ministere-republique-exemple",
    "union-exemple",
    "delegation-union-exemple",
    "fondation-exemple",
    "fondation-exemple-mali",
    "agence-exemple",
)


@dataclass
class World:
    """What events refer to; everything but places and vocabularies waits in `rows`."""

    units: list[Place]
    places: dict[str, Place]
    themes: dict[str, Theme]
    languages: list[Language]
    strategy: list[StrategyElement]
    laws: list[LegalReference]
    bodies: dict[str, Organisation] = field(default_factory=dict)
    programmes: list[Programme] = field(default_factory=list)
    agreements: dict[str, GrantAgreement] = field(default_factory=dict)
    persons: list[Person] = field(default_factory=list)
    regional: Regional | None = None

    @property
    def donors(self):
        return [self.bodies[slug] for slug in _DONORS]


def make_world(rows, chance):
    places = {place.slug: place for place in Place.objects.select_related("parent__parent__parent")}
    world = World(
        units=sorted((place for place in places.values() if place.is_unit), key=lambda place: place.slug),
        places=places,
        themes={theme.slug: theme for theme in Theme.objects.all()},
        languages=list(Language.objects.order_by("code")),
        strategy=list(StrategyElement.objects.order_by("code")),
        laws=list(LegalReference.objects.order_by("code")),
    )
    tables = tomllib.loads(_DATA.read_text("utf-8"))
    for row in tables["organisation"]:
        _add_body(rows, world, row)
    law = rows.add(
        Source(
            title="Arrêté inventé portant composition de comités consultatifs",
            kind="legal",
            publisher_organisation=world.bodies["commissariat-exemple"],
            published_edtf="2023-12-01",
            published_on=date(2023, 12, 1),
            url="https://exemple.example/arrete",
            note="Note-canari de source",
        )
    )
    world.regional = Regional(rows, chance, world.units, law)
    world.persons = [
        rows.add(Person(name=f"Exemple {name}", note="Note-canari de personne")) for name in _PERSONS
    ]
    for number, row in enumerate(tables["programme"]):
        _add_programme(rows, world, row, number, law)
    _add_single_agreements(rows, world)
    _add_memberships(rows, world)
    return world


def _add_body(rows, world, row):
    aliases = row.pop("aliases", ())
    name = Text.of(row.pop("name"))
    parent = world.bodies.get(row.pop("parent", ""))
    body = rows.add(
        Organisation(
            **row,
            **name.columns("name"),
            **Text(f"Organisation inventée : {name.fr}.", f"Invented organisation: {name.en}.").columns(
                "description"
            ),
            parent=parent,
            website=f"https://{row['slug']}.example/",
        )
    )
    world.bodies[body.slug] = body
    for alias in aliases:
        rows.add(OrganisationAlias(organisation=body, name=alias))


def _add_programme(rows, world, row, number, source):
    first, last = row.get("period", (None, None))
    lead = world.bodies[row["lead"]]
    name = Text.of(row["name"])
    programme = rows.add(
        Programme(
            slug=row["slug"],
            acronym=row.get("acronym", ""),
            **name.columns("name"),
            **Text(f"{name.fr} : un programme inventé.", f"{name.en}: an invented programme.").columns(
                "description"
            ),
            starts_on=first and date(first, 1, 1),
            ends_on=last and date(last, 12, 31),
            budget=Decimal(3_000_000) if number % 2 else None,
            currency="EUR" if number % 2 else "",
        )
    )
    world.programmes.append(programme)
    rows.add(ProgrammePartner(programme=programme, organisation=lead, role="lead"))
    for body in list(world.regional.associations.values())[number * 2 : number * 2 + 3]:
        rows.add(ProgrammePartner(programme=programme, organisation=body, role="partner"))
    for agreement in row["agreements"]:
        _add_agreement(rows, world, agreement, programme, lead, first, last)
    if first:
        _add_framework(rows, programme, number, first, last, source)


def _add_agreement(rows, world, row, programme, lead, first, last):
    funder = world.bodies[row["funder"]]
    rows.add(
        GrantAgreement(
            reference=f"EX-{first}-{funder.slug[:3].upper()}-{programme.slug[18:21].upper()}",
            funder=funder,
            recipient=lead,
            intermediary=world.bodies.get(row.get("intermediary", "")),
            programme=programme,
            programme_accepted=True,
            financing_kind=row["kind"],
            amount=row.get("amount"),
            currency=row.get("currency", ""),
            starts_on=date(first, 1, 1),
            ends_on=date(row.get("ends", last), 12, 31),
            funder_disclosed=row.get("disclosed", True),
            **Text(
                f"Convention inventée : {programme.name_fr}", f"Invented agreement: {programme.name_en}"
            ).columns("title"),
        )
    )


def _add_framework(rows, programme, number, first, last, source):
    """Phases, another name, sources that disagree, indicators measured and reported."""
    middle = date((first + last) // 2, 12, 31)
    rows.add(ProgrammePhase(programme=programme, name="Phase 1", starts_on=date(first, 1, 1), ends_on=middle))
    rows.add(
        ProgrammePhase(
            programme=programme, name="Phase 2", starts_on=middle + timedelta(1), ends_on=date(last, 12, 31)
        )
    )
    rows.add(
        ProgrammeAlias(programme=programme, name=f"Projet {programme.name_fr.split('«')[-1].strip(' »')}")
    )
    if number % 2 == 0:
        for value, followed in ((f"{first}-{last}", True), (f"{first - 1}-{last}", False)):
            rows.add(
                ProgrammeClaim(
                    programme=programme,
                    field="period",
                    source=source,
                    followed=followed,
                    **Text(value, value).columns("value"),
                )
            )
    measures = (("participations", 2000), ("women_share", 40), ("regions", 12), ("reported", None))
    for position, (measure, target) in enumerate(measures, 1):
        label = Text(f"Indicateur inventé n° {position}", f"Invented indicator no. {position}")
        indicator = rows.add(
            Indicator(
                programme=programme,
                code=f"R{position}",
                measure=measure,
                target=target,
                target_on=date(last, 12, 31) if target else None,
                position=position,
                source=source,
                **label.columns("label"),
            )
        )
        if measure == "reported":
            for year in (first, first + 1):
                rows.add(
                    IndicatorReading(
                        indicator=indicator, as_of=date(year, 12, 31), value=3 * (year - first) + 4
                    )
                )


def _add_single_agreements(rows, world):
    """Agreements that pay for single events: one named, one whose funder may not be."""
    recipient = world.bodies["alliance-exemple"]
    for key, funder, disclosed in (
        ("named", "fondation-exemple", True),
        ("withheld", "bailleur-discret", False),
    ):
        world.agreements[key] = rows.add(
            GrantAgreement(
                reference=f"EX-PONCTUEL-{len(world.agreements) + 1}",
                funder=world.bodies[funder],
                recipient=recipient,
                financing_kind="financial",
                amount=Decimal(18_500),
                currency="EUR",
                funder_disclosed=disclosed,
                **Text("Appui ponctuel inventé", "Invented one-off support").columns("title"),
            )
        )


def _add_memberships(rows, world):
    """Members known to the day, the month, the year or not at all; some have left, one came back."""
    associations = list(world.regional.associations.values())
    for number, member in enumerate([*associations[:12], world.bodies["reseau-exemple"]]):
        joined = (date(2018, 3, 14), date(2019, 5, 1), date(2020, 1, 1), None)[number % 4]
        rows.add(
            Membership(
                alliance=world.bodies["alliance-exemple"],
                member=member,
                joined_on=joined,
                joined_precision=("day", "month", "year", "day")[number % 4],
                left_on=date(2023, 6, 30) if number == 5 else None,
            )
        )
    rows.add(
        Membership(
            alliance=world.bodies["alliance-exemple"], member=associations[5], joined_on=date(2025, 2, 1)
        )
    )
    for member in associations[9:14]:
        rows.add(
            Membership(alliance=world.bodies["consortium-exemple"], member=member, joined_on=date(2015, 1, 1))
        )
    for member in associations[0:18:3]:
        rows.add(Membership(alliance=world.bodies["reseau-exemple"], member=member))
