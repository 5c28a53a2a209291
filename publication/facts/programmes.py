"""What stands on the page of a programme beside its own columns."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from publication.facts.evidence import Disagreement
from publication.facts.names import Link


@dataclass(frozen=True)
class PhaseFacts:
    name: str
    starts_on: date | None
    ends_on: date | None
    budget: Decimal | None
    currency: str


@dataclass(frozen=True)
class PartnerFacts:
    role: str
    role_label: str
    organisation: Link


@dataclass(frozen=True)
class ReadingFacts:
    """The value of an indicator on a day, as the team of the programme reports it."""

    as_of: date
    value: Decimal
    basis: str
    source: str
    note: str


@dataclass(frozen=True)
class IndicatorFacts:
    code: str
    label: str
    measure: str
    measure_label: str
    unit: str
    direction: str
    baseline: Decimal | None
    baseline_on: date | None
    target: Decimal | None
    target_on: date | None
    source: str
    changed_at: datetime
    """When what it tells was last written, but for the events that it counts."""
    readings: tuple[ReadingFacts, ...]


@dataclass(frozen=True)
class ProgrammeFacts:
    phases: tuple[PhaseFacts, ...] = ()
    partners: tuple[PartnerFacts, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    indicators: tuple[IndicatorFacts, ...] = ()
