"""The people of a list: rows and what their columns hold go in, an `Entry` for each comes out.

Only what the register keeps is in `values`: of an age the band, of a telephone its usual writing, of a
signature that there was one. What could not be understood is a problem of its field, and the row stays.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from events.attendance import cells as told
from events.attendance.ages import is_birth
from events.attendance.fields import Reader
from events.attendance.headings import Use
from events.attendance.layout import Layout, ListRow
from events.attendance.moments import Moment, moment_in
from rss_registry.sheets import Unreadable

# « A. », « II- », « 3) » before the name of a group.
_NUMBERING = re.compile(r"^(?:[A-Za-z]|[IVX]{1,5}|\d{1,2}) ?[.)/\-–:°]+ ?")


@dataclass(frozen=True)
class Entry:
    """Somebody of a list. `values` has only what the list states, by the names of the register's columns."""

    sheet: str
    line: int
    values: dict[str, Any]
    raw: dict[str, str]
    presences: dict[Moment, bool] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)
    notices: tuple[str, ...] = ()
    block: int = 0
    also: tuple[tuple[str, int], ...] = ()
    """Other sheets and lines that are the same person, united with this one."""


def entries(
    sheet_name: str,
    layout: Layout,
    uses: Mapping[int, tuple[Use | str, Moment | None]],
    organisations: Callable[[str], int | None],
    *,
    first_day: date | None = None,
    last_day: date | None = None,
    present_at: Moment | None = None,
) -> tuple[Entry, ...]:
    """One entry for each row. `present_at`: the moment of a sheet that is the list of one day."""
    chosen = {index: (Use(use), moment) for index, (use, moment) in uses.items()}
    forbidden = {column.index for column in layout.columns if column.forbidden}
    chosen = {
        index: pair
        for index, pair in chosen.items()
        if index not in forbidden and pair[0] not in Use.unkept()
    }
    signed = [index for index, pair in chosen.items() if pair[0] == Use.PRESENCE]
    habits = {index: _states_absence(layout, index) for index in signed}
    crossed_out = any(told.is_check(cell) for row in layout.rows for cell in _at(row, signed))
    counted = _numbers_are_unique(layout, chosen)
    above: dict[int, Any] = {}
    found = []
    for row in layout.rows:
        by_use, repeated = _cells(row, chosen, above)
        reader = Reader(by_use, organisations, on=first_day)
        reader.read(counted=counted)
        if repeated:
            reader.notices.insert(0, _("« idem » : repris de la ligne du dessus"))
        if row.hidden:
            reader.notices.append(_("ligne masquée dans le tableur"))
        presences = _presences(row, chosen, habits, crossed_out)
        _take_group(row.group, reader, presences, first_day, last_day)
        if present_at is not None and not presences:
            presences[present_at] = True
        raw = {use.value: " ".join(map(told.text, cells)) for use, cells in by_use.items()}
        if is_birth(raw.get(Use.AGE.value, "")):
            del raw[Use.AGE.value]
        found.append(
            Entry(
                sheet_name,
                row.line,
                reader.values,
                {use: words for use, words in raw.items() if words},
                presences,
                reader.problems,
                tuple(reader.notices),
                row.block,
            )
        )
    return tuple(found)


def _cells(row: ListRow, chosen, above):
    """The cells by use, « idem » replaced by what is above it."""
    by_use: dict[Use, list[Any]] = {}
    repeated = False
    for index, (use, _moment) in chosen.items():
        cell = row.cell(index)
        if use == Use.PRESENCE:
            continue
        if told.is_ditto(cell) and use not in Use.ticks():
            cell, repeated = above.get(index), True
        above[index] = cell
        if cell is not None and not told.is_not_stated(cell):
            by_use.setdefault(use, []).append(cell)
    return by_use, repeated


def _numbers_are_unique(layout, chosen):
    """Whether the numbers of the list tell its people apart; those that begin anew on each page do not."""
    index = next((index for index, (use, _m) in chosen.items() if use == Use.NUMBER), None)
    if index is None:
        return False
    numbers = [told.text(row.cells[index]).strip(" .)°") for row in layout.rows if index < len(row.cells)]
    stated = [number for number in numbers if number]
    return len(stated) == len(set(stated))


def _states_absence(layout, index):
    """Whether absences are written, so that a blank cell says nothing; else a blank is an absence.

    None where the column holds nothing at all.
    """
    cells = [row.cells[index] for row in layout.rows if index < len(row.cells)]
    if all(cell is None for cell in cells):
        return None
    return any(told.mark_in(cell) is False for cell in cells)


def _at(row, indexes):
    return [row.cells[index] for index in indexes if index < len(row.cells)]


def _presences(row, chosen, habits, crossed_out):
    presences: dict[Moment, bool] = {}
    for index, (use, moment) in chosen.items():
        if use != Use.PRESENCE or moment is None:
            continue
        cell = row.cell(index)
        if cell is None or isinstance(cell, Unreadable):
            # A blank cell beside absences that are written says nothing.
            if cell is None and habits[index] is False:
                presences.setdefault(moment, False)
            continue
        mark = False if crossed_out and told.is_cross(cell) else told.mark_in(cell)
        presences[moment] = presences.get(moment, False) or mark is not False
    return presences


def _take_group(group, reader, presences, first_day, last_day):
    """What stands above several people says their organisation, their category or their day."""
    if not group:
        return
    if moment := moment_in(group, first_day, last_day):
        presences.setdefault(moment, True)
        return
    name = _NUMBERING.sub("", group).strip(" :.-–•*")
    category = told.category_in(name)
    if category and "category" not in reader.values:
        reader.values["category"] = category.value
    elif category or {"organisation", "organisation_name"} & reader.values.keys():
        return
    else:
        reader.take_group(name)
        if not {"organisation", "organisation_name"} & reader.values.keys():
            return
    reader.notices.append(_("d’après le titre « %(group)s »") % {"group": name})
