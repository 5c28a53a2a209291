"""Who was there, as a grid: a line for each person of the list, a box for each half-day."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.utils.translation import gettext as _

from events.half_days import half_days_of
from events.models import Presence

# As many boxes as a browser sends and a phone draws without a wait.
PEOPLE_PER_PAGE = 100
ALL_PRESENT = "tous"


@dataclass(frozen=True)
class Box:
    """One person, one half-day; `value` is what the form sends when it is ticked."""

    value: str
    label: str
    is_ticked: bool


class PresenceGrid:
    """One page of the grid, filled from what is stored, or from `data` as it was sent."""

    def __init__(self, event, *, number=1, data=None):
        self.event = event
        self.slots = half_days_of(event)
        self.page = Paginator(event.participants.order_by("number", "pk"), PEOPLE_PER_PAGE).get_page(number)
        self._slots = {slot.code: slot for slot in self.slots}
        self.stored = self._stored()
        self.ticked = self._sent(data, "present") if data is not None else set(self.stored)
        # What the page showed when it was opened: what a colleague marked meanwhile is not undone.
        self.shown = self._sent(data, "vu") if data is not None else set(self.stored)
        if data is not None and (chosen := self._slots.get(data.get(ALL_PRESENT, ""))):
            self.ticked |= {(person.pk, chosen.code) for person in self.page}

    def rows(self):
        for person in self.page:
            boxes = [
                Box(
                    _value(person.pk, slot.code),
                    _("%(name)s, %(half_day)s") % {"name": person.full_name, "half_day": slot.label},
                    (person.pk, slot.code) in self.ticked,
                )
                for slot in self.slots
            ]
            yield person, boxes

    def columns(self):
        """Each half-day, and how many of the page are ticked for it."""
        for slot in self.slots:
            yield slot, sum(code == slot.code for _person, code in self.ticked)

    def was(self):
        return sorted(_value(person, code) for person, code in self.shown)

    def changes(self):
        """The pairs that were ticked, and those whose tick was taken away, since the page was opened."""
        return self._pairs(self.ticked - self.shown), self._pairs(self.shown - self.ticked)

    def _pairs(self, cells):
        return {(person, (self._slots[code].day, self._slots[code].half_day)) for person, code in cells}

    def _stored(self):
        codes = {(slot.day, slot.half_day): slot.code for slot in self.slots}
        marks = Presence.objects.filter(
            session__event=self.event, signed=True, participant__in=[person.pk for person in self.page]
        ).values_list("participant", "session__day", "session__half_day")
        return {(person, codes[day, half]) for person, day, half in marks if (day, half) in codes}

    def _sent(self, data, name):
        people = {person.pk for person in self.page}
        read = (value.partition("/") for value in data.getlist(name))
        return {
            (int(person), code)
            for person, _slash, code in read
            if person.isdecimal() and len(person) < 19 and int(person) in people and code in self._slots
        }


def _value(person, code):
    return f"{person}/{code}"
