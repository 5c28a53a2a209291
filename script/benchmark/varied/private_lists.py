"""What never leaves: lists of persons, costs and justifications, each with a name to look for."""

import random
from collections import defaultdict
from datetime import timedelta
from decimal import Decimal

from django.db.models import F

from events.enums import (
    AgeBand,
    BudgetHeading,
    Category,
    HalfDay,
    Outcome,
    Role,
    Sensitivity,
    Sex,
    Status,
)
from events.models import (
    CostLine,
    Event,
    Justification,
    KnowledgeTest,
    Participant,
    Presence,
    Session,
    TestScore,
)
from script.benchmark.varied.texts import Text

# None of these may be read on any public page, in any form.
CANARIES = {
    "a participant's name": "Canari Secretnom",
    "a participant's telephone": "76543219",
    "a participant's address": "canari@secret.example",
    "a participant's function": "Fonction-canari",
    "a participant's organisation": "Employeur-canari",
    "a draft's title": "Brouillon-canari",
    "a hidden event's title": "Caché-canari",
    "the title of an event that is in totals only": "Total-canari",
    "a funder that may not be named": "Bailleur-canari",
    "an internal note on a source": "Note-canari de source",
    "an internal note on a person": "Note-canari de personne",
    "how consent was given": "Consentement-canari",
    "a photo without consent": "Photo-canari",
    "a document that is not public": "Document-canari",
    "what a cost line is for": "Coût-canari",
    "why a record lacks something": "Excuse-canari",
}
_NAME = CANARIES["a participant's name"]
# As many as meet at the events of one organisation.
_PEOPLE = 60
_MOST_LISTS = 16
_HALF_DAYS = (HalfDay.MORNING, HalfDay.AFTERNOON)


def add_list(rows, chance, event, tested):
    """Sessions of each half-day and a list of persons; `tested`: with their scores."""
    sessions = [
        rows.add(
            Session(
                event=event, day=event.starts_on + timedelta(days=day), half_day=half, title="Module inventé"
            )
        )
        for day in range(min((event.ends_on - event.starts_on).days + 1, 3))
        for half in _HALF_DAYS
    ]
    tests = [test for test in rows.of(KnowledgeTest) if tested and test.event is event and not test.sex]
    last = chance.randint(12, 22)
    # Some of these people are on other lists too; `chance` itself makes the same register as ever.
    people = random.Random(f"{event.title_fr} {last}").sample(range(_PEOPLE), last)
    for number, person in enumerate(people[1:], 1):
        participant = rows.add(
            Participant(
                event=event,
                number=number,
                full_name=_name(person),
                sex=chance.choice(Sex.values),
                category=chance.choice(Category.values),
                age_band=chance.choice(AgeBand.values),
                organisation_name=CANARIES["a participant's organisation"],
                function=CANARIES["a participant's function"],
                # One telephone is one person: the others give none.
                phone=CANARIES["a participant's telephone"] if number == 1 else "",
                email=CANARIES["a participant's address"],
                photo_consent=chance.choice((True, False, None)),
            )
        )
        for session in sessions:
            if chance.random() < 0.85:
                rows.add(Presence(participant=participant, session=session, signed=chance.random() < 0.95))
        for test in tests:
            rows.add(TestScore(test=test, participant=participant, score=Decimal(chance.randint(4, 19))))


def add_lists_of_one(events):
    """Lists of names alone, of the organisation with most events that tell all: its persons are counted."""
    told = Event.objects.filter(
        pk__in=[event.pk for event in events],
        status=Status.PUBLISHED,
        sensitivity=Sensitivity.PUBLIC,
        outcome=Outcome.HELD,
        participants=None,
        series=None,
        programmes=None,
        headcount_groups=None,
        headcounts__isnull=False,
        roles__role=Role.ORGANISER,
        roles__organisation=F("owner"),
    )
    by_owner = defaultdict(list)
    for event in told.order_by("pk").distinct():
        by_owner[event.owner_id].append(event)
    chosen = max(by_owner.values(), key=len, default=[])[:_MOST_LISTS]
    for order, event in enumerate(chosen):
        people = random.Random(order).sample(range(3 * _PEOPLE), 18 + order % 5)
        Participant.objects.bulk_create(
            Participant(event=event, number=number, full_name=_name(person))
            for number, person in enumerate(people, 1)
        )


def _name(person):
    # Long enough that no two of them look alike.
    syllables = ("ba", "co", "du", "fi", "gue", "ky", "lo", "ma")
    parts = (syllables[person // 8**place % 8] * 2 for place in range(3))
    return f"{_NAME} {''.join(parts)}"


def add_costs(rows, chance, event, agreement):
    spent = (1, Decimal("0.9"), Decimal("1.15"))
    for heading, share in zip(chance.sample(BudgetHeading.values, 3), spent, strict=True):
        planned = Decimal(1000 * chance.randint(80, 900))
        rows.add(
            CostLine(
                event=event,
                agreement=agreement,
                heading=heading,
                label=CANARIES["what a cost line is for"],
                planned=planned,
                spent=planned * share,
            )
        )
    excuse = Text(f"{CANARIES['why a record lacks something']} : la liste n’a pas été retrouvée.")
    rows.add(Justification(event=event, finding="headcount", **excuse.columns("text")))
