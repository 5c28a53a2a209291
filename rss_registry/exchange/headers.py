"""The headers of a file, recognised: by code, in French or in English, whatever the case and accents."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from openpyxl.utils import get_column_letter

from rss_registry.exchange.cells import quoted
from rss_registry.exchange.columns import Column
from rss_registry.exchange.reports import Problem
from rss_registry.never_kept import never_kept
from rss_registry.tabular import Record, Table, is_blank
from rss_registry.text import fold

# The line of the file goes with each row of the dataset under this name, which no column has.
LINE = "__line__"
# A title, a logo's empty rows, a date: what people put above the headers of a list.
_LINES_ABOVE = 10


@dataclass(frozen=True)
class Heading:
    """A column of the file: where it stands, and what its header says."""

    position: int
    text: str

    @property
    def letter(self) -> str:
        return get_column_letter(self.position + 1)


@dataclass(frozen=True)
class Layout:
    """Which column of the file holds what, and the line of its headers."""

    line: int
    headings: dict[str, Heading]
    records: tuple[Record, ...]

    def lines(self) -> list[dict[str, Any]]:
        """The cells under the headers, by code, each line with its number in the file."""
        places = {code: heading.position for code, heading in self.headings.items()}
        return [
            {code: _cell(record, position) for code, position in places.items()} | {LINE: record.line}
            for record in self.records
        ]


def recognise(table: Table, columns: Iterable[Column]) -> tuple[Layout, list[Problem]]:
    """The layout of the file, and what is wrong with its headers."""
    columns = list(columns)
    known = {fold(name): column.code for column in columns for name in column.known_as()}
    top = _header_record(table, known)
    headings: dict[str, Heading] = {}
    problems = []
    used = [heading for heading in _headings(top) if heading.text]
    for heading in used:
        code = known.get(fold(heading.text))
        if code is None:
            problems.append(_unknown(heading, top.line, columns))
        elif code in headings:
            problems.append(_twice(heading, headings[code], top.line))
        else:
            headings[code] = heading
    records = tuple(record for record in table.records if record.line > top.line)
    problems += _without_header(records, {heading.position for heading in used})
    return Layout(top.line, headings, records), problems


def _header_record(table, known):
    """The line, among the first ones, in which most headers are recognised."""

    def recognised(record):
        return sum(fold(heading.text) in known for heading in _headings(record))

    return max(table.records[:_LINES_ABOVE], key=recognised)


def _headings(record) -> Iterator[Heading]:
    for position, cell in enumerate(record.cells):
        yield Heading(position, "" if is_blank(cell) else " ".join(str(cell).split()))


def _unknown(heading, line, columns):
    folded = fold(heading.text)
    if what := never_kept(heading.text):
        return _problem(heading, line, _refusal(what))
    names = {fold(name): column for column in columns for name in column.known_as()}
    near = get_close_matches(folded, names, n=1, cutoff=0.6)
    sentence = _("Cet en-tête n’est pas connu.")
    if near:
        sentence = _("Cet en-tête n’est pas connu. Vouliez-vous dire « %(near)s » ?") % {
            "near": names[near[0]].header()
        }
    advice = _("Corrigez-le, ou ôtez la colonne ; le modèle vide donne les en-têtes admis.")
    return _problem(heading, line, f"{sentence} {advice}")


def _refusal(what: str | Promise) -> str:
    return _(
        "Le registre ne garde jamais %(what)s d’une personne : protection des personnes en zone de "
        "conflit, loi n° 2013-015. Ôtez cette colonne du fichier ; rien n’en a été conservé."
    ) % {"what": what}


def _twice(heading, first, line):
    sentence = _("Cette colonne figure deux fois : colonne %(letter)s (« %(header)s ») et ici. Ôtez-en une.")
    return _problem(heading, line, sentence % {"letter": first.letter, "header": first.text})


def _without_header(records, positions):
    for record in records:
        for position, cell in enumerate(record.cells):
            if position not in positions and not is_blank(cell):
                sentence = _("« %(cell)s » n’a pas d’en-tête : donnez-en un à la colonne, ou videz-la.")
                yield _problem(Heading(position, ""), record.line, sentence % {"cell": quoted(cell)})
                return


def _problem(heading, line, message):
    return Problem(line, heading.letter, heading.text, str(message))


def _cell(record, position):
    return record.cells[position] if position < len(record.cells) else None
