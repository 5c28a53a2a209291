"""What a kind of document has to know how to do, to be verified for years and made in the background."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, TypeVar

from django.utils.functional import Promise

from events.enums import Basis
from rss_registry.figures import Figure, Suppression, text_of

Parameters = Mapping[str, Any]


@dataclass(frozen=True)
class ProofFigure:
    """A figure as a document shows it. A number that is protected has no value here."""

    key: str
    label: str
    value: int | float | None
    basis: str = Basis.EXACT.value
    shield: str = Suppression.NONE.value
    """The value of a `Suppression`; stored under this name."""
    unit: str = ""

    @property
    def is_shown(self) -> bool:
        return self.value is not None

    @property
    def text(self) -> str:
        """As printed, in the active language: « ≈ 40 », « < 5 », « non communiqué », « 43 % »."""
        return text_of(self.figure, self.unit)

    @property
    def figure(self) -> Figure:
        # What is withheld has no number here, but is known.
        suppression = Suppression(self.shield)
        return Figure(0 if self.is_withheld else self.value, self.basis, suppression)

    @property
    def is_withheld(self) -> bool:
        return Suppression(self.shield) is not Suppression.NONE


def figure_of(key: str, label: str, figure: Figure) -> ProofFigure:
    value = figure.value if figure.is_shown else None
    suppression = figure.suppression if figure.is_known else Suppression.NONE
    return ProofFigure(key, str(label), value, str(figure.basis), suppression.value)


@dataclass(frozen=True)
class Content:
    """What can be verified of a document, in the active language."""

    title: str
    address: str
    """Where it is asked for again: a path, with its parameters."""
    figures: tuple[ProofFigure, ...]
    as_of: datetime
    events: Mapping[str, str]
    """Reference → sensitivity, of every event that stands behind the figures."""
    details: tuple[tuple[str, str], ...] = ()
    """What was asked for, in words: (« Programme », « Just Future »)."""
    content: str = ""
    """Whatever else it says: another text is another document."""
    is_public: bool = True


@dataclass(frozen=True)
class Written:
    filename: str
    content: bytes
    code: str


class SubjectGone(Exception):
    """What the document is about was withdrawn while it waited to be made."""


class DataMoved(Exception):
    """What the document is made of was withdrawn while it was being made."""


# Somebody withdraws an event during a minute now and then, not three times in a row.
MOST_STARTS = 3
Made = TypeVar("Made")


def from_the_start(make: Callable[[], Made]) -> Made:
    """What `make()` gives, begun again from reading the data when they moved under it."""
    for _start in range(1, MOST_STARTS):
        with suppress(DataMoved):
            return make()
    return make()


class Progress(Protocol):
    def __call__(self, done: int, of: int) -> None:
        """Tell how far one is; raises when nobody wants the document any more."""


@dataclass(frozen=True)
class Reserved:
    """How a document is made for one account, which alone gets it, once."""

    may_have: Callable[[Any, Parameters], bool]
    """Whether this user may have it, now."""
    state: Callable[[Any, Parameters], str]
    """A name for what it says beyond the public data: another text, or another right, is another name."""
    write: Callable[[Any, Parameters, Progress], Written]
    page: Callable[[Parameters], str]
    """Where it was asked for, to go back there."""


@dataclass(frozen=True)
class DocumentKind:
    name: str
    """What the stored rows say: never renamed."""
    label: Promise | str
    read: Callable[[Parameters], Content | None]
    """The content as of now; None once its subject is withdrawn or gone."""
    write: Callable[[Parameters, Progress], Written]
    tells_subject: bool = False
    """Reserved as such a document is, anybody who has its code may read of what it is."""
    reserved: Reserved | None = None
