"""Invented events, one after the other, each with its parts."""

from datetime import UTC, datetime, time, timedelta

from events.enums import EventKind, Modality, Outcome, Sensitivity, Status
from events.models import Event, EventPlace
from script.benchmark.varied import days, funding, headcounts, private_lists, results, roles, sources, texts
from script.benchmark.varied.decks import Deck
from script.benchmark.varied.private_lists import CANARIES

_NOT_HELD = {
    "planned, dated": 1,
    "planned, month": 1,
    "planned, undated": 1,
    "planned, unannounced": 1,
    "planned, no news": 1,
    "postponed, dated": 1,
    "postponed, undated": 1,
    "cancelled": 1,
}
_STATES = {
    True: {
        Status.PUBLISHED: 33,
        Status.DRAFT: 2,
        Status.SUBMITTED: 1,
        Status.RETURNED: 1,
        Status.WITHDRAWN: 2,
    },
    False: {Status.PUBLISHED: 14, Status.DRAFT: 1},
}
_LEVELS = {
    "public": 22,
    "delayed": 2,
    "delayed still": 1,
    "region_and_month": 3,
    "aggregate": 1,
    "hidden": 1,
}
_CARDS = {
    "not held": _NOT_HELD,
    "kind": dict(zip(EventKind.values, (10, 6, 3, 2, 2, 4, 1, 1), strict=True)),
    "dates": days.HELD,
    "place": {
        "unit": 8,
        "commune": 4,
        "units": 2,
        "many units": 1,
        "unit and commune": 1,
        "real commune": 2,
        "abroad": 1,
        "country": 1,
        "none": 1,
    },
    "english": {True: 4, False: 1},
    "title": {"usual": 9, "short": 1, "long": 1},
    "narrative": {"full": 7, "short": 3, "none": 2, "long": 1, "arabic": 1, "nko": 1},
    "headcount": headcounts.FORMS,
    "funding": funding.FORMS,
    "sources": sources.NUMBERS,
    "claims": sources.CLAIMS,
    "files": sources.FILES,
    "figures": roles.FIGURES,
    "objectives": {0: 2, 2: 2, 3: 3},
    "recommendations": results.RECOMMENDATIONS,
    "addressee": results.ADDRESSEES,
    "follow-up": results.FOLLOW_UPS,
    "outputs": results.OUTPUTS,
    "tests": results.TESTS,
    "list": {True: 1, False: 5},
    "modality": dict(zip(Modality.values, (3, 6, 1, 1), strict=True)),
}
# The capital and the towns of the north have more events than the others; none has none.
_BUSY = {"district-de-bamako": 6, "gao": 3, "mopti": 3, "segou": 3, "tombouctou": 3, "sikasso": 2, "kayes": 2}
_REAL_COMMUNES = (
    "bamako-commune-3",
    "commune-d-alafia",
    "commune-de-kati",
    "commune-de-markala",
    "commune-de-tessalit",
)
_VENUES = (
    "",
    "Salle Exemple du gouvernorat",
    "Maison Exemple de la femme",
    "Hôtel Exemple",
    "Centre Exemple des jeunes",
)


