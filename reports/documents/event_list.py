"""The printed list of events: what a filtered list shows, on paper, with its totals."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.lines import EventLine, lines_of
from events.listing import EventListing, Standing
from events.statistics import Totals
from rss_registry.pdf import print_assets, render_pdf
from rss_registry.templatetags.typography import percent

TEMPLATE = "reports/event_list.html"
# Longer tables take WeasyPrint many seconds, and nobody reads them on paper.
MOST_EVENTS = 200


@dataclass(frozen=True)
class Summary:
    value: str
    label: str
    is_number: bool = True


@dataclass(frozen=True)
class ListRow:
    reference: str
    line: EventLine


@dataclass(frozen=True)
class PrintedList:
    title: str
    address: str
    filters: tuple[str, ...]
    summary: tuple[Summary, ...]
    totals: Totals
    rows: tuple[ListRow, ...]
    created_at: datetime
    filename: str
    site: str

    @property
    def has_shared_line(self) -> bool:
        return any(row.line.is_shared for row in self.rows)


def build(listing: EventListing, *, now: datetime) -> PrintedList:
    """The list in the active language; `now` dates a list that holds nothing."""
    events = list(listing.rows[:MOST_EVENTS])
    totals = listing.totals
    return PrintedList(
        title=_("Événements sur la réforme du secteur de la sécurité au Mali"),
        address=f"{settings.PUBLIC_URL}{listing.address.with_value('page', '')}",
        filters=tuple(chip.label for chip in listing.chips),
        summary=tuple(_summary(listing, totals)),
        totals=totals,
        rows=tuple(
            ListRow(event.reference, line) for event, line in zip(events, lines_of(events), strict=True)
        ),
        created_at=max((event.updated_at for event in events), default=now),
        site=settings.PUBLIC_URL,
        filename=f"{_('evenements')}-{get_language()}.pdf",
    )


def write(printed: PrintedList) -> bytes:
    return render_pdf(
        TEMPLATE,
        {"list": printed, "totals": printed.totals},
        language=get_language(),
        title=printed.title,
        assets=print_assets(),
        created_at=printed.created_at,
    )


def _summary(listing, totals):
    labels = {
        Standing.HELD: _("événements tenus"),
        Standing.AHEAD: _("événements prévus ou reportés"),
        Standing.CANCELLED: _("événements annulés"),
    }
    yield Summary(str(totals.events), labels[listing.standing])
    if listing.standing != Standing.HELD:
        return
    known = totals.participants.is_known
    yield Summary(totals.participants.short, _("participations"), known)
    if totals.women_percent is not None:
        yield Summary(percent(totals.women_percent), _("de femmes, là où le sexe est connu"))
