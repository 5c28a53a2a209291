"""iCalendar: events of which the day is public. One that is known by its month alone is in none."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

import icalendar
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.enums import Outcome
from publication.facts import EventFacts
from website.feeds.identity import event_uuid

_STATUS = {
    Outcome.HELD: "CONFIRMED",
    Outcome.PLANNED: "TENTATIVE",
    Outcome.POSTPONED: "TENTATIVE",
    Outcome.CANCELLED: "CANCELLED",
}
_END = b"END:VCALENDAR\r\n"


def write_calendar(events: Iterable[EventFacts], *, left_out: int = 0) -> Iterator[bytes]:
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
    for facts in events:
        yield _event(facts).to_ical()
    yield _END


def _event(facts):
    start, end = facts.dates.exact_days
    entry = icalendar.Event()
    entry.add("uid", str(event_uuid(facts.reference)))
    entry.add("dtstamp", facts.updated_at)
    entry.add("last-modified", facts.updated_at)
    entry.add("dtstart", start)
    # The end of a whole-day event is the first day after it; one that is not known is left out.
    if end is not None:
        entry.add("dtend", end + timedelta(days=1))
    entry.add("summary", facts.title, parameters={"LANGUAGE": get_language()})
    if place := ", ".join(part for part in (facts.venue, facts.place_text) if part):
        entry.add("location", place)
    entry.add("description", "\n".join(_described(facts)))
    entry.add("url", facts.address)
    entry.add("status", _STATUS[facts.outcome])
    # It says what happens, not that its reader is busy.
    entry.add("transp", "TRANSPARENT")
    entry.add("categories", [facts.kind])
    return entry


def _described(facts):
    yield f"{facts.kind.capitalize()} · {facts.dates.text} · {facts.outcome_label}"
    if facts.organisers:
        yield ", ".join(link.short for link in facts.organisers)
    if facts.dates.note:
        yield facts.dates.note
    yield f"{facts.reference} – {facts.address}"
