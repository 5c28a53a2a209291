"""iCalendar: events of which the day is public. One that is known by its month alone is in none."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

import icalendar
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.enums import Outcome
from publication.list_items import lines_of
from website.feeds.identity import event_uuid

_STATUS = {
    Outcome.HELD: "CONFIRMED",
    Outcome.PLANNED: "TENTATIVE",
    Outcome.POSTPONED: "TENTATIVE",
    Outcome.CANCELLED: "CANCELLED",
}
_END = b"END:VCALENDAR\r\n"


def write_calendar(events: Iterable, *, left_out: int = 0) -> Iterator[bytes]:
    """The calendar piece by piece; `left_out` events are known, but not to the day."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Registre des ateliers RSS//Mali//FR")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("Ateliers sur la réforme du secteur de la sécurité au Mali"))
    calendar.add("x-wr-timezone", settings.TIME_ZONE)
    if left_out:
        calendar.add(
            "x-wr-caldesc",
            _("%(number)d événements n’y sont pas : leur jour n’est pas connu ou pas publié.")
            % {"number": left_out},
        )
    yield calendar.to_ical().removesuffix(_END)
    for event in events:
        yield _event(event).to_ical()
    yield _END


def _event(event):
    (line,) = lines_of([event])
    url = f"{settings.PUBLIC_URL}{line.url}"
    entry = icalendar.Event()
    entry.add("uid", str(event_uuid(event.reference)))
    entry.add("dtstamp", event.updated_at)
    entry.add("last-modified", event.updated_at)
    entry.add("dtstart", event.starts_on)
    # The end of a whole-day event is the first day after it.
    entry.add("dtend", event.ends_on + timedelta(days=1))
    entry.add("summary", line.title, parameters={"LANGUAGE": get_language()})
    if place := ", ".join(part for part in (event.venue, line.places) if part):
        entry.add("location", place)
    entry.add("description", "\n".join(_described(event, line, url)))
    entry.add("url", url)
    entry.add("status", _STATUS[event.outcome])
    # It says what happens, not that its reader is busy.
    entry.add("transp", "TRANSPARENT")
    entry.add("categories", [line.kind])
    return entry


def _described(event, line, url):
    yield f"{line.kind.capitalize()} · {line.dates} · {line.outcome_label}"
    if line.organisers:
        yield ", ".join(line.organisers)
    if event.date_note:
        yield event.date_note
    yield f"{event.reference} – {url}"
