"""What each column of a file holds, as the page shows it and as it is answered."""

from dataclasses import dataclass

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from events.attendance.cells import looks_like_data
from events.attendance.headings import Use, uses_of
from events.attendance.moments import Moment
from events.enums import HalfDay
from events.forms.list_reading import NAMES, ListReading, SheetReading, write_use
from rss_registry.dates import day_text
from rss_registry.text import fold

_LARGEST_LINE = 20_000
_LONGEST_HEADING = 120
# How surely a heading is one.
_SURE = 0.7


@dataclass(frozen=True)
class ColumnChoice:
    """One column of the file: its heading, its first cells, what it is held for and why."""

    sheet: SheetReading
    index: int
    moments: tuple[Moment, ...]

    @cached_property
    def column(self):
        return next(column for column in self.sheet.layout.columns if column.index == self.index)

    @property
    def heading(self):
        return self.column.heading

    @property
    def unnamed(self):
        return _("sans en-tête")

    @property
    def letter(self):
        return self.column.letter

    @property
    def is_hidden(self):
        return self.column.hidden

    @property
    def samples(self):
        return self.column.samples if not self.is_forbidden else ()

    @property
    def is_forbidden(self):
        return self.sheet.guesses[self.index].use == Use.FORBIDDEN

    @property
    def is_ignored(self):
        return self.sheet.uses[self.index][0] in Use.unkept()

    @property
    def use(self):
        return write_use(*self.sheet.uses[self.index])

    @property
    def reasons(self):
        """Why the register thinks so; nothing where somebody has said otherwise."""
        found = self.sheet.guesses[self.index]
        return found.reasons if (found.use, found.moment) == self.sheet.uses[self.index] else ()

    @property
    def choices(self):
        """« Ignorer » first, then what a person has, then the half-days of the event."""
        people = [
            (use.value, use.label)
            for use in Use
            if use not in (*Use.unkept(), Use.PRESENCE) and use not in Use.ticks()
        ]
        ticks = [(use.value, use.label) for use in Use.ticks()]
        days = [(write_use(Use.PRESENCE, moment), moment_text(moment)) for moment in self.moments]
        groups = [
            ("", [(Use.IGNORE.value, Use.IGNORE.label)]),
            (_("La personne"), people),
            (_("Présence"), days),
            (_("Cases à cocher"), ticks),
            (_("Lu, mais non gardé"), [(use.value, use.label) for use in (Use.SIGNATURE, Use.LOCALITY)]),
        ]
        offered = {value for _group, choices in groups for value, _label in choices}
        if self.use not in offered:
            groups[2][1].append((self.use, moment_text(self.sheet.uses[self.index][1])))
        return [(group, choices) for group, choices in groups if choices]


@dataclass(frozen=True)
class SheetForm:
    """One sheet as the page of columns shows it."""

    reading: SheetReading
    is_chosen: bool
    asks_choice: bool
    moments: tuple[Moment, ...]

    @property
    def number(self):
        return self.reading.number

    @property
    def name(self):
        return self.reading.sheet.name

    @property
    def is_hidden(self):
        return self.reading.sheet.hidden

    @property
    def layout(self):
        return self.reading.layout

    @property
    def header_line(self):
        return self.layout.header_lines[-1] if self.layout.header_lines else 0

    @property
    def columns(self):
        return [ColumnChoice(self.reading, index, self.moments) for index in self.reading.uses]


def sheet_forms(reading: ListReading) -> list[SheetForm]:
    """The sheets of the file; whole days are offered beside the half-days of the event."""
    order = ["", *HalfDay]
    days = {Moment(moment.day) for moment in reading.moments}
    moments = tuple(sorted({*reading.moments, *days}, key=lambda one: (one.day, order.index(one.half))))
    chosen = {sheet.number for sheet in reading.chosen}
    several = len(reading.sheets) > 1
    return [SheetForm(sheet, sheet.number in chosen, several, moments) for sheet in reading.sheets]


def moment_text(moment) -> str:
    """« 29 février 2024, matin », « 29 février 2024, toute la journée »; says so where no day is known."""
    if moment is None:
        return _("présence, sans jour connu")
    half = HalfDay(moment.half).label if moment.half else _("toute la journée")
    return f"{day_text(moment.day)}, {half}"


# -- answers -------------------------------------------------------------------------------------


def take_answers(work, reading: ListReading, data) -> None:
    """Put what was sent into `work`; what does not belong to this file is passed over."""
    forms = {form.number: form for form in sheet_forms(reading)}
    numbers = set(forms)
    work.sheets = sorted({int(text) for text in data.getlist("feuille") if _is_number(text)} & numbers)
    for sheet in reading.sheets:
        line = data.get(f"entete-{sheet.number}", "")
        is_line = _is_number(line) and int(line) <= _LARGEST_LINE
        if is_line and int(line) != forms[sheet.number].header_line:
            # Other headings: what was said of the columns was said of others.
            work.header_lines[sheet.number] = int(line)
            work.uses.pop(sheet.number, None)
            continue
        decided = {}
        for column in forms[sheet.number].columns:
            text = data.get(f"c-{sheet.number}-{column.index}", "")
            # A half-day that nobody offered would become one of the event.
            if text in {value for _group, choices in column.choices for value, _label in choices}:
                decided[column.index] = text
        if decided:
            work.uses[sheet.number] = decided


def problem_of(reading: ListReading) -> str:
    """Why one cannot go on to the people; empty when one can."""
    if not reading.chosen:
        return _("Choisissez au moins une feuille.")
    for sheet in reading.chosen:
        if not sheet.layout.rows:
            return _("La feuille « %(name)s » n’a aucune ligne sous ses en-têtes : changez leur ligne.") % {
                "name": sheet.sheet.name
            }
        if not sheet.has_people:
            return _("Dites quelle colonne donne le nom : sans lui, on ne sait pas qui est qui.")
        twice = _said_twice(sheet)
        if twice:
            return _("Deux colonnes sont données pour « %(what)s » : gardez-en une.") % {"what": twice}
    return ""


def headings_to_remember(reading: ListReading) -> dict[str, str]:
    """What the columns of the chosen sheets are, by their folded heading; half-days change with the event.

    Nothing of a sheet of which no heading is one of names: its line may be that of a person.
    """
    return {
        fold(column.heading)[:_LONGEST_HEADING]: sheet.uses[column.index][0].value
        for sheet in reading.chosen
        if _has_headings(sheet.layout)
        for column in sheet.layout.columns
        if column.index in sheet.uses
        and fold(column.heading)
        and sheet.uses[column.index][0] not in (Use.PRESENCE, Use.FORBIDDEN)
    }


def _has_headings(layout):
    """Whether one of them heads names in so many words, and none is what a person has."""
    told = [use for column in layout.columns for use, score in uses_of(column.heading)[:1] if score >= _SURE]
    data = any(looks_like_data(column.heading) for column in layout.columns)
    return not data and any(use in NAMES for use in told)


def _said_twice(sheet):
    seen = set()
    for use, moment in sheet.uses.values():
        if use in Use.repeatable() and moment is None:
            continue
        if (use, moment) in seen:
            return moment_text(moment) if moment else Use(use).label
        seen.add((use, moment))
    return ""


def _is_number(text):
    return text.isascii() and text.isdecimal() and len(text) < 6
