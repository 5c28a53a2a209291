"""Who of a list was probably at other events of the organisation, and what its keeper says of it."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from events.attendance.likeness import Known, find_same
from events.attendance.persons import Mark, count_persons, persons_of
from events.attendance.rows import Entry
from events.models import Event, MarkedList, PersonMark
from events.services.counting_persons import marks_of, verdicts_of

# Of one person: a name that many bear would fill the page.
MOST_MATCHES = 6


class Standing(TextChoices):
    """What is held of two marks."""

    LIKELY = "likely", _("à vous de dire")
    COUNTED = "counted", _("compté comme une personne")
    SAME = "same", _("vous avez dit : même personne")
    DIFFERENT = "different", _("vous avez dit : deux personnes")


_FIRST = (Standing.LIKELY, Standing.DIFFERENT, Standing.SAME, Standing.COUNTED)


@dataclass(frozen=True)
class Match:
    """Somebody of another list who may be this one."""

    mark: int
    event: Event
    name: str
    """Empty where that list is erased."""
    standing: Standing

    @property
    def is_said(self) -> bool:
        return self.standing in (Standing.SAME, Standing.DIFFERENT)


@dataclass
class SeenPerson:
    """Somebody of this list, and who elsewhere may be the same."""

    mark: int
    number: int
    name: str
    matches: list[Match] = field(default_factory=list)

    @property
    def shown(self) -> list[Match]:
        """What waits for a word first, then what was said, then what is counted, the latest event first."""
        ranks = {standing: place for place, standing in enumerate(_FIRST)}
        newest = sorted(self.matches, key=lambda match: str(match.event.starts_on or ""), reverse=True)
        return sorted(newest, key=lambda match: ranks[match.standing])[:MOST_MATCHES]

    @property
    def more(self) -> int:
        return len(self.matches) - len(self.shown)

    @property
    def waits(self) -> bool:
        return any(match.standing == Standing.LIKELY for match in self.matches)


class ForgetPersonForm(forms.Form):
    """Whose marks are to go, where the list itself may be erased already."""

    full_name = forms.CharField(
        label=_("Nom et prénom"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    phone = forms.CharField(
        label=_("Téléphone, s’il est connu"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "tel"}),
    )


class StopCountingForm(forms.Form):
    is_sure = forms.BooleanField(
        label=_("J’ai compris : les empreintes des listes déjà effacées ne se referont pas.")
    )


class SeenBefore:
    """The people of the list of `event` beside those of the other lists of its organisation."""

    def __init__(self, event: Event):
        self.event = event
        self.marked = MarkedList.objects.filter(pk=event.pk).first()

    @cached_property
    def people(self) -> list[SeenPerson]:
        """Those who may have come before or after; those of whom something is to be said come first."""
        if self.marked is None:
            return []
        found = [person for person in self._people() if person.matches]
        return sorted(found, key=lambda person: (not person.waits, person.number))

    @cached_property
    def count(self):
        """Of all lists of the organisation that were marked with the key of this one."""
        return count_persons(self._marks, self._verdicts) if self.marked else None

    def pair(self, said: str) -> tuple[PersonMark, PersonMark] | None:
        """Of « 12-45 » the two marks; None unless one is of this list and the other of another one here."""
        first, _mark, second = said.partition("-")
        if not (first.isdecimal() and second.isdecimal()) or self.marked is None:
            return None
        here = PersonMark.objects.filter(pk=int(first), marked_list=self.marked).first()
        lists = [key for key in self._events if key != self.event.pk]
        other = PersonMark.objects.filter(pk=int(second), marked_list__in=lists).first()
        return (here, other) if here and other else None

    @cached_property
    def _events(self) -> dict[int, Event]:
        """Of the lists that are compared, by key."""
        marked = MarkedList.objects.filter(key_id=self.marked.key_id)
        return Event.objects.filter(owner=self.event.owner_id, marked_list__in=marked).in_bulk()

    @cached_property
    def _marks(self) -> list[Mark]:
        return marks_of(list(self._events))

    @cached_property
    def _verdicts(self):
        return verdicts_of({mark.key for mark in self._marks})

    def _people(self) -> Iterator[SeenPerson]:
        named = {
            mark: (number, name, phone)
            for mark, number, name, phone in PersonMark.objects.filter(
                marked_list__in=list(self._events), participant__isnull=False
            ).values_list("pk", "participant__number", "participant__full_name", "participant__phone")
        }
        by_key = {mark.key: mark for mark in self._marks}
        here = [mark.key for mark in self._marks if mark.event == self.event.pk and mark.key in named]
        likely = self._likely(here, named, by_key)
        for key in here:
            number, name, _phone = named[key]
            person = SeenPerson(key, number, name)
            for other in sorted(likely[key]):
                match = by_key[other]
                standing = self._standing(key, other)
                known = named.get(other)
                person.matches.append(
                    Match(other, self._events[match.event], known[1] if known else "", standing)
                )
            yield person

    def _likely(self, here, named, by_key):
        """By mark of this list those of others that are counted as one person with it, or resemble it."""
        found = defaultdict(set)
        for person in persons_of(self._marks, self._verdicts):
            self._join([mark.key for mark in person.marks], found)
        by_name = defaultdict(list)
        for mark in self._marks:
            if mark.name:
                by_name[mark.name].append(mark.key)
        for keys in by_name.values():
            self._join(keys, found)
        for pair in (*self._verdicts.same, *self._verdicts.different):
            self._join(pair, found)
        entries = [
            Entry("", n, {"full_name": named[k][1], "phone": named[k][2]}, {}) for n, k in enumerate(here)
        ]
        elsewhere = [
            Known(key, name, phone)
            for key, (_number, name, phone) in named.items()
            if by_key[key].event != self.event.pk
        ]
        for place, same in find_same(entries, elsewhere).items():
            found[here[place]] |= {one.known.pk for one in same if one.known}
        return {key: {other for other in found[key] if by_key[other].event != self.event.pk} for key in here}

    @staticmethod
    def _join(keys, found):
        for key in keys:
            found[key] |= set(keys) - {key}

    def _standing(self, key, other):
        pair = min(key, other), max(key, other)
        if pair in self._verdicts.different:
            return Standing.DIFFERENT
        if pair in self._verdicts.same:
            return Standing.SAME
        return Standing.COUNTED if self._home[key] == self._home[other] else Standing.LIKELY

    @cached_property
    def _home(self) -> dict[int, int]:
        """By mark the person that it is counted for."""
        people = persons_of(self._marks, self._verdicts)
        return {mark.key: number for number, person in enumerate(people) for mark in person.marks}
