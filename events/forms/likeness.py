"""The values of an event's form while they are typed, as far as they can be compared with other records."""

import re

from django.core.exceptions import ValidationError

from events.enums import Role
from events.services.likeness_scores import Facts
from rss_registry.edtf import When, parse
from rss_registry.words_of_dates import Understood, understand

_PLACE = re.compile(r"event_places-\d+-place")
_BODY = re.compile(r"roles-(\d+)-organisation")
_ORGANISING = (Role.ORGANISER, Role.CO_ORGANISER)
# Of the first page, where several rows are one field.
_PLACES, _ORGANISERS = "where", "organisers"
_NAMES = ("when", "title_fr", "venue", "programmes", _PLACES, _ORGANISERS)


def says_something(data) -> bool:
    """Whether values of the form came along at all."""
    return any(name in _NAMES or _PLACE.fullmatch(name) or _BODY.fullmatch(name) for name in data)


def typed_facts(data, *, stored: Facts | None = None) -> Facts:
    """From the fields under the names that they have in the form; a date that cannot be read yet is none.

    Of a `stored` record they say what it would be once saved.
    """
    when = _when(data.get("when", ""))
    first, last = when.bounds()
    return Facts.of(
        pk=stored and stored.pk,
        series=stored and stored.series,
        totals=stored.totals if stored else frozenset(),
        title=data.get("title_fr", ""),
        venue=data.get("venue", ""),
        starts_on=first,
        ends_on=last,
        date_precision=when.precision,
        places=_keys([*(data.get(name) for name in data if _PLACE.fullmatch(name)), *data.getlist(_PLACES)]),
        bodies=_keys([*_organising(data), *data.getlist(_ORGANISERS)]),
        programmes=_keys(data.getlist("programmes")),
    )


def _organising(data):
    for name in data:
        if (found := _BODY.fullmatch(name)) and data.get(f"roles-{found[1]}-role") in _ORGANISING:
            yield data.get(name)


def _when(text):
    try:
        understood = understand(text) if text.strip() else Understood("")
    except ValidationError:
        return When()
    return parse(understood.edtf)


def _keys(values):
    return {int(value) for value in values if value and value.isdecimal() and len(value) < 10}
