"""Who was what to an invented event: organisations, and public figures by the title of that day."""

from datetime import date

from events.enums import EventKind, FigureRole, Role
from events.models import EventFigure, EventRole
from script.benchmark.varied.texts import Text

FIGURES = {0: 4, 1: 3, 2: 2, 4: 1}
_DISSOLVED = date(2020, 12, 31)
_NATIONAL = (
    "alliance-exemple",
    "consortium-exemple",
    "reseau-exemple",
    "commissariat-exemple",
    "institut-exemple",
    "ong-exemple-internationale",
    "association-exemple-nom-long",
)
_TITLES = (
    ("Gouverneur (exemple)", "Governor (example)"),
    ("Maire de la commune (exemple)", "Mayor of the municipality (example)"),
    ("Commissaire à la réforme (exemple)", "Commissioner for the reform (example)"),
    ("Présidente du réseau (exemple)", "Chair of the network (example)"),
    ("Professeure de droit public (exemple)", "Professor of public law (example)"),
)
_STATEMENTS = (
    (
        "A rappelé que la sécurité se construit avec les habitants.",
        "Recalled that security is built with inhabitants.",
    ),
    ("A demandé que les femmes soient entendues à chaque étape.", "Asked that women be heard at every step."),
)


def organiser_of(chance, world, unit):
    """A body of the region, or one that works everywhere."""
    if unit and chance.random() < 0.55:
        return world.regional.associations[unit.slug]
    return world.bodies[chance.choice(_NATIONAL)]


def add_roles(rows, chance, world, event, unit, organiser):
    held = set()

    def plays(body, role, **note):
        if (body.slug, role) not in held:
            held.add((body.slug, role))
            rows.add(EventRole(event=event, organisation=body, role=role, **note))

    regional = world.regional
    slug = unit.slug if unit else "district-de-bamako"
    plays(organiser, Role.ORGANISER)
    if chance.random() < 0.25:
        plays(world.bodies[chance.choice(_NATIONAL)], Role.CO_ORGANISER)
    if chance.random() < 0.3:
        plays(world.bodies["centre-exemple-gouvernance"], Role.TECHNICAL_SUPPORT)
    if chance.random() < 0.4:
        plays(regional.authorities[slug], Role.CHAIR)
    if chance.random() < 0.2:
        plays(regional.authorities[slug], Role.HOST, note_fr="A prêté la salle", note_en="Lent the room")
    for body in chance.sample(list(regional.associations.values()), chance.choice((0, 1, 1, 2, 4))):
        plays(body, Role.PARTNER)
    if event.ends_on and event.ends_on <= _DISSOLVED and chance.random() < 0.3:
        plays(world.bodies["ong-exemple-dissoute"], Role.PARTNER)
    committee = regional.committees.get(slug)
    if committee and (event.kind == EventKind.CCS_INSTALLATION or chance.random() < 0.4):
        plays(committee, Role.BENEFICIARY)
    if chance.random() < 0.25:
        plays(regional.associations[slug], Role.BENEFICIARY)


def add_figures(rows, chance, world, event, number, english):
    """Some with their name, some by their function alone, some standing for somebody else."""
    roles = (FigureRole.CHAIR_OPENING, FigureRole.SPEAKER, FigureRole.STATEMENT, FigureRole.CHAIR_CLOSING)
    for position, role in enumerate(roles[:number]):
        title = Text.of(chance.choice(_TITLES))
        columns = title.columns("title_on_day", english=english)
        if position == 1:
            represents = Text("Le ministre (exemple)", "The minister (example)")
            columns |= represents.columns("represents", english=english)
        if role == FigureRole.STATEMENT:
            columns |= Text.of(chance.choice(_STATEMENTS)).columns("statement", english=english)
        rows.add(
            EventFigure(
                event=event,
                person=chance.choice(world.persons) if position % 2 == 0 else None,
                organisation=world.bodies["commissariat-exemple"] if position == 2 else None,
                role=role,
                position=position,
                **columns,
            )
        )
