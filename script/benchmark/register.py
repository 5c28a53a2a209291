"""A register of any size, the same each time: for measuring, not for showing."""

import random
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta

from django.core.management import call_command
from django.db import transaction

from events.enums import Category, EventKind, Outcome, Role, Status
from events.models import (
    Audience,
    Event,
    EventPlace,
    EventRole,
    EventSearchIndex,
    EventSearchText,
    Headcount,
    HeadcountGroup,
    Recommendation,
    Theme,
)
from events.models.search_terms import search_text, title_key, venue_key
from organisations.enums import FinancingKind, OrganisationKind, PlaceKind
from organisations.models import GrantAgreement, Organisation, Place, Programme
from publication.services.rebuilding import rebuild

ORGANISATIONS, FUNDERS, PROGRAMMES, COMMUNES = 240, 16, 40, 200
BATCH = 2000
_SUBJECTS = (
    "le contrôle démocratique des forces",
    "la place des femmes dans la réforme",
    "les comités consultatifs de sécurité",
    "la prévention des conflits",
    "la justice transitionnelle",
    "le dialogue entre forces et populations",
    "la stratégie nationale",
    "la participation des jeunes",
)


def fill(size):
    """Make the empty database a register of `size` public events."""
    call_command("load_places", verbosity=0)
    call_command("load_vocabularies", verbosity=0)
    chance = random.Random(size)
    with transaction.atomic():
        world = _World(chance)
        for start in range(0, size, BATCH):
            world.add_events(range(start, min(start + BATCH, size)))
    rebuild()


class _World:
    def __init__(self, chance):
        self.chance = chance
        units = list(Place.objects.units())
        self.places = units + [
            Place.objects.create(
                name_fr=f"Commune {number}",
                slug=f"commune-{number}",
                kind=PlaceKind.COMMUNE,
                parent=chance.choice(units),
            )
            for number in range(COMMUNES)
        ]
        self.organisations = [
            Organisation.objects.create(
                name_fr=f"Organisation citoyenne {number}",
                acronym=f"OC{number}",
                slug=f"organisation-{number}",
                kind=OrganisationKind.NGO,
            )
            for number in range(ORGANISATIONS)
        ]
        self.funders = self.organisations[:FUNDERS]
        self.programmes = [
            Programme.objects.create(name_fr=f"Programme {number}", slug=f"programme-{number}")
            for number in range(PROGRAMMES)
        ]
        for programme in self.programmes:
            GrantAgreement.objects.create(
                funder=chance.choice(self.funders),
                programme=programme,
                programme_accepted=True,
                financing_kind=FinancingKind.FINANCIAL,
            )
        self.themes = list(Theme.objects.all())

    def add_events(self, numbers):
        events = Event.objects.bulk_create(self._event(number) for number in numbers)
        rows = defaultdict(list)
        for event in events:
            for row in self._parts(event):
                rows[type(row)].append(row)
        for model, found in rows.items():
            model.objects.bulk_create(found)
        for number in range(0, len(events) - 1, 100):
            group = HeadcountGroup.objects.create(label_fr="les deux ateliers")
            group.events.set(events[number : number + 2])
            Headcount.objects.create(group=group, number=self.chance.randint(20, 300))

    def _event(self, number):
        chance = self.chance
        start = date(2013, 1, 1) + timedelta(days=chance.randrange(365 * 12))
        outcome = chance.choices((Outcome.HELD, Outcome.PLANNED, Outcome.CANCELLED), (94, 4, 2))[0]
        event = Event(
            reference=f"RSS-ML-{start.year}-{number + 1:06}",
            status=Status.PUBLISHED,
            first_published_at=datetime(2025, 1, 1, tzinfo=UTC),
            owner=chance.choice(self.organisations),
            kind=chance.choice(EventKind.values),
            title_fr=f"Atelier sur {chance.choice(_SUBJECTS)} n° {number}",
            outcome=outcome,
            announced=outcome == Outcome.PLANNED,
            starts_on=start,
            ends_on=start + timedelta(days=chance.choice((0, 0, 1, 2, 4))),
            context_fr="Dans le cadre de la réforme du secteur de la sécurité. " * 4,
        )
        event.settle_dates()  # `bulk_create` calls no `save`
        event.visible_from = event.first_visible_day
        return event

    def _parts(self, event):
        chance = self.chance
        place = chance.choice(self.places)
        yield EventPlace(event=event, place=place)
        bodies = chance.sample(self.organisations, 3)
        for body, role in zip(bodies, (Role.ORGANISER, Role.PARTNER, Role.BENEFICIARY), strict=True):
            yield EventRole(event=event, organisation=body, role=role)
        if chance.random() < 0.2:
            yield EventRole(
                event=event,
                organisation=chance.choice(self.funders),
                role=Role.FUNDER,
                financing_kind=FinancingKind.FINANCIAL,
            )
        themes = chance.sample(self.themes, chance.choice((1, 1, 2)))
        for theme in themes:
            yield Event.themes.through(event=event, theme=theme)
        programme = chance.choice(self.programmes)
        if chance.random() < 0.7:
            yield Event.programmes.through(event=event, programme=programme)
        for category in chance.sample(Category.stated(), 2):
            yield Audience(event=event, category=category[0] if isinstance(category, tuple) else category)
        if event.outcome == Outcome.HELD:
            yield from self._headcounts(event)
        yield Recommendation(event=event, text_fr="Associer les femmes aux comités.", addressee=bodies[1])
        texts = [event.title_fr, event.context_fr, event.reference, place.name_fr, "Mali"]
        texts += [name for body in bodies for name in (body.name_fr, body.acronym)]
        text = search_text(texts)
        keys = {"title_key": title_key(event.title_fr), "venue_key": venue_key(event.venue)}
        yield EventSearchText(event=event, text=text, **keys)
        yield EventSearchIndex(event=event, words=text)

    def _headcounts(self, event):
        chance = self.chance
        if chance.random() < 0.1:
            return
        women, men = chance.randint(2, 40), chance.randint(2, 60)
        yield Headcount(event=event, number=women + men)
        if chance.random() < 0.7:
            yield Headcount(event=event, number=women, sex="women")
            yield Headcount(event=event, number=men, sex="men")
