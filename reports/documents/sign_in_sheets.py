"""Sign-in sheets: one for each half-day of an event, to be signed by hand (« feuilles d’émargement »).

The pages of rows are the same for every half-day, so they are laid out once and printed again under
the head of each.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

import segno
from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.enums import Role
from events.half_days import Slot
from events.models import Event, Participant
from events.services.person_marks import counts_persons
from reports.documents.sheet_grid import grid_svg
from rss_registry.pdf import print_assets, render_pdf
from rss_registry.written_dates import when_text

TEMPLATE = "reports/field/sign_in_sheets.html"
STYLESHEETS = ("print/base.css", "print/field.css")
ROWS_PER_PAGE = 15
MOST_ROWS = 300
MOST_PAGES = 200


@dataclass(frozen=True)
class SheetRow:
    number: int
    name: str = ""
    body: str = ""


@dataclass(frozen=True)
class SheetPage:
    """The rows of one page; the totals of the half-day stand on its last."""

    number: int
    of: int
    rows: tuple[SheetRow, ...]

    @property
    def is_last(self) -> bool:
        return self.number == self.of


@dataclass(frozen=True)
class SheetHead:
    """What tells the sheet of one half-day from the others."""

    slot: Slot
    address: str
    """Where a scanned sheet leads its keeper: to the half-day whose signatures are to be entered."""

    @property
    def asset(self) -> str:
        return f"sheets/{self.slot.code}.png"


@dataclass(frozen=True)
class SignInSheets:
    title: str
    reference: str
    dates: str
    place: str
    organisers: tuple[str, ...]
    kept_by: str
    kept_months: int
    counts_persons: bool
    """Whether marks without names stay when the list is erased."""
    heads: tuple[SheetHead, ...]
    pages: tuple[SheetPage, ...]
    grid: SafeString
    created_at: datetime
    filename: str


def build(
    event: Event, slots: Sequence[Slot], *, rows: int, people: Iterable[Participant] | None = None
) -> SignInSheets:
    """The sheets in the active language; `people` of the list are for its keeper, the caller has asked."""
    filled = tuple(_rows(rows, people or ()))
    return SignInSheets(
        title=str(event),
        reference=event.reference or "",
        dates=when_text(event.when, event.stated_days),
        place=place_of(event),
        organisers=organisers_of(event),
        kept_by=event.owner.name,
        kept_months=settings.ATTENDANCE_RETENTION_MONTHS,
        counts_persons=counts_persons(event.owner_id),
        heads=tuple(_head(slot) for slot in slots),
        pages=_pages(filled),
        grid=grid_svg(ROWS_PER_PAGE),
        created_at=event.updated_at,
        filename=file_name(event, _("feuilles-d-emargement")),
    )


def write(sheets: SignInSheets) -> bytes:
    return render_pdf(
        TEMPLATE,
        {"sheets": sheets},
        language=get_language(),
        title=_("Feuilles d’émargement – %(title)s") % {"title": sheets.title},
        stylesheets=STYLESHEETS,
        assets={**print_assets(), **{head.asset: _qr_png(head.address) for head in sheets.heads}},
        created_at=sheets.created_at,
        private=True,
        heads=len(sheets.heads),
    )


def page_count(*, rows: int, half_days: int) -> int:
    return -(-rows // ROWS_PER_PAGE) * half_days


def file_name(event: Event, what: str) -> str:
    """It says of which event the file is, and never of whom."""
    return f"{event.reference or event.pk}-{what}-{get_language()}.pdf"


def organisers_of(event: Event) -> tuple[str, ...]:
    """Who signs for the event; whoever keeps its record, as long as nobody else is named."""
    leads = (Role.ORGANISER, Role.CO_ORGANISER)
    named = event.roles.filter(role__in=leads).select_related("organisation").order_by("role", "pk")
    ordered = sorted(named, key=lambda held: leads.index(held.role))
    return tuple(held.organisation.full_name for held in ordered) or (event.owner.full_name,)


def place_of(event: Event) -> str:
    places = event.event_places.select_related("place")
    return ", ".join(part for part in (event.venue, *(link.place.name for link in places)) if part)


def _head(slot: Slot) -> SheetHead:
    return SheetHead(slot, settings.PUBLIC_URL + reverse("staff:sheet", args=[slot.code]))


def _qr_png(text: str) -> bytes:
    """As dots, not as outlines: a sheet has many, and outlines take five times as long to lay out."""
    file = BytesIO()
    segno.make_qr(text, error="m").save(file, kind="png", scale=4)
    return file.getvalue()


def _rows(number, people):
    """The people of the list first, then blank rows, up to the number asked for."""
    last = 0
    for last, person in enumerate(people, start=1):
        body = person.organisation.short_name if person.organisation else person.organisation_name
        yield SheetRow(last, person.full_name, ", ".join(part for part in (body, person.function) if part))
    for blank in range(last + 1, number + 1):
        yield SheetRow(blank)


def _pages(rows):
    parts = [rows[start : start + ROWS_PER_PAGE] for start in range(0, len(rows), ROWS_PER_PAGE)]
    return tuple(SheetPage(number, len(parts), part) for number, part in enumerate(parts, start=1))
