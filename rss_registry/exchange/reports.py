"""What an import would do, or what is wrong with its file, ready for the page."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

# What one page shows; the rest is counted, and said to be there.
SHOWN = 200


@dataclass(frozen=True)
class Problem:
    """One thing to correct: where it is, and what to write instead."""

    line: int | None
    letter: str
    header: str
    message: str

    @property
    def place(self):
        """« D – date de début », as far as it is known."""
        return " – ".join(part for part in (self.letter, self.header) if part)


@dataclass(frozen=True)
class Change:
    """One value: what is stored, and what the file says."""

    header: str
    before: str
    after: str


@dataclass(frozen=True)
class Resemblance:
    """What a new line may say again: a stored row with its `address`, or another line of the file."""

    name: str
    reasons: str
    address: str = ""
    line: int | None = None


@dataclass
class RowChanges:
    line: int
    name: str
    is_new: bool
    changes: tuple[Change, ...]
    resembles: tuple[Resemblance, ...] = ()
    # By somebody else, since the file was exported.
    changed_when: datetime | None = None
    changed_by: Any = None


@dataclass
class ImportReport:
    """The outcome of a file: either problems, or changes with their counts; never both."""

    problems: list[Problem] = field(default_factory=list)
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    rows: list[RowChanges] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    corrects: bool = False
    header_line: int = 1
    sheet: str = ""
    fingerprint: str = ""

    @property
    def changes_something(self):
        return bool(self.new or self.changed)

    @property
    def shown_problems(self):
        return self.problems[:SHOWN]

    @property
    def further_problems(self):
        return len(self.problems) - len(self.shown_problems)

    @property
    def shown_rows(self):
        return self.rows[:SHOWN]

    @property
    def resembling_rows(self):
        return sum(bool(row.resembles) for row in self.rows)

    @property
    def outdated_rows(self):
        return sum(row.changed_when is not None for row in self.rows)

    @property
    def further_rows(self):
        return len(self.rows) - len(self.shown_rows)
