"""What an import would do, or what is wrong with its file, ready for the page."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import ngettext

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
    changed_by: str = ""


@dataclass
class _Counts:
    """Of lines that are new, changed and unchanged; what there is none of is not said."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0

    @property
    def counts(self):
        """« 12 lignes nouvelles, 3 modifiées »."""
        said = (
            (self.new, ngettext("%(n)s ligne nouvelle", "%(n)s lignes nouvelles", self.new)),
            (self.changed, ngettext("%(n)s modifiée", "%(n)s modifiées", self.changed)),
            (self.unchanged, ngettext("%(n)s inchangée", "%(n)s inchangées", self.unchanged)),
        )
        return ", ".join(words % {"n": number} for number, words in said if number)

    @property
    def changes_something(self):
        return bool(self.new or self.changed)


@dataclass
class TableReport(_Counts):
    """The outcome of one table: either problems, or changes with their counts; never both."""

    title: str = ""
    header_line: int = 1
    problems: list[Problem] = field(default_factory=list)
    rows: list[RowChanges] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    corrects: bool = False

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


@dataclass
class FileReport(_Counts):
    """What a file would do, table by table, or what is wrong with it; never both."""

    parts: list[TableReport] = field(default_factory=list)
    left_aside: list[str] = field(default_factory=list)
    outdated_rows: int = 0
    corrects: bool = False
    fingerprint: str = ""

    @property
    def problems(self):
        return [problem for part in self.parts for problem in part.problems]

    def sum_up(self):
        """Once all tables have been tried."""
        for name in ("new", "changed", "unchanged", "outdated_rows", "corrects"):
            setattr(self, name, sum(getattr(part, name) for part in self.parts))


def as_kept(written: dict[str, Any]) -> FileReport:
    """The report that was written down (`asdict`)."""
    return FileReport(**written | {"parts": [_table(part) for part in written["parts"]]})


def _table(written):
    problems = [Problem(**problem) for problem in written["problems"]]
    return TableReport(**written | {"problems": problems, "rows": [_row(row) for row in written["rows"]]})


def _row(written):
    changes = tuple(Change(**change) for change in written["changes"])
    resembles = tuple(Resemblance(**each) for each in written["resembles"])
    when = written["changed_when"] and datetime.fromisoformat(written["changed_when"])
    return RowChanges(**written | {"changes": changes, "resembles": resembles, "changed_when": when})
