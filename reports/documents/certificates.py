"""Certificates of attendance, a page for each person who signed often enough, in one file.

The name is on the paper and nowhere else: the register keeps a code that is made of it and cannot be
turned back into it, so that whoever holds the certificate can have it verified.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Count, Q
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.models import Event, Presence
from publication.facts import EventFacts
from reports.documents.sign_in_sheets import STYLESHEETS, file_name, organisers_of, place_of
from reports.services import proof
from reports.services.kinds import Content
from reports.services.proof import Proof
from rss_registry.pdf import print_assets, render_pdf
from rss_registry.written_dates import when_text

KIND = "certificate"
TEMPLATE = "reports/field/certificates.html"
# About ten seconds of laying out.
MOST_CERTIFICATES = 200


@dataclass(frozen=True)
class Attendance:
    """« 42 présences, 42 signatures, 4 demi-journées »: what donors ask the list to add up to."""

    presences: int
    signatures: int
    half_days: int

    @property
    def minimum(self) -> int:
        """From how many half-days signed one counts as trained, unless told otherwise."""
        return max(1, -(-self.half_days * settings.TRAINED_FROM_PERCENT // 100))


@dataclass(frozen=True)
class Certificate:
    number: int
    name: str
    signed: int
    proof: Proof


@dataclass(frozen=True)
class Certificates:
    title: str
    kind: str
    dates: str
    place: str
    organisers: tuple[str, ...]
    half_days: int
    certificates: tuple[Certificate, ...]
    created_at: datetime
    filename: str


def attendance_of(event: Event) -> Attendance:
    counted = Presence.objects.filter(session__event=event).aggregate(
        presences=Count("pk"), signatures=Count("pk", filter=Q(signed=True))
    )
    return Attendance(half_days=event.sessions.count(), **counted)


def trained(event: Event, minimum: int):
    """The people of the list who signed at least so many half-days, in its order."""
    signed = Count("presences", filter=Q(presences__signed=True))
    return event.participants.annotate(signed=signed).filter(signed__gte=minimum).order_by("number")


def build(event: Event, people: Sequence) -> Certificates:
    """In the active language, for `people` of `trained`: the caller keeps the list."""
    half_days = event.sessions.count()
    return Certificates(
        title=str(event),
        kind=capfirst(event.kinds_label),
        dates=when_text(event.when, event.stated_days),
        place=place_of(event),
        organisers=organisers_of(event),
        half_days=half_days,
        certificates=tuple(
            Certificate(person.number, person.full_name, person.signed, _proof(event, person, half_days))
            for person in people
        ),
        created_at=event.updated_at,
        filename=file_name(event, _("attestations-de-presence")),
    )


def write(batch: Certificates) -> bytes:
    """One file; each of its codes is known to the register before the file leaves."""
    content = render_pdf(
        TEMPLATE,
        {"batch": batch},
        language=get_language(),
        title=_("Attestations de présence – %(title)s") % {"title": batch.title},
        stylesheets=STYLESHEETS,
        assets=print_assets(),
        created_at=batch.created_at,
        private=True,
    )
    proof.register_batch([certificate.proof for certificate in batch.certificates], content)
    return content


def content_of(facts: EventFacts) -> Content:
    """What the public may read of a certificate: that it is one, of this event."""
    return Content(
        title=facts.title,
        address=facts.url,
        figures=(),
        as_of=facts.updated_at,
        events={facts.reference: facts.protection},
        is_public=False,
        details=(
            (_("Événement"), facts.title),
            (_("Dates"), facts.dates.text),
            (_("Lieu"), facts.place_text),
        ),
    )


def _proof(event, person, half_days) -> Proof:
    return proof.code_for(
        kind=KIND,
        language=get_language(),
        parameters={"event": event.pk},
        figures=(),
        as_of=event.updated_at,
        events={event.reference: str(event.sensitivity)} if event.reference else {},
        content=repr((person.pk, person.full_name, person.signed, half_days)),
        is_public=False,
        # One for each person: none stands for another.
        replaces_former=False,
    )
