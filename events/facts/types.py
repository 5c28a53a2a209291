"""The shapes of public facts: frozen, in one language, ready for a page or a document."""

from dataclasses import dataclass, field
from datetime import date, datetime

from events.funding import Funding
from events.models import Document, Photo
from events.visibility import Visibility
from publication.headcounts import HeadcountSummary
from publication.shared_totals import SharedTotal
from rss_registry.figures import Figure


@dataclass(frozen=True)
class Link:
    """A name, and its public page where there is one."""

    name: str
    url: str = ""
    note: str = ""


@dataclass(frozen=True)
class Dates:
    """When. `start` and `end` are None where only the month may be known."""

    text: str
    start: date | None = None
    end: date | None = None
    inference: str = ""
    note: str = ""
    days: int | None = None
    stated_days: int | None = None

    @property
    def is_inferred(self) -> bool:
        return bool(self.inference)


@dataclass(frozen=True)
class SeriesFacts:
    title: str
    url: str
    rank: int | None = None
    planned: int | None = None
    position: str = ""
    """« 1er de 5 », « 1er » or empty, as far as it is known."""


@dataclass(frozen=True)
class RoleGroup:
    label: str
    organisations: tuple[Link, ...]


@dataclass(frozen=True)
class FigureFacts:
    """A public figure, with the title of that day; `name` is empty when known by office only."""

    name: str
    title: str
    role: str
    organisation: Link | None = None
    represents: str = ""
    statement: str = ""


@dataclass(frozen=True)
class FollowUpFacts:
    day: date
    status: str
    label: str
    note: str
    source: str = ""


@dataclass(frozen=True)
class RecommendationFacts:
    text: str
    kind: str
    addressee: Link | None
    theme: str
    due_on: date | None
    status: str
    status_label: str
    follow_ups: tuple[FollowUpFacts, ...] = ()


@dataclass(frozen=True)
class OutputFacts:
    kind: str
    title: str
    stage: str
    quantity: Figure
    """Unknown where no source states it; of certificates it counts people."""


@dataclass(frozen=True)
class TestFacts:
    __test__ = False

    label: str
    taken_by: Figure
    mean: str
    median: str
    note: str
    is_protected: bool = False
    """Too few copies for its results to be told."""


@dataclass(frozen=True)
class SourceFacts:
    title: str
    kind: str
    signature: str
    published_on: date | None
    url: str
    note: str


@dataclass(frozen=True)
class ClaimFacts:
    value: str
    source: str
    followed: bool
    note: str


@dataclass(frozen=True)
class Disagreement:
    """What several sources say of one element, the one that the record follows first."""

    label: str
    claims: tuple[ClaimFacts, ...]


@dataclass(frozen=True)
class EventFacts:
    reference: str
    language: str
    title: str
    kind: str
    outcome: str
    outcome_label: str
    url: str
    address: str
    """The permanent public address, with its host, as printed on paper."""
    is_coarse: bool
    """Only the region and the month may be known."""
    dates: Dates
    places: tuple[Link, ...]
    venue: str
    place_note: str
    modality: str
    languages: tuple[str, ...]
    themes: tuple[Link, ...]
    strategy: tuple[str, ...]
    legal_references: tuple[Link, ...]
    series: SeriesFacts | None
    programmes: tuple[Link, ...]
    roles: tuple[RoleGroup, ...]
    funding: tuple[Funding, ...]
    visibility: Visibility
    """Whose logos and words its reports bear."""
    figures: tuple[FigureFacts, ...]
    headcount: HeadcountSummary
    shared_totals: tuple[SharedTotal, ...]
    headcount_sources: tuple[str, ...]
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
    documents: tuple[Document, ...] = field(default=())
    photos: tuple[Photo, ...] = field(default=())
    first_published_at: datetime | None = None
    updated_at: datetime | None = None

    @property
    def place_text(self) -> str:
        """The places in one line, without their links."""
        return ", ".join(place.name for place in self.places)

    @property
    def citation(self) -> str:
        """How to cite this record, in one line."""
        parts = (self.title, self.place_text, self.dates.text, self.reference, self.address)
        return ". ".join(part for part in parts if part)
