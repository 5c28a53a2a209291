"""What the file of a list says of people, with what was decided on the pages, held against the register.

Nothing is written here: the pages show a reading, and `arrivals` hands it to the service that imports it.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from events.attendance.columns import Guess, guess
from events.attendance.headings import Use
from events.attendance.layout import Layout, lay_out
from events.attendance.likeness import unite
from events.attendance.moments import Moment, moment_in
from events.attendance.rows import entries
from events.forms.list_matching import Matching
from events.forms.list_rows import FIELDS, Row, RowState
from events.half_days import half_days_of
from events.models import ListHeading
from events.resources.indexes import event_record
from events.resources.list_kit import MARK, keys_of_kit
from events.services.list_import import Arrival
from rss_registry.sheets import Sheet, read_sheets
from rss_registry.workbooks import OFFERED

# Who can be told apart by these is in the list of a sheet.
NAMES = {Use.FULL_NAME, Use.FAMILY_NAME, Use.GIVEN_NAME}


@dataclass(frozen=True)
class SheetReading:
    """One sheet of the file: where its list is, and what its columns hold, by their position."""

    number: int
    sheet: Sheet
    layout: Layout
    guesses: dict[int, Guess]
    uses: dict[int, tuple[Use, Moment | None]]

    @property
    def has_people(self) -> bool:
        return bool(self.layout.rows) and any(use in NAMES for use, _moment in self.uses.values())


class ListReading:
    """The whole file, read anew at each step: `work` is what was decided so far."""

    def __init__(self, event, work):
        self.event = event
        self.work = work
        self.moments = tuple(Moment(slot.day, slot.half_day) for slot in half_days_of(event))

    # -- sheets --------------------------------------------------------------------

    @cached_property
    def sheets(self) -> tuple[SheetReading, ...]:
        return tuple(
            self._sheet(number, sheet)
            for number, sheet in enumerate(self._every)
            if any(sheet.rows) and sheet.name not in (MARK, OFFERED)
        )

    @cached_property
    def _every(self):
        return read_sheets(self.work.file)

    @cached_property
    def chosen(self) -> tuple[SheetReading, ...]:
        """Those that somebody chose; else all visible ones with people."""
        if self.work.sheets:
            return tuple(sheet for sheet in self.sheets if sheet.number in self.work.sheets)
        shown = [sheet for sheet in self.sheets if not sheet.sheet.hidden]
        return tuple([sheet for sheet in shown if sheet.has_people] or shown[:1])

    def _sheet(self, number, sheet):
        layout = lay_out(sheet, self.work.header_lines.get(number))
        guesses = guess(
            layout,
            moments=self.moments,
            first_day=self.event.starts_on,
            last_day=self.event.ends_on,
            remembered=self._remembered,
        )
        decided = self.work.uses.get(number, {})
        uses = {index: (found.use, found.moment) for index, found in guesses.items()}
        # Whatever a form says, what is never kept is not read.
        free = [index for index, found in guesses.items() if found.use != Use.FORBIDDEN]
        uses |= {index: read_use(decided[index]) for index in free if index in decided}
        return SheetReading(number, sheet, layout, guesses, uses)

    @cached_property
    def _remembered(self):
        headings = ListHeading.objects.filter(organisation=self.event.owner)
        return dict(headings.values_list("heading", "use"))

    # -- people --------------------------------------------------------------------

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        matching = Matching(self.event, self.work)
        return tuple(matching.rows(self._keyed(matching.organisation_of)))

    @cached_property
    def by_key(self) -> dict[str, Row]:
        return {row.key: row for row in self.rows}

    def _keyed(self, organisation_of):
        numbers = {sheet.sheet.name: sheet.number for sheet in self.chosen}
        found = [entry for sheet in self.chosen for entry in self._entries(sheet, organisation_of)]
        several = len(self.chosen) > 1
        kit_keys = {sheet.number: keys_of_kit(sheet.layout) for sheet in self.chosen} if self.is_kit else {}
        for entry in unite(found) if several else found:
            number = numbers[entry.sheet]
            key = f"{number}-{entry.line}-{entry.block}"
            where = f"{entry.sheet} {entry.line}" if several else str(entry.line)
            yield key, where, entry, kit_keys.get(number, {}).get((entry.line, entry.block))

    def _entries(self, sheet, organisation_of):
        first, last = self.event.starts_on, self.event.ends_on
        # « Jour 2 » on the tab of a sheet says when its people were there.
        day = moment_in(sheet.sheet.name, first, last) if len(self.sheets) > 1 else None
        return entries(
            sheet.sheet.name,
            sheet.layout,
            sheet.uses,
            organisation_of,
            first_day=first,
            last_day=last,
            present_at=day,
        )

    def arrivals(self) -> Iterator[Arrival]:
        """Everybody whom the import takes, each person of the file once."""
        return (row.arrival() for row in self.rows if row.state in RowState.people())

    # -- the kit -------------------------------------------------------------------

    @cached_property
    def _mark(self):
        """The record of which the file says that it is its kit; empty for any other file."""
        sheet = next((one for one in self._every if one.name == MARK and one.hidden), None)
        return str(sheet.cell(1, 0) or "") if sheet else ""

    @property
    def is_kit(self) -> bool:
        return bool(self._mark) and self._mark == event_record(self.event)

    @property
    def is_kit_of_another(self) -> bool:
        return bool(self._mark) and not self.is_kit

    # -- numbers -------------------------------------------------------------------

    @cached_property
    def by_state(self) -> Counter:
        return Counter(row.state for row in self.rows)

    @cached_property
    def columns(self):
        """The fields that the file states of anybody, and those without which nobody is told apart."""
        told = {name for row in self.rows for name in (*row.problems, *_stated(row))}
        return tuple(name for name in FIELDS if name in told or name in ("full_name", "sex"))

    def stated_total(self):
        """What the sheets themselves say of their number; None where they do not all say it."""
        stated = [sheet.layout.stated_total for sheet in self.chosen]
        # Sheets of several days count the same people.
        return stated[0] if len(stated) == 1 else None

    @cached_property
    def marked(self):
        """The half-days of which the file says who was there."""
        return {half_day for row in self.rows for half_day in row.presences}


def _stated(row):
    values = {**row.values, "organisation_name": row.body}
    return (name for name in FIELDS if values.get(name))


def read_use(text) -> tuple[Use, Moment | None]:
    """« presence:2024-02-29:morning » → presence at that half-day."""
    use, _colon, rest = text.partition(":")
    if use != Use.PRESENCE or not rest:
        return Use(use), None
    day, _colon, half = rest.partition(":")
    return Use.PRESENCE, Moment(date.fromisoformat(day), half)


def write_use(use, moment=None) -> str:
    return f"{use}:{moment.day:%Y-%m-%d}:{moment.half}" if moment else str(use)
