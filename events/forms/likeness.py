"""The values of an event's form while they are typed, as far as they can be compared with other records."""

import re

from django.core.exceptions import ValidationError

from events.enums import Role
from events.services.likeness_scores import Facts
from organisations.enums import DatePrecision
from rss_registry.exchange.cells import day_of

_PLACE = re.compile(r"event_places-\d+-place")
_BODY = re.compile(r"roles-(\d+)-organisation")
_ORGANISING = (Role.ORGANISER, Role.CO_ORGANISER)
_NAMES = ("starts_on", "ends_on", "date_precision", "title_fr", "venue", "programmes")


def says_something(data) -> bool:
    """Whether values of the form came along at all."""
    return any(name in _NAMES or _PLACE.fullmatch(name) or _BODY.fullmatch(name) for name in data)


def typed_facts(data, *, stored: Facts | None = None) -> Facts:
    """From the fields under the names that they have in the form; a date that cannot be read yet is none.

    Of a `stored` record they say what it would be once saved.
    """
    precision = data.get("date_precision", "")
    return Facts.of(
        pk=stored and stored.pk,
        series=stored and stored.series,
        totals=stored.totals if stored else frozenset(),
        title=data.get("title_fr", ""),
        venue=data.get("venue", ""),
        starts_on=_day(data.get("starts_on", "")),
        ends_on=_day(data.get("ends_on", "")),
        date_precision=precision if precision in DatePrecision.values else DatePrecision.DAY,
        places=_keys(data.get(name) for name in data if _PLACE.fullmatch(name)),
        bodies=_keys(
            data.get(name)
            for name in data
            if (found := _BODY.fullmatch(name)) and data.get(f"roles-{found[1]}-role") in _ORGANISING
        ),
        programmes=_keys(data.getlist("programmes")),
    )


def _day(text):
    try:
        return day_of(text) if text.strip() else None
    except ValidationError:
        return None


def _keys(values):
    return {int(value) for value in values if value and value.isdecimal() and len(value) < 10}
