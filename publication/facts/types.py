"""The shapes of public facts: frozen, in one language, ready for a page or a document."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.text import capfirst

from events.enums import Outcome, RecommendationKind, Role, Sensitivity
from events.narratives import NARRATIVES
from organisations.enums import DatePrecision
from publication.facts.evidence import Disagreement, DocumentFacts, PhotoFacts, SourceFacts
from publication.facts.names import Contributor, Funding, Link, LinkedEvent, VisibleAgreement, contributors
from publication.facts.results import OutputFacts, RecommendationFacts, TestFacts
from publication.headcounts import HeadcountSummary
from rss_registry.dates import day_text
from rss_registry.edtf import parse


@dataclass(frozen=True)
class Dates:
    """When. `start` and `end` are None where only the month may be known.

    `end` is None too where the source tells neither the last day nor how many there were.
    """

    text: str
    """As the public may read them, with what of them was inferred: « 4–12 avril 2023 (année déduite) »."""
    start: date | None = None
    end: date | None = None
    period: str = ""
    """ISO 8601-2 (EDTF): « 2024-02-29/2024-03-01 », « 2023-04~ », « XXXX-02-12 »; empty without a date."""
    precision: str = ""
    """As far as it may be known: day, month, year; empty without a date."""
    qualifiers: tuple[str, ...] = ()
    """Codes of what is not stated or not sure: approximate, uncertain, year_not_stated, end_not_stated …"""
    inference_code: str = ""
    inference: str = ""
    note: str = ""
    days: int | None = None
    stated_days: int | None = None

    @property
    def is_inferred(self) -> bool:
        return bool(self.inference)

    @property
    def is_sure(self) -> bool:
        """Whether a source states them, all of them, and surely."""
        return not (self.inference or self.qualifiers)

    @property
    def stated_bounds(self) -> tuple[str, str]:
        """The first and the last day, month or year, without what is said of it; empty where unknown."""
        when = parse(self.period)
        if not when.knows_year:
            return "", ""
        end = when.end.text if when.end else self.end.isoformat() if self.end else ""
        return when.start.text if when.start else "", end

    @property
    def exact_days(self) -> tuple[date | None, date | None]:
        """The first and the last day, where the public may know them; the last may be unknown."""
        return (self.start, self.end) if self.precision == DatePrecision.DAY else (None, None)


@dataclass(frozen=True)
class SeriesFacts:
    title: str
    url: str
    rank: int | None = None
    planned: int | None = None
    position: str = ""
    """« 1er de 5 », « 1er » or empty, as far as it is known."""


@dataclass(frozen=True)
class SessionFacts:
    """A part of the event with a subject or a place of its own."""

    day: date
    half_day_code: str
    half_day: str
    title: str
    place: Link | None = None

    @property
    def when(self) -> str:
        """« 7 mars 2024, matin »."""
        return f"{day_text(self.day)}, {self.half_day}"

    @property
    def text(self) -> str:
        """All of it in one line."""
        where = self.place.name if self.place else ""
        return " – ".join(part for part in (self.when, where, self.title) if part)


@dataclass(frozen=True)
class RoleGroup:
    code: str
    label: str
    organisations: tuple[Link, ...]


@dataclass(frozen=True)
class SharedTotal:
    """A total that belongs to several events together, with those of them that have a page."""

    key: str
    """The same on the page of each of its events."""
    label: str
    summary: HeadcountSummary
    events: tuple[Link, ...] = ()


@dataclass(frozen=True)
class FigureFacts:
    """A public figure, with the title of that day; `name` is empty when known by office only."""

    name: str
    title: str
    role: str
    organisation: Link | None = None
    represents: str = ""
    statement: str = ""
    spellings: tuple[str, ...] = ()
    """How sources write the name otherwise: for the search."""


@dataclass(frozen=True)
class NarrativeFacts:
    """One of the texts that tell an event, with the list that stands under it."""

    code: str
    label: str
    heading: str
    text: str
    points: tuple[str, ...] = ()

    @property
    def is_told(self) -> bool:
        return bool(self.text or self.points)


@dataclass(frozen=True)
class EventFacts:
    reference: str
    language: str
    title: str
    kind_code: str
    kind: str
    outcome: str
    outcome_label: str
    url: str
    address: str
    """The permanent public address, with its host, as printed on paper."""
    is_coarse: bool
    """Only the region and the month may be known."""
    announced_on: date | None
    """When it was announced, if it was and the public may know the day."""
    dates: Dates
    places: tuple[Link, ...]
    venue: str
    place_note: str
    regions: tuple[Link, ...]
    """The first-level units in which it was held."""
    modality_code: str
    modality: str
    languages: tuple[str, ...]
    themes: tuple[Link, ...]
    strategy: tuple[str, ...]
    legal_references: tuple[Link, ...]
    series: SeriesFacts | None
    programmes: tuple[Link, ...]
    roles: tuple[RoleGroup, ...]
    funding: tuple[Funding, ...]
    visible_agreements: tuple[VisibleAgreement, ...]
    """Whose logos and words its reports bear (publication/facts/visibility.py)."""
    figures: tuple[FigureFacts, ...]
    headcount: HeadcountSummary
    shared_totals: tuple[SharedTotal, ...]
    headcount_sources: tuple[str, ...]
    audience_codes: tuple[str, ...]
    audiences: tuple[str, ...]
    """Categories that were present, counted or not."""
    context: str
    general_objective: str
    objectives: tuple[str, ...]
    methods: str
    results: str
    conclusion: str
    recommendations: tuple[RecommendationFacts, ...]
    wishes: tuple[RecommendationFacts, ...]
    outputs: tuple[OutputFacts, ...]
    tests: tuple[TestFacts, ...]
    sources: tuple[SourceFacts, ...]
    disagreements: tuple[Disagreement, ...]
    commitments: tuple[RecommendationFacts, ...] = ()
    opinions: tuple[RecommendationFacts, ...] = ()
    second_kind_code: str = ""
    links: tuple[LinkedEvent, ...] = ()
    sessions: tuple[SessionFacts, ...] = ()
    other_categories: tuple[str, ...] = ()
    """What the source calls those that are in no list."""
    origins: tuple[Link, ...] = ()
    """Where its participants came from."""
    origin_note: str = ""
    """Parts with a subject or a place of their own; of a coarse event none."""
    documents: tuple[DocumentFacts, ...] = ()
    photos: tuple[PhotoFacts, ...] = ()
    first_published_at: datetime | None = None
    updated_at: datetime | None = None

    @property
    def is_held(self) -> bool:
        return self.outcome == Outcome.HELD

    @property
    def beside_recommendations(self) -> tuple[tuple[str, tuple[RecommendationFacts, ...]], ...]:
        """What was said and is no recommendation, under its heading."""
        groups = (
            (RecommendationKind.WISH, self.wishes),
            (RecommendationKind.COMMITMENT, self.commitments),
            (RecommendationKind.OPINION, self.opinions),
        )
        return tuple((kind.heading, items) for kind, items in groups if items)

    @property
    def all_said(self) -> tuple[RecommendationFacts, ...]:
        """Recommendations, then wishes, commitments and opinions."""
        return (*self.recommendations, *self.wishes, *self.commitments, *self.opinions)

    @property
    def narratives(self) -> tuple[NarrativeFacts, ...]:
        """What it was for and how it went, in the order of a paper activity sheet."""
        return tuple(
            NarrativeFacts(
                narrative.code,
                str(narrative.label),
                narrative.heading,
                getattr(self, narrative.code),
                self.objectives if narrative.code == "general_objective" else (),
            )
            for narrative in NARRATIVES
        )

    @property
    def payers(self) -> tuple[Contributor, ...]:
        """Who pays, each once."""
        return tuple(item for item in contributors(self.funding) if item.is_payer)

    @property
    def supporters(self) -> tuple[Contributor, ...]:
        """Whose support no source says to be money."""
        return tuple(item for item in contributors(self.funding) if not item.is_payer)

    @property
    def place_text(self) -> str:
        """The places in one line, without their links."""
        return ", ".join(place.name for place in self.places)

    @property
    def categories_present(self) -> tuple[str, ...]:
        """Of whom some were there, counted or not."""
        counted = (
            cell.key
            for cell in self.headcount.categories
            if not (cell.figure.is_shown and cell.figure.value == 0)
        )
        return tuple(dict.fromkeys((*self.audience_codes, *counted)))

    @property
    def protection(self) -> str:
        """How much of it may be told, as produced documents remember it."""
        return Sensitivity.REGION_AND_MONTH.value if self.is_coarse else Sensitivity.PUBLIC.value

    @property
    def is_dated(self) -> bool:
        """Whether the public may know on which days the event is."""
        return self.dates.exact_days != (None, None)

    @property
    def organisers(self) -> tuple[Link, ...]:
        """Organisers and co-organisers, in this order."""
        return self.holding(Role.ORGANISER, Role.CO_ORGANISER)

    def holding(self, *roles: str) -> tuple[Link, ...]:
        """Each organisation that holds one of `roles`, once."""
        held = (link for group in self.roles if group.code in roles for link in group.organisations)
        return tuple(dict.fromkeys(held))

    @property
    def citation(self) -> str:
        """How to cite this record, in one line."""
        parts = (self.title, self.place_text, capfirst(self.dates.text), self.reference, self.address)
        return ". ".join(part for part in parts if part)
