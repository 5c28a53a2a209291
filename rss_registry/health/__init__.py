"""Whether an installation is well: each package says what it can tell, and what to type where it is not.

A function in `<package>/health.py` that is decorated with `examines` is asked by `script/doctor`, by the page
of administrators and, where it is `quick` and needs no private table, by `/sante`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class State(IntEnum):
    """From good to bad."""

    WELL = 0
    WATCH = 1
    ILL = 2


@dataclass(frozen=True)
class Finding:
    """`sentence` in the reader's language, `remedy` what to type; neither holds data of the register."""

    state: State
    sentence: str
    remedy: str = ""


@dataclass(frozen=True)
class Examination:
    code: str
    title: "StrOrPromise"
    ask: Callable[[], Finding]
    quick: bool
    slow: bool

    def finding(self) -> Finding:
        """What is found; that it cannot be asked is a finding too."""
        try:
            return self.ask()
        except Exception as error:
            # Only its kind: the sentence of a database may quote a row.
            told = _("Ne peut pas être contrôlé (%(error)s).") % {"error": type(error).__name__}
            return Finding(State.ILL, told, "journalctl -u rss-registry -n 50")


_EXAMINATIONS: dict[str, Examination] = {}


def examines(code: str, title: "StrOrPromise", *, quick: bool = False, slow: bool = False):
    """Register a question about the installation under a stable code; asked in the order of registration.

    A `slow` one reads all records: no page waits for it.
    """

    def register(ask):
        _EXAMINATIONS[code] = Examination(code, title, ask, quick, slow)
        return ask

    return register


def well(sentence: str) -> Finding:
    return Finding(State.WELL, sentence)


def watch(sentence: str, remedy: str = "") -> Finding:
    return Finding(State.WATCH, sentence, remedy)


def ill(sentence: str, remedy: str = "") -> Finding:
    return Finding(State.ILL, sentence, remedy)


def examinations(*, quick_only: bool = False) -> list[Examination]:
    return [each for each in _EXAMINATIONS.values() if each.quick or not quick_only]


def worst(findings: Iterable[Finding]) -> State:
    return max((finding.state for finding in findings), default=State.WELL)
