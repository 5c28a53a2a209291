"""What an event left behind, as public facts: recommendations and their follow-up, outputs, tests."""

from dataclasses import dataclass
from datetime import date

from organisations.enums import DatePrecision
from publication.facts.names import Link
from rss_registry.figures import Figure


@dataclass(frozen=True)
class FollowUpFacts:
    day: date
    """Where the month alone may be known, its last."""
    status: str
    label: str
    note: str
    source: str = ""
    precision: str = DatePrecision.DAY.value


@dataclass(frozen=True)
class RecommendationFacts:
    text: str
    kind: str
    addressee: Link | None
    theme: str
    due_on: date | None
    """Where the month alone may be known, its last day."""
    status: str
    status_label: str
    follow_ups: tuple[FollowUpFacts, ...] = ()
    due_precision: str = DatePrecision.DAY.value

    @property
    def due_day(self) -> date | None:
        """When it is due, where the public may know the day."""
        return self.due_on if self.due_precision == DatePrecision.DAY else None


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
