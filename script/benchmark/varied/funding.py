"""With whose money: every road by which it comes, and every way of not saying so."""

from datetime import date

from events.enums import Role
from events.models import Event, EventRole
from organisations.enums import FinancingKind

FORMS = {
    "programme": 8,
    "role": 3,
    "technical role": 1,
    "kind not stated": 2,
    "programme and role": 2,
    "parent and child": 1,
    "agreement": 2,
    "agreement withheld": 1,
    "role withheld": 1,
    "event withheld": 1,
    "discreet programme": 1,
    "without agreement": 1,
    "mission": 2,
    "itself": 1,
    "none": 3,
}
_MISSION_CLOSED = date(2023, 12, 31)


def add(rows, chance, world, event, form, organiser):
    """The rows that pay for `event`; returns the programme that it belongs to, if any."""
    form = _possible(form, event)

    def pays(body, kind=FinancingKind.FINANCIAL, **columns):
        rows.add(EventRole(event=event, organisation=body, role=Role.FUNDER, financing_kind=kind, **columns))

    programme = None
    if form in ("programme", "programme and role", "event withheld"):
        programme = _programme_at(chance, world, event)
    elif form == "discreet programme":
        programme = _named(world, "programme-exemple-discret")
    elif form == "without agreement":
        programme = _named(world, "programme-exemple-sans-convention")
    if programme:
        rows.add(Event.programmes.through(event=event, programme=programme))
    if form in ("role", "programme and role"):
        pays(chance.choice(world.donors), note_fr="Salle et restauration", note_en="Venue and catering")
    elif form == "technical role":
        pays(world.bodies["centre-exemple-gouvernance"], FinancingKind.TECHNICAL)
    elif form == "kind not stated":
        pays(chance.choice(world.donors), FinancingKind.NOT_SPECIFIED)
    elif form == "parent and child":
        pays(world.bodies["union-exemple"])
        pays(world.bodies["delegation-union-exemple"], FinancingKind.BOTH)
    elif form == "role withheld":
        pays(world.bodies["bailleur-discret"], disclosed=False)
    elif form == "event withheld":
        event.funders_withheld = True
        pays(chance.choice(world.donors))
    elif form == "mission":
        pays(world.bodies["mission-exemple"], FinancingKind.BOTH)
    elif form == "itself":
        pays(organiser)
    elif form.startswith("agreement"):
        agreement = world.agreements["withheld" if form.endswith("withheld") else "named"]
        rows.add(Event.agreements.through(event=event, grantagreement=agreement))
    return programme


def _possible(form, event):
    """A mission that has closed pays for nothing later."""
    late = event.starts_on is None or event.ends_on > _MISSION_CLOSED
    return "role" if form == "mission" and late else form


def _programme_at(chance, world, event):
    """One whose period holds the event; any open one where there is no date."""
    day = event.starts_on or date(2026, 1, 1)
    running = [item for item in world.programmes[:5] if item.starts_on <= day and day <= item.ends_on]
    return chance.choice(running or world.programmes[3:5])


def _named(world, slug):
    return next(programme for programme in world.programmes if programme.slug == slug)
