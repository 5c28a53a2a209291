"""Lines of a file held against each other and against the lists of the organisation: who is who."""

from collections import Counter
from dataclasses import replace
from functools import cache

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

import organisations.resources.indexes  # noqa: F401 -- the names of organisations
from events.attendance.likeness import Known, contradict, find_same, identity
from events.forms.list_rows import (
    EVERYBODY,
    FIELDS,
    WITHOUT,
    Answer,
    Row,
    RowState,
    checked,
    expand_presences,
)
from events.models import Participant, Presence
from events.services.list_import import half_days_of_moment, what_completes
from organisations.models import Organisation
from rss_registry.exchange.lookups import build_index


class Matching:
    """Turns the entries of one file into rows that say what becomes of them."""

    def __init__(self, event, work):
        self.event = event
        self.work = work
        self.here = {person.pk: person for person in event.participants.all()}
        self.names = dict(Organisation.objects.values_list("pk", "name"))
        marks = Presence.objects.filter(participant__event=event, signed=True)
        self._marks = set(marks.values_list("participant", "session__day", "session__half_day"))
        self._index = build_index("organisations.organisation", user=None)
        self._taken: set[int] = set()
        # What the lines of one person say, by the place of the first.
        self._said_of: dict[int, list] = {}
        self._identities = {pk: identity(self._told_of(person)) for pk, person in self.here.items()}
        self._stored, self._alone = Counter(self._identities.values()), Counter()
        # A moment that a heading names is that of every line.
        self._half_days_of = cache(lambda moment: half_days_of_moment(event, moment.day, moment.half))

    def organisation_of(self, name):
        """The key of the organisation that a list calls `name`; None where the register knows none."""
        try:
            return self._index.find(name).pk
        except ValidationError:
            return None

    def rows(self, keyed):
        """A row for each (key, where, entry, key of the kit or None), in the order of the file."""
        keyed = list(keyed)
        rows = [self._row(*one) for one in keyed]
        entries = [replace(one[2], values=_told_by(row)) for row, one in zip(rows, keyed, strict=True)]
        kits = [kit for *_one, kit in keyed]
        same = find_same(entries, self._known())
        # Lines of one person first, whoever is in the list: the same file again tells of the same people.
        for position, entry in enumerate(entries):
            self._said_of[position] = [entry.values]
            self._in_file(position, same.get(position, ()), kits[position], rows)
        self._alone = Counter(identity(_told_by(row)) for row in rows if row.joined_to is None)
        for position, row in enumerate(rows):
            self._in_lists(row, same.get(position, ()), rows)
        for row in rows:
            self._settle(row)
        return rows

    # -- one line ------------------------------------------------------------------

    def _row(self, key, where, entry, _kit):
        values = dict(entry.values)
        values["organisation_id"] = values.pop("organisation", None)
        values["organisation_name"] = values.get("organisation_name") or ""
        problems, notices = dict(entry.problems), list(entry.notices)
        typed = self.work.typed.get(key, {})
        if typed:
            right, wrong = checked(typed)
            if "organisation_name" in right:
                values["organisation_id"] = self.organisation_of(right["organisation_name"])
                if values["organisation_id"]:
                    right["organisation_name"] = ""
            values |= right
            problems = {name: said for name, said in problems.items() if name not in typed} | wrong
        # What no field of the page puts right is left out, and said.
        notices += [str(said) for name, said in problems.items() if name not in FIELDS]
        return Row(
            key=key,
            where=where,
            values=values,
            body=self.names.get(values["organisation_id"], "") or values["organisation_name"],
            presences=expand_presences(entry.presences, self._half_days_of),
            problems={name: str(said) for name, said in problems.items() if name in FIELDS},
            notices=notices,
            typed=typed,
            raw=entry.raw,
            answer=self.work.answers.get(key, Answer.PROPOSED),
        )

    # -- who is who ----------------------------------------------------------------

    def _known(self):
        """Everybody of this list, and of the other lists of the organisation."""
        for person in self.here.values():
            told = self._told_of(person)
            yield Known(person.pk, told["full_name"], told["phone"], "", told["organisation_name"])
        others = Participant.objects.filter(event__owner=self.event.owner_id, event__deleted_at=None)
        columns = ("pk", "full_name", "phone", "event__title", "organisation__name", "organisation_name")
        for pk, name, phone, title, body, written in others.exclude(event=self.event).values_list(*columns):
            yield Known(pk, name, phone, title, body or written)

    def _told_of(self, person):
        return {
            "full_name": person.full_name,
            "sex": person.sex,
            "phone": person.phone,
            "organisation_name": self.names.get(person.organisation_id, "") or person.organisation_name,
        }

    def _in_file(self, position, same, kit, rows):
        """Which lines are one person's."""
        row = rows[position]
        if row.answer == Answer.LEAVE:
            row.state = RowState.LEFT
            return
        if kit in self.here and kit not in self._taken:
            self._is_known(row, kit)
        elif row.answer != Answer.ADD and not self._has_twin(row):
            lines = self._lines(row, same, rows)
            if lines and lines[0].certain:
                self._join(row, lines[0], rows)
                return
        self._alone[identity(_told_by(row))] += 1

    def _has_twin(self, row):
        """Whether the list holds more people who are told just so than the lines above tell of."""
        told = identity(_told_by(row))
        return 0 < self._alone[told] < self._stored[told]

    def _lines(self, row, same, rows):
        """The lines above that may be the same person, surest first."""
        found = []
        for one in same:
            if one.entry is None or rows[one.entry].state == RowState.LEFT:
                continue
            # Homonyms of whom a line tells too little are not all made one with it.
            said = self._said_of[_first_of(one, rows)]
            contradicted = any(contradict(_told_by(row), other) for other in said)
            found.append(replace(one, certain=one.certain and not contradicted))
        return sorted(found, key=lambda one: not one.certain)

    def _in_lists(self, row, same, rows):
        """Who of the list somebody of the file is, or may be."""
        if row.state == RowState.LEFT:
            return
        self._say_elsewhere(row, same)
        if row.joined_to is not None or row.same_as is not None:
            return
        here, before = self._people_here(row, same), self._lines(row, same, rows)
        means_same = row.answer in (Answer.FILL, Answer.TAKE)
        if row.answer != Answer.ADD and here and (here[0].certain or means_same):
            self._is_known(row, here[0].known.pk)
        elif before and means_same:
            self._join(row, before[0], rows)
        elif likely := (*here, *before)[:1]:
            row.resembles = self._name(likely[0], rows)
            row.notices.append(_("Ressemble à %(who)s.") % {"who": row.resembles})
            row.state = RowState.NEW if row.answer == Answer.ADD else RowState.LIKELY

    def _people_here(self, row, same):
        """The people of the list who may be this one: who stands there just so, or whom no line tells so."""
        here = [
            one for one in same if one.known and one.known.pk in self.here and one.known.pk not in self._taken
        ]
        told = identity(_told_by(row))
        exact = [replace(one, certain=True) for one in here if self._identities[one.known.pk] == told]
        free = [one for one in here if self._identities[one.known.pk] not in self._alone]
        return exact or free or [replace(one, certain=False) for one in here]

    def _is_known(self, row, pk):
        row.same_as = pk
        self._taken.add(pk)

    def _join(self, row, found, rows):
        row.joined_to = _first_of(found, rows)
        first = rows[row.joined_to]
        self._said_of[row.joined_to].append(_told_by(row))
        row.state = RowState.JOINED
        row.notices.append(_("La même personne que la ligne %(line)s.") % {"line": first.where})
        for moment, was_there in row.presences.items():
            first.presences[moment] = first.presences.get(moment, False) or was_there
        for name, value in row.values.items():
            if first.values.get(name) in ("", None):
                first.values[name] = value
        first.body = first.body or row.body

    def _say_elsewhere(self, row, same):
        titles = dict.fromkeys(
            one.known.event for one in same if one.known and one.certain and one.known.pk not in self.here
        )
        if titles:
            first, more = next(iter(titles)), len(titles) - 1
            said = _("Aussi dans la liste de « %(event)s »") % {"event": first}
            row.notices.append(f"{said} (+ {more})." if more else f"{said}.")

    def _name(self, found, rows):
        if found.known:
            return _("« %(name)s », déjà dans la liste") % {"name": found.known.full_name}
        first = rows[found.entry]
        return _("la ligne %(line)s, « %(name)s »") % {
            "line": first.where,
            "name": first.values.get("full_name", ""),
        }

    # -- what becomes of it --------------------------------------------------------

    def _settle(self, row):
        if row.state in (RowState.LEFT, RowState.JOINED):
            return
        found = row.state
        if row.problems:
            row.state = RowState.INVALID
        if row.is_curable and self.work.answers.get(WITHOUT):
            row.state = found
            row.notices += [f"{said} {_('Laissé de côté.')}" for said in row.problems.values()]
            row.problems = {}
        if row.state == RowState.INVALID:
            return
        if row.same_as is None:
            return
        person = self.here[row.same_as]
        fills, differs = what_completes(person, row.values)
        answer = row.answer or self.work.answers.get(EVERYBODY, Answer.PROPOSED)
        row.replaces = answer == Answer.TAKE
        row.notices += [self._difference(person, name, value) for name, value in differs.items()]
        attended = {(person.pk, *half_day) for half_day, was_there in row.presences.items() if was_there}
        is_new_mark = not attended <= self._marks
        if differs and answer == Answer.PROPOSED:
            row.state = RowState.DIFFERS
        elif fills or is_new_mark or (differs and row.replaces):
            row.state = RowState.FILLS
        else:
            row.state = RowState.KNOWN

    def _difference(self, person, name, value):
        field = Participant._meta.get_field(name.removesuffix("_id"))
        before = getattr(person, name)
        if name == "organisation_id":
            before, value = self.names.get(before, before), self.names.get(value, value)
        elif field.choices or isinstance(value, bool):
            labels = dict(field.flatchoices) if field.choices else {True: _("oui"), False: _("non")}
            before, value = labels.get(before, before), labels.get(value, value)
        return _("%(field)s : « %(before)s » dans la liste, « %(after)s » dans le fichier.") % {
            "field": str(field.verbose_name).capitalize(),
            "before": before,
            "after": value,
        }


def _told_by(row):
    """What tells people apart, of a line as it stands after what was typed into it."""
    told = {name: row.values.get(name) or "" for name in ("full_name", "sex", "phone")}
    return told | {"organisation_name": row.body}


def _first_of(found, rows):
    """The line with which the found one is made one, else itself."""
    first = rows[found.entry].joined_to
    return found.entry if first is None else first
