"""The figures of a set of events computed once more, by other ways than the product's.

Which number is shown is read from what the site prints of each single event; every number itself from the
private tables, with plain SQL. Nothing of `publication` is used.
"""

import csv
import io
from collections import defaultdict
from dataclasses import dataclass, field

from django.db import connection
from django.utils import timezone

from tests.reading import body_of

SIGNS = {"exact": "", "at_least": "≥", "approximate": "≈", "planned": ""}
_LOOSE = ("exact", "planned", "at_least", "approximate")
Number = tuple[int, str]
"""A number and how far it can be trusted."""


def sql(query: str, *parameters) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        return cursor.fetchall()


def table(client, address: str) -> list[dict]:
    """A file as a program reads it."""
    address += ("&" if "?" in address else "?") + "entetes=codes"
    return list(csv.DictReader(io.StringIO(body_of(client.get(address)).decode("utf-8-sig"))))


def added(numbers) -> Number | None:
    numbers = list(numbers)
    if not numbers:
        return None
    return sum(number for number, _basis in numbers), max((basis for _n, basis in numbers), key=_LOOSE.index)


def written(number: Number | None, absent: str) -> str:
    """« ≈1240 »: without the spaces of a page."""
    return absent if number is None else SIGNS[number[1]] + str(number[0])


@dataclass
class Sums:
    """What a page may print of a set of events."""

    events: int = 0
    unknown: int = 0
    """Events of which no total is known."""
    masked: int = 0
    totals: list[Number] = field(default_factory=list)
    women: list[Number] = field(default_factory=list)
    """Of the events that state and show both women and total."""
    bases: list[Number] = field(default_factory=list)
    covered: int = 0
    share_masked: int = 0

    @property
    def participants(self) -> str:
        absent = "aucunévénement" if not self.events else "masqué" if self.masked else "noncommuniqué"
        return written(added(self.totals), absent)

    @property
    def share(self) -> str:
        """As a key figure writes it."""
        women, base = added(self.women), added(self.bases)
        if base is None or not base[0]:
            return "masqué" if self.share_masked else "noncommuniqué"
        if 2 * base[0] < (added(self.totals) or (0, ""))[0]:
            plural = "femmes" if women[0] > 1 else "femme"
            return f"{written(women, '')}{plural}sur{written(base, '')}"
        basis = women[1] if base[1] == "exact" else "approximate"
        return f"{SIGNS[basis]}{round(100 * women[0] / base[0])}%"


class PrivateRegister:
    """The held events that have a page, with what is stated of their people and what is shown of it."""

    def __init__(self, client):
        today = timezone.localdate()
        rows = sql(
            "SELECT id, reference, sensitivity, starts_on FROM events_event WHERE status = 'published' AND"
            " outcome = 'held' AND visible_from <= %s"
            " AND sensitivity IN ('public', 'delayed', 'region_and_month')",
            today,
        )
        self.held = {reference: pk for pk, reference, _level, _day in rows}
        self.coarse = {reference for _pk, reference, level, _day in rows if level == "region_and_month"}
        self.day = {reference: day for _pk, reference, _level, day in rows}
        self.shown = defaultdict(dict)
        self.groups = defaultdict(set)
        for row in table(client, "/fr/effectifs.csv"):
            key = (row["reference"], row["scope"])
            self.shown[key][row["split"], row["part"]] = row
            if row["group"]:
                self.groups[row["group"]].add(row["reference"])
        shared = sql("SELECT event_id, headcountgroup_id FROM events_headcountgroup_events")
        self._group_of = dict(shared)
        assert len(self._group_of) == len(shared)
        self._rows = {"event": defaultdict(list), "shared": defaultdict(list)}
        for event, group, *row in sql(
            "SELECT event_id, group_id, sex, category, age_band, number, basis FROM events_headcount"
            " WHERE unit = 'persons' AND basis <> 'planned'"
        ):
            self._rows["shared" if group else "event"][group or event].append(row)

    def rows_of(self, reference: str, scope: str) -> list:
        pk = self.held[reference]
        return self._rows[scope][pk if scope == "event" else self._group_of[pk]]

    def stated(self, reference, scope, split, part) -> Number | None:
        """What the record says of one part, whoever may know of it."""
        wanted = {"total": ("", "", ""), "sex": (part, "", ""), "category": ("", part, "")}.get(
            split, ("", "", part)
        )
        rows = self.rows_of(reference, scope)
        own = next(((row[3], row[4]) for row in rows if tuple(row[:3]) == wanted), None)
        if own or split != "total":
            return own or self._floor(rows, split, part)
        sexes = [(row[3], row[4]) for row in rows if row[0] and not row[1] and not row[2]]
        return added(sexes) if len(sexes) == 2 else self._least(reference, scope)

    def _floor(self, rows, split, part):
        """At least what crossed rows of the part add up to."""
        column = ("sex", "category", "age_band").index(split)
        sums = defaultdict(int)
        for row in rows:
            if row[column] == part and sum(map(bool, row[:3])) > 1:
                sums[tuple(map(bool, row[:3]))] += row[3]
        return (max(sums.values()), "at_least") if sums else None

    def _least(self, reference, scope):
        """At least as many as the parts of one split that are shown."""
        sums = defaultdict(list)
        for (split, part), row in self.shown[reference, scope].items():
            if split in ("sex", "category", "age_band") and row["number_status"] == "stated":
                sums[split].append(self.stated(reference, scope, split, part))
        found = [added(numbers)[0] for numbers in sums.values()]
        return (max(found), "at_least") if found and max(found) else None

    def status(self, reference, scope, split, part="") -> str:
        return self.shown[reference, scope].get((split, part), {}).get("number_status", "not_stated")

    def has_own_total(self, reference, scope) -> bool:
        rows = self.rows_of(reference, scope)
        sexes = {row[0] for row in rows if row[0] and not row[1] and not row[2]}
        return len(sexes) == 2 or any(not any(row[:3]) for row in rows)

    def sums(self, references) -> Sums:
        references = set(references)
        sums, counted = Sums(events=len(references)), set()
        for members in self.groups.values():
            if within := members & references:
                counted |= within
                self._add(sums, min(within), "shared", len(within))
        for reference in references - counted:
            self._add(sums, reference, "event", 1)
        return sums

    def _add(self, sums, reference, scope, events):
        """A shared total enters once, and stands for `events` of the set."""
        total, women = (self.status(reference, scope, *key) for key in (("total",), ("sex", "women")))
        if total == "stated":
            sums.totals.append(self.stated(reference, scope, "total", ""))
        sums.unknown += events * (total == "not_stated")
        sums.masked += events * (total not in ("stated", "not_stated"))
        states_women = self.stated(reference, scope, "sex", "women") is not None
        if women not in ("stated", "not_stated") or states_women and total not in ("stated", "not_stated"):
            sums.share_masked += events
        elif states_women and total == "stated" and self.has_own_total(reference, scope):
            sums.women.append(self.stated(reference, scope, "sex", "women"))
            sums.bases.append(self.stated(reference, scope, "total", ""))
            sums.covered += events
