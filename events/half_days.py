"""The half-days of an event: those that its form lists; failing that, those that its dates give."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta

from django.utils.formats import date_format, time_format
from django.utils.text import capfirst

from events.enums import HalfDay
from events.models import Event
from organisations.enums import DatePrecision
from rss_registry.dates import day_text

_LETTERS = {HalfDay.MORNING: "M", HalfDay.AFTERNOON: "A", HalfDay.EVENING: "S"}
_HALF_DAYS = {letter: half_day for half_day, letter in _LETTERS.items()}
_CODE = re.compile(r"(?P<event>[1-9]\d{0,17})-(?P<day>\d{8})-(?P<half_day>[MAS])")


@dataclass(frozen=True)
class Slot:
    """One half-day of one event, whether or not it has a row of its own."""

    event: int
    day: date
    half_day: HalfDay
    title: str = ""
    starts_at: time | None = None
    ends_at: time | None = None

    @property
    def code(self) -> str:
        """« 12-20240229-M »: which half-day of which event, short enough to be typed."""
        return f"{self.event}-{self.day:%Y%m%d}-{_LETTERS[self.half_day]}"

    @property
    def label(self) -> str:
        """« Jeudi 29 février 2024, matin »."""
        weekday = capfirst(date_format(self.day, "l"))
        return f"{weekday} {day_text(self.day)}, {self.half_day.label}"

    @property
    def hours(self) -> str:
        return " – ".join(
            time_format(moment, "TIME_FORMAT") for moment in (self.starts_at, self.ends_at) if moment
        )


def half_days_of(event: Event) -> tuple[Slot, ...]:
    """In the order of the programme; none for an event of which no exact day is known."""
    listed = event.sessions.all()
    order = list(HalfDay)
    slots = [
        Slot(event.pk, row.day, HalfDay(row.half_day), row.title, row.starts_at, row.ends_at)
        for row in listed
    ] or list(_from_dates(event))
    return tuple(sorted(slots, key=lambda slot: (slot.day, order.index(slot.half_day))))


def _from_dates(event: Event) -> Iterator[Slot]:
    if event.starts_on is None or event.date_precision != DatePrecision.DAY:
        return
    for number in range(event.days):
        for half_day in (HalfDay.MORNING, HalfDay.AFTERNOON):
            yield Slot(event.pk, event.starts_on + timedelta(days=number), half_day)


def read_code(code: str) -> Slot | None:
    """What a sheet's code says; None when it is none."""
    read = _CODE.fullmatch(code.strip().upper())
    if read is None:
        return None
    try:
        day = date.fromisoformat(read["day"])
    except ValueError:
        return None
    return Slot(int(read["event"]), day, _HALF_DAYS[read["half_day"]])