class EventMaker:
    def __init__(self, rows, chance, world, today):
        self._rows, self._chance, self._world, self.today = rows, chance, world, today
        self._states = {held: Deck(chance, cards) for held, cards in _STATES.items()}
        # Of what is published, whether the event was held or not, each level occurs.
        self._levels = {key: Deck(chance, _LEVELS) for key in (True, False, "not published")}
        # Of what has a page each kind of fact occurs; of the rest too, if there is enough of it.
        self._decks = {
            has_page: {name: Deck(chance, cards) for name, cards in _CARDS.items()}
            for has_page in (True, False)
        }
        self._held = Deck(chance, {True: 7, False: 2})
        self._units = Deck(chance, {unit: _BUSY.get(unit.slug, 1) for unit in world.units})
        self._subjects = Deck(chance, dict.fromkeys(texts.subjects(), 1))
        # Each event with how it was counted, for the totals that several share.
        self.counted = []

    def make(self, *, held=None, when=None, series=None, rank=None, subject=None, unit=None):
        """One event; a series tells its rank, its subject, whether it was held, when and where."""
        subject = subject or self._subjects.deal()
        held = self._held.deal() if held is None else held
        state = self._states[held].deal()
        level = self._levels[held if state == Status.PUBLISHED else "not published"].deal()
        decks = self._decks[state == Status.PUBLISHED and level.split()[0] in Sensitivity.with_page()]
        deal = {name: deck.deal for name, deck in decks.items()}
        kind = EventKind.FORUM if series else deal["kind"]()
        english = deal["english"]()
        if when is None and held:
            when = days.held(self._chance, deal["dates"](), self.today)
        elif when is None:
            when = days.not_held(self._chance, deal["not held"](), self.today)
        if unit:
            places = [unit]
        else:
            local = kind == EventKind.CCS_INSTALLATION
            places, unit = self._places("unit" if local else deal["place"]())
        title = texts.title(self._chance, kind, subject, deal["title"]())
        if series:
            title = texts.series_title(subject, unit)
        organiser = roles.organiser_of(self._chance, self._world, unit)
        event = Event(
            kind=kind,
            second_kind=EventKind.TRAINING if kind == EventKind.CCS_INSTALLATION else "",
            status=state,
            owner=series.organisation if series else organiser,
            series=series,
            series_rank=rank,
            modality=deal["modality"](),
            venue=self._chance.choice(_VENUES) if unit else "",
            **when,
            **title.columns("title", english=english),
        )
        event.settle_dates()  # `bulk_create` calls no `save`
        self._protect(event, level)
        self._date_the_record(event)
        self._rows.add(event)
        self._add_framework(event, subject, places)
        roles.add_roles(self._rows, self._chance, self._world, event, unit, organiser)
        paid = deal["funding"]()
        funding.add(self._rows, self._chance, self._world, event, paid, organiser)
        told = sources.add_sources(self._rows, self._chance, event, deal["sources"]())
        if held:
            self._add_what_happened(event, subject, english, told, decks, paid)
        return event

    def _places(self, form):
        """The places, and the one unit of which the event is; « abroad » and « country » have none."""
        places = self._world.places
        if form == "none":
            return [], None
        if form in ("abroad", "country"):
            return [places["dakar" if form == "abroad" else "mali"]], None
        if form == "real commune":
            place = places[self._chance.choice(_REAL_COMMUNES)]
            unit = place
            while not unit.is_unit:
                unit = unit.parent
            return [place], unit
        unit = self._units.deal()
        commune = self._world.regional.communes[unit.slug]
        others = [other for other in self._world.units if other != unit]
        if form == "units":
            return [unit, self._chance.choice(others)], unit
        if form == "many units":
            return [
                unit,
                *self._chance.sample(others, 4),
            ], unit
        return {"unit": [unit], "commune": [commune], "unit and commune": [unit, commune]}[form], unit

    def _protect(self, event, form):
        event.sensitivity = form.split()[0]
        if event.sensitivity == Sensitivity.DELAYED:
            past = (self.today - event.ends_on).days if event.ends_on else 0
            event.delay_days = max(past, 0) + 60 if form == "delayed still" else 30
        unseen = {
            Sensitivity.HIDDEN: "a hidden event's title",
            Sensitivity.AGGREGATE: "the title of an event that is in totals only",
        }.get(event.sensitivity)
        if event.status in (Status.DRAFT, Status.SUBMITTED, Status.RETURNED):
            unseen = "a draft's title"
        if unseen:
            event.title_fr, event.title_en = f"{CANARIES[unseen]} : {event.title_fr}"[:250], ""
        event.visible_from = event.first_visible_day

    def _date_the_record(self, event):
        """When it was entered and, unless it never was, first published: soon after it ended."""
        known = self.today - timedelta(days=self._chance.randint(40, 90))
        if event.outcome == Outcome.HELD:
            known = event.ends_on or known
        elif event.ends_on and event.ends_on < self.today:
            known = event.starts_on - timedelta(days=45)
        entered = datetime.combine(known + timedelta(days=self._chance.randint(1, 8)), time(9, 30), UTC)
        event.entered_at = entered
        if event.status in (Status.PUBLISHED, Status.WITHDRAWN):
            event.first_published_at = entered + timedelta(days=self._chance.randint(1, 12), hours=5)

    def _add_framework(self, event, subject, places):
        rows, chance, world = self._rows, self._chance, self._world
        for position, place in enumerate(places):
            rows.add(EventPlace(event=event, place=place, position=position))
        for theme in subject.themes:
            rows.add(Event.themes.through(event=event, theme=world.themes[theme]))
        for language in self._languages():
            rows.add(Event.languages.through(event=event, language=language))
        if chance.random() < 0.3:
            rows.add(Event.contributes_to.through(event=event, strategyelement=world.strategy[-1]))
        if chance.random() < 0.25:
            rows.add(Event.legal_references.through(event=event, legalreference=chance.choice(world.laws)))

    def _languages(self):
        """None stated, French, or French with one or two others."""
        french = next(item for item in self._world.languages if item.code == "fra")
        others = [item for item in self._world.languages if item != french]
        spoken = [french, *self._chance.sample(others, self._chance.choice((0, 1, 2)))]
        return self._chance.choice(([], spoken, spoken))

    def _add_what_happened(self, event, subject, english, told, decks, paid):
        rows, chance, world = self._rows, self._chance, self._world
        for name, text in texts.narrative(chance, subject, decks["narrative"].deal()).items():
            for column, value in text.columns(name, english=english).items():
                setattr(event, column, value)
        form = decks["headcount"].deal()
        published = form == "small, published"
        if published and not told:
            told = sources.add_sources(rows, chance, event, 1)
        headcounts.add(rows, chance, event, form, told[0] if published else None)
        self.counted.append((event, form))
        results.add_objectives(rows, event, subject, decks["objectives"].deal(), english)
        number = decks["recommendations"].deal()
        asked = [
            *subject.recommendations,
            *self._subjects.deal().recommendations,
            *self._subjects.deal().recommendations,
        ]
        results.add_recommendations(
            rows, chance, world, event, subject, dict.fromkeys(asked[:number]), decks, english
        )
        results.add_outputs(rows, event, subject, decks["outputs"].deal(), english)
        tested = results.add_tests(rows, chance, event, decks["tests"].deal())
        roles.add_figures(rows, chance, world, event, decks["figures"].deal(), english)
        claim = decks["claims"].deal()
        if claim and len(told) < 2:
            told = [*told, *sources.add_sources(rows, chance, event, 2)]
        sources.add_claims(rows, event, claim, told)
        sources.add_files(rows, chance, event, decks["files"].deal(), told)
        if decks["list"].deal() and event.days and event.days < 60:
            private_lists.add_list(rows, chance, event, tested)
        if paid == "agreement":
            private_lists.add_costs(rows, chance, event, world.agreements["named"])
