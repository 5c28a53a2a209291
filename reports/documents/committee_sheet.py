"""The sheet of one security committee (CCS): what it is, what it received, what it is asked for.

Made of public facts alone. What an event tells only with its region and month never names a local
committee, so it is left out here where naming the committee would tell the place.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from events.enums import Category, EventKind, RecommendationKind
from publication.committees import Composition
from publication.facts import EventFacts
from publication.list_items import list_item
from publication.models import PublishedOrganisation
from publication.questions.composition import composition_of
from publication.questions.events import counts_of, events_received_by, open_events
from publication.questions.reading import facts_of_events
from publication.questions.recommendations import (
    NEWEST_FIRST,
    published_recommendations,
    read_recommendations,
)
from reports.documents.attached_tables import attached_tables, table_of
from reports.documents.event_list import ListRow
from reports.documents.fact_tables import Entry, Row, absolute, row
from reports.services import proof
from reports.services.kinds import Content, ProofFigure
from reports.services.proof import Proof
from rss_registry.dates import day_text
from rss_registry.pdf import print_assets, render_pdf
from website.datasets.columns import Table
from website.datasets.committees import COMMITTEE_COMPOSITIONS
from website.datasets.events import EVENTS

KIND = "committee"
TEMPLATE = "reports/committee_sheet.html"
# Of each list, the newest; the page of the register has them all.
MOST_EVENTS = 30


@dataclass(frozen=True)
class Present:
    """In how many of the events received a category of people was present."""

    label: str
    events: int


@dataclass(frozen=True)
class Asked:
    """One recommendation addressed to the committee."""

    text: str
    theme: str
    due_on: object
    status: str
    status_label: str
    event: str
    url: str


@dataclass(frozen=True)
class EventTable:
    rows: tuple[ListRow, ...]
    events: tuple[EventFacts, ...]
    total: int

    @property
    def left_out(self) -> int:
        return self.total - len(self.rows)


@dataclass(frozen=True)
class CommitteeSheet:
    committee: PublishedOrganisation
    title: str
    identity: tuple[Row, ...]
    figures: tuple[ProofFigure, ...]
    composition: Composition | None
    present: tuple[Present, ...]
    received: EventTable
    nearby: EventTable | None
    asked: tuple[Asked, ...]
    address: str
    site: str
    created_at: datetime
    events: dict[str, str]
    filename: str
    proof: Proof | None = None

    @property
    def tables(self) -> list[Table]:
        """What it prints, as rows."""
        colleges = self.composition.colleges if self.composition else ()
        seats = [(self.committee, self.composition, college) for college in colleges]
        near = self.nearby.events if self.nearby else ()
        return [
            table_of(COMMITTEE_COMPOSITIONS, seats, self.address, _("composition")),
            table_of(EVENTS, self.received.events, self.address, _("evenements-recus")),
            table_of(EVENTS, near, self.address, _("evenements-du-ressort")),
        ]

    @property
    def has_shared_line(self) -> bool:
        tables = [self.received, *([self.nearby] if self.nearby else [])]
        return any(item.item.is_shared for table in tables for item in table.rows)


def committee_named(slug: str) -> PublishedOrganisation | None:
    found = PublishedOrganisation.objects.security_committees().filter(slug=slug)
    return found.select_related("place__parent__parent", "parent").first()


def build(committee: PublishedOrganisation) -> CommitteeSheet:
    """In the active language."""
    sheet = _build(committee)
    issued = proof.code_for_content(KIND, get_language(), {"slug": committee.slug}, _content(sheet))
    return replace(sheet, proof=issued)


def content_of(committee: PublishedOrganisation) -> Content:
    """What can be verified of it, without making it."""
    return _content(_build(committee))


def write(sheet: CommitteeSheet) -> bytes:
    content = render_pdf(
        TEMPLATE,
        {"sheet": sheet},
        language=get_language(),
        title=sheet.title,
        assets=print_assets(),
        created_at=sheet.created_at,
        attachments=attached_tables(sheet.tables, sheet.created_at),
    )
    proof.register(sheet.proof, content)
    return content


def _content(sheet):
    told = (
        sheet.identity,
        sheet.composition,
        sheet.present,
        sheet.asked,
        [table.rows for table in sheet.tables],
        sheet.nearby is None,
    )
    return Content(
        title=sheet.title,
        address=reverse("reports:committee_pdf", args=[sheet.committee.slug]),
        figures=sheet.figures,
        as_of=sheet.created_at,
        events=sheet.events,
        content=repr(told),
    )


def _build(committee):
    received = _received_by(committee)
    nearby = _near(committee, received)
    asked = tuple(_asked_of(committee))
    tables = _table(received), None if nearby is None else _table(nearby)
    known = {facts.reference: facts for table in tables if table for facts in table.events}
    return CommitteeSheet(
        committee=committee,
        title=committee.full_name,
        identity=tuple(_identity(committee)),
        figures=tuple(_figures(received, nearby, asked)),
        composition=composition_of(committee),
        present=tuple(_present_at(received)),
        received=tables[0],
        nearby=tables[1],
        asked=asked,
        address=f"{settings.PUBLIC_URL}{committee.get_absolute_url()}",
        site=settings.PUBLIC_URL,
        created_at=max([committee.changed_at, *(facts.updated_at for facts in known.values())]),
        events={reference: facts.protection for reference, facts in sorted(known.items())},
        filename=f"{committee.slug}-{get_language()}.pdf",
    )


def _received_by(committee):
    return events_received_by(committee).filter(is_coarse=False)


def _near(committee, received):
    """The other events in its area; None when its area is not known."""
    if committee.place is None:
        return None
    public = open_events().having("place", committee.place.slug)
    return public.exclude(pk__in=received.order_by().values("pk"))


def _table(events):
    found = tuple(facts_of_events(events.newest_first()[:MOST_EVENTS]))
    rows = tuple(ListRow(facts.reference, list_item(facts)) for facts in found)
    return EventTable(rows, found, events.count() if len(rows) == MOST_EVENTS else len(rows))


def _figures(received, nearby, asked):
    number = received.count()
    yield ProofFigure("received", ngettext("événement reçu", "événements reçus", number), number)
    number = received.having("type", EventKind.TRAINING).count()
    yield ProofFigure("trainings", ngettext("dont formation", "dont formations", number), number)
    if nearby is not None:
        number = nearby.count()
        label = ngettext("autre événement dans son ressort", "autres événements dans son ressort", number)
        yield ProofFigure("nearby", label, number)
    number = len(asked)
    yield ProofFigure("asked", ngettext("recommandation reçue", "recommandations reçues", number), number)


def _identity(committee):
    level = committee.get_ccs_level_display() if committee.ccs_level else ""
    yield row(_("Niveau du CCS"), capfirst(level))
    yield row(_("Installé le"), day_text(committee.ccs_installed_on) if committee.ccs_installed_on else "")
    places = [committee.place] if committee.place else []
    while places and places[-1].parent is not None and not places[-1].is_unit:
        places.append(places[-1].parent)
    entries = tuple(Entry(place.name, absolute(place.get_absolute_url())) for place in places)
    yield Row(_("Ressort"), entries)
    members = committee.memberships.filter(left_on__isnull=True).select_related("member")
    if members:
        yield row(_("Organisations membres"), *sorted(link.member.full_name for link in members))


def _present_at(received):
    """Who was there, of the categories that make up a CCS."""
    counts = counts_of("public", received)
    return [Present(label, counts[value]) for value, label in Category.stated() if value in counts]


def _asked_of(committee):
    asked = published_recommendations().filter(kind__in=RecommendationKind.asking())
    rows = asked.filter(addressee=committee.slug, event__is_coarse=False)
    for item in read_recommendations(rows.select_related("event").order_by("due_on", *NEWEST_FIRST)):
        yield Asked(
            text=item.facts.text,
            theme=item.facts.theme,
            due_on=item.facts.due_on,
            status=item.facts.status,
            status_label=item.facts.status_label,
            event=item.event.name,
            url=absolute(item.event.url),
        )
