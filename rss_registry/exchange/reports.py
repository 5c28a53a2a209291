"""What an import would do, or what is wrong with its file, ready for the page."""

from dataclasses import asdict, dataclass, field
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


class _Counted:
    """Of lines that are `new`, `changed` and `unchanged`."""

    @property
    def counts(self):
        """« 12 lignes nouvelles, 3 modifiées »: what there is none of is not said."""
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
class ImportReport(_Counted):
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
class SheetReport:
    """One sheet of a workbook, and what came of it."""

    title: str
    report: ImportReport


def _summed(name):
    return property(lambda report: sum(getattr(part.report, name) for part in report.parts))


@dataclass
class WorkbookReport(_Counted):
    """What a workbook would do, sheet by sheet, or what is wrong with it; never both."""

    parts: list[SheetReport] = field(default_factory=list)
    left_aside: list[str] = field(default_factory=list)
    fingerprint: str = ""

    @property
    def problems(self):
        return [problem for part in self.parts for problem in part.report.problems]

    new, changed, unchanged = _summed("new"), _summed("changed"), _summed("unchanged")
    outdated_rows, corrects = _summed("outdated_rows"), _summed("corrects")


def written_down(report: ImportReport | WorkbookReport) -> dict[str, Any]:
    """What the page shows, as it can be written down."""
    if isinstance(report, ImportReport):
        return asdict(report)
    parts = [{"title": part.title, "report": asdict(part.report)} for part in report.parts]
    return {"parts": parts, "left_aside": report.left_aside, "fingerprint": report.fingerprint}


def as_kept(written: dict[str, Any]) -> ImportReport | WorkbookReport:
    """The report that was written down."""
    if "parts" not in written:
        return _report(written)
    parts = [SheetReport(part["title"], _report(part["report"])) for part in written["parts"]]
    return WorkbookReport(**written | {"parts": parts})


def _report(written):
    problems = [Problem(**problem) for problem in written["problems"]]
    rows = [_row(row) for row in written["rows"]]
    return ImportReport(**written | {"problems": problems, "rows": rows})


def _row(written):
    changes = tuple(Change(**change) for change in written["changes"])
    resembles = tuple(Resemblance(**each) for each in written["resembles"])
    when = written["changed_when"] and datetime.fromisoformat(written["changed_when"])
    return RowChanges(**written | {"changes": changes, "resembles": resembles, "changed_when": when})
