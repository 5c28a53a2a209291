"""A described list, taken through the whole way at first guess: nobody corrects a column."""

from dataclasses import dataclass

from events.attendance.columns import guess
from events.attendance.headings import Use
from events.attendance.layout import lay_out
from events.attendance.likeness import unite
from events.attendance.moments import Moment, moment_in
from events.attendance.rows import entries
from rss_registry.sheets import Merge, Sheet, read_sheets
from rss_registry.sheets.sheet import clean
from rss_registry.text import fold
from tests.events.attendance.files import FOLDER, described, grid, written

LISTS_OF_SHEETS = sorted(
    f"{folder}/{path.stem}" for folder in ("lists", "held_out") for path in (FOLDER / folder).glob("*.toml")
)
ORGANISATIONS = {
    "add": 11,
    "association action droit et developpement": 11,
    "renedep": 12,
    "cafo": 13,
    "wanep mali": 14,
}


_NAMES = {Use.FULL_NAME, Use.FAMILY_NAME, Use.GIVEN_NAME}


def sheet_of(text, *, merged=()):
    """A sheet of « a | b » lines, without the way through a file."""
    rows = []
    for cells in grid(text):
        while cells and cells[-1] is None:
            cells.pop()
        rows.append(tuple(None if cell is None else clean(cell) for cell in cells))
    return Sheet("", tuple(rows), merged=tuple(Merge(*area) for area in merged))


def known_organisation(name):
    return ORGANISATIONS.get(fold(name))


@dataclass
class Taken:
    layouts: list
    guesses: list
    entries: tuple

    def count(self, **values):
        return sum(all(entry.values.get(k) == v for k, v in values.items()) for entry in self.entries)

    def uses(self, use):
        return [
            layout.column(index).heading
            for layout, guesses in zip(self.layouts, self.guesses, strict=True)
            for index, guess in guesses.items()
            if guess.use == use
        ]

    def total(self):
        stated = [layout.stated_total for layout in self.layouts if layout.stated_total]
        return stated[0] if len(stated) == 1 else sum(stated) or None


def taken(name):
    """The list as the wizard would propose it."""
    list_ = described(name)
    return take(written(list_), list_.get("first_day"), list_.get("last_day"), list_.get("sessions", ()))


def take(data, first_day=None, last_day=None, sessions=()):
    moments = [Moment(day, half) for day, half in sessions]
    layouts, guesses, people = [], [], []
    for sheet in read_sheets(data):
        layout = lay_out(sheet)
        found = guess(layout, moments=moments, first_day=first_day, last_day=last_day)
        if sheet.hidden or not _NAMES & {one.use for one in found.values()}:
            continue
        layouts.append(layout)
        guesses.append(found)
        people += entries(
            sheet.name,
            layout,
            {index: (one.use, one.moment) for index, one in found.items()},
            known_organisation,
            first_day=first_day,
            last_day=last_day,
            present_at=moment_in(sheet.name, first_day, last_day, moments=moments) if sheet.name else None,
        )
    return Taken(layouts, guesses, unite(people) if len(layouts) > 1 else tuple(people))


def forbidden(taken_):
    return taken_.uses(Use.FORBIDDEN)
