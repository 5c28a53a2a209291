"""The printed list of events: what a filtered list shows, on paper, with its totals."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from publication.list_items import ListItem, list_item
from publication.questions.reading import facts_of_events
from publication.totals import Totals
from reports.documents.attached_tables import attached_tables, table_of
from reports.services.kinds import Content, ProofFigure, figure_of
from reports.services.proof import Proof, code_for_content, register
from rss_registry.figures import PERCENT
from rss_registry.pdf import print_assets, render_pdf
from website.datasets.columns import Table
from website.datasets.events import EVENTS
from website.listings.events import EventListing, Standing

KIND = "list"
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
    item: ListItem


@dataclass(frozen=True)
class PrintedList:
    title: str
    address: str
    filters: tuple[str, ...]
    summary: tuple[Summary, ...]
    totals: Totals
    rows: tuple[ListRow, ...]
    table: Table
    """The same events with every column of their dataset."""
    created_at: datetime
    filename: str
    site: str
    content: Content
    proof: Proof

    @property
    def has_shared_line(self) -> bool:
        return any(row.item.is_shared for row in self.rows)


def build(listing: EventListing, *, now: datetime) -> PrintedList:
    """The list in the active language; `now` dates a list that holds nothing."""
    events = list(facts_of_events(listing.rows[:MOST_EVENTS]))
    address = listing.address.with_value("page", "")
    query = str(address).partition("?")[2]
    rows = tuple(ListRow(facts.reference, list_item(facts)) for facts in events)
    table = table_of(EVENTS, events, f"{settings.PUBLIC_URL}{address}", _("evenements"))
    # An empty list is dated by its day: asked for again, it is the same document.
    today = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    created_at = max((facts.updated_at for facts in events), default=today)
    filters = tuple(chip.label for chip in listing.chips)
    content = Content(
        title=_("Événements sur la réforme du secteur de la sécurité au Mali"),
        address=reverse("reports:event_list_pdf") + (f"?{query}" if query else ""),
        figures=tuple(_figures(listing.totals)),
        as_of=created_at,
        events={facts.reference: facts.protection for facts in events},
        details=((_("Filtres"), ", ".join(filters)),) if filters else (),
        content=repr((filters, rows, table.rows)),
    )
    return PrintedList(
        title=content.title,
        address=f"{settings.PUBLIC_URL}{address}",
        filters=filters,
        summary=tuple(_summary(listing, listing.totals)),
        totals=listing.totals,
        rows=rows,
        table=table,
        created_at=created_at,
        site=settings.PUBLIC_URL,
        filename=f"{_('evenements')}-{get_language()}.pdf",
        content=content,
        proof=code_for_content(KIND, get_language(), {"query": query}, content),
    )


def write(printed: PrintedList) -> bytes:
    content = render_pdf(
        TEMPLATE,
        {"list": printed, "totals": printed.totals},
        language=get_language(),
        title=printed.title,
        assets=print_assets(),
        created_at=printed.created_at,
        attachments=attached_tables([printed.table], printed.created_at),
    )
    register(printed.proof, content)
    return content


def _figures(totals):
    yield ProofFigure("events", _("Événements"), totals.events)
    yield figure_of("participants", _("Participations"), totals.participants)
    if totals.women_percent is not None:
        share = totals.women_share.figure
        yield ProofFigure("women_percent", _("Part des femmes"), share.value, share.basis, unit=PERCENT)


def _summary(listing, totals):
    labels = {
        Standing.HELD: _("événements tenus"),
        Standing.AHEAD: _("événements annoncés ou reportés"),
        Standing.CANCELLED: _("événements annulés"),
    }
    yield Summary(str(totals.events), labels[listing.standing])
    if listing.standing != Standing.HELD:
        return
    known = totals.participants.is_known
    yield Summary(totals.participants.short, _("participations"), known)
    share = totals.women_share
    if share.is_known:
        label = _("de femmes : %(base)s") if share.is_key_figure else "%(base)s"
        yield Summary(share.short, label % {"base": share.beside}, share.is_key_figure)
