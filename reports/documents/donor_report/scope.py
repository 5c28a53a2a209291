"""What a donor's report is about: the public events of its programme, agreement or organisation.

Every version starts at the one public gate. What an own agreement withholds in public (its funder,
its amount) is told only in the versions that do not leave the two parties.
"""

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date

from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from events.enums import Outcome, Role, Sensitivity
from events.models import CostLine, Event, Justification
from organisations.enums import OrganisationKind
from organisations.models import GrantAgreement, Organisation
from publication.disclosure.told import told_of
from publication.facts import EventFacts, Link
from publication.models import PublishedEvent
from publication.project.facts import build_event_facts
from publication.project.numbers import numbers_of
from publication.questions.events import events_of
from publication.questions.totals import totals_of
from publication.totals import Totals
from reports.enums import DonorVersion
from reports.models import DonorReport
from reports.permissions import justifications_for, records_of, tells_all_of

# What the background lays out in its time (docs/decisions/0017): beyond, a shorter period is asked for.
MOST_EVENTS = 1_000
_LEADS = (Role.ORGANISER, Role.CO_ORGANISER)
_COARSE = Q(sensitivity__in=Sensitivity.coarse())


class TooManyEventsError(Exception):
    def __init__(self, count):
        super().__init__(count)
        self.count = count


@dataclass(frozen=True)
class Entry:
    """One event and its public facts."""

    event: Event
    facts: EventFacts


@dataclass(frozen=True)
class Funder:
    """`organisation` is None where it may not be named."""

    agreement: GrantAgreement
    organisation: Organisation | None
    is_own: bool = False
    """What the agreement says beyond the name may be printed too."""

    @property
    def name(self):
        return self.organisation.full_name if self.organisation else _("bailleur non divulgué")


@dataclass(frozen=True)
class DonorScope:
    report: DonorReport
    version: DonorVersion
    held: tuple[Entry, ...]
    ahead: tuple[Entry, ...]
    """Planned after the period, or without a date."""
    dropped: tuple[Entry, ...]
    """Of the period, and not held."""
    totals: Totals
    funders: tuple[Funder, ...]
    own_agreements: tuple[GrantAgreement, ...] = ()
    """Those of which everything may be printed."""
    costs: tuple[CostLine, ...] = ()
    """Of the events of the period, on these agreements."""
    justifications: tuple[Justification, ...] = ()
    """What the team says of the gaps of its own records."""
    unpublished: tuple[Event, ...] = ()
    """Records of the period that the report leaves out: the public gate does."""
    open_records: frozenset[int] = field(default=frozenset())

    @property
    def programme(self):
        return self.report.programme or (self.report.agreement and self.report.agreement.standing_programme)

    @property
    def names_agreement(self) -> bool:
        """Whether the title and reference of the report's agreement may be printed, as its funder may."""
        return all(funder.organisation for funder in self.funders)

    def link_to(self, event, section) -> Link:
        """The section of the event's form; its public page where the record is another team's."""
        address = event.get_absolute_url()
        if event.pk in self.open_records:
            address = f"{reverse('admin:events_event_change', args=[event.pk])}#partie-{section}"
        return Link(str(event), address)


def size_of(report: DonorReport, *, version: DonorVersion) -> int:
    """How many events it tells of; refused when more were held than one report may hold."""
    period, held = _of_period(report, version)
    return held + period.exclude(outcome=Outcome.HELD).count() + _ahead(report, version).count()


def scope_of(report: DonorReport, *, user, version=DonorVersion.DRAFT) -> DonorScope:
    """The scope in the active language, as `user` may know it."""
    period, _count = _of_period(report, version)
    held = period.held()
    funders = tuple(_funders(report, user, version))
    own = tuple(_own_agreements(report, funders, user, version))
    mine = records_of(user)
    known = _entries(held), _entries(_ahead(report, version)), _entries(period.exclude(outcome=Outcome.HELD))
    keys = {entry.event.pk for entries in known for entry in entries}
    return DonorScope(
        report=report,
        version=version,
        held=known[0],
        ahead=known[1],
        dropped=known[2],
        totals=totals_of(PublishedEvent.objects.open().filter(pk__in=held.order_by().values("pk"))),
        funders=funders,
        own_agreements=own,
        costs=_costs(own, [entry.event.pk for entries in (known[0], known[2]) for entry in entries]),
        justifications=tuple(justifications_for(user, held)) if version != DonorVersion.PUBLIC else (),
        unpublished=_unpublished(report, version, mine),
        open_records=frozenset(mine.filter(pk__in=keys).values_list("pk", flat=True)),
    )


def _of_period(report, version):
    period = in_period(_belonging(report, version, Event.objects.published()), report)
    if (count := period.held().count()) > MOST_EVENTS:
        raise TooManyEventsError(count)
    return period, count


def in_period(events, report):
    """Events of which a day lies in the period; one known to its month belongs to each day of it."""
    start, end = report.starts_on, report.ends_on
    dated = ~_COARSE & Q(starts_on__lte=end, ends_on__gte=start)
    by_month = Q(starts_on__gte=start.replace(day=1), starts_on__lte=_month_end(end))
    return events.filter(dated | (_COARSE & by_month))


def _belonging(report, version, events):
    if report.programme_id:
        return events.filter(programmes=report.programme_id)
    if report.subject_id:
        return events.filter(pk__in=_of_subject(report.subject).order_by().values("pk"))
    agreement = report.agreement
    paid = events.filter(Q(pk__in=_paid_by(agreement).order_by().values("pk")))
    if version != DonorVersion.PUBLIC:
        return paid
    # A part tells the whole.
    body = agreement.funder
    while body is not None:
        paid, body = paid.may_name_funder(body), body.parent
    return paid


def _of_subject(subject):
    """What the organisation led; of a security committee, what it took part in and what its area saw."""
    if subject.kind != OrganisationKind.CCS:
        return Event.objects.publicly_with_role(subject, *_LEADS)
    # Of an event known to its region alone, nobody may read that a committee was there.
    near = Event.objects.in_place(subject.place) if subject.place else Event.objects.none()
    there = Q(pk__in=near.order_by().values("pk")) | Q(pk__in=events_of(subject).order_by().values("pk"))
    return Event.objects.with_every_fact().filter(there)


def _paid_by(agreement):
    """Events that name the agreement, and those of its programme while it lasts."""
    direct = Q(pk__in=agreement.events.order_by().values("pk"))
    if agreement.standing_programme is None:
        return Event.objects.filter(direct)
    through = Q(programmes=agreement.programme_id)
    if agreement.starts_on:
        through &= Q(ends_on__isnull=True) | Q(ends_on__gte=agreement.starts_on)
    if agreement.ends_on:
        through &= Q(starts_on__isnull=True) | Q(starts_on__lte=agreement.ends_on)
    return Event.objects.filter(direct | through).distinct()


def _ahead(report, version):
    later = Q(starts_on__gt=report.ends_on) & ~_COARSE | Q(starts_on__gt=_month_end(report.ends_on))
    events = _belonging(report, version, Event.objects.published())
    return events.not_yet_held().filter(later | Q(starts_on__isnull=True))


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _entries(events):
    # Of an event known to its month, its place between two days would tell the day.
    ordered = events.with_facts().with_public_order().order_by(F("day").asc(nulls_last=True), "reference")
    events = list(ordered[:MOST_EVENTS])
    told = told_of([event.pk for event in events])
    return tuple(Entry(event, build_event_facts(event, numbers_of(event, told))) for event in events)


def _funders(report, user, version):
    if report.agreement:
        agreements = [report.agreement]
    elif report.programme:
        agreements = report.programme.agreements.filter(programme_accepted=True)
        agreements = agreements.select_related("funder", "recipient", "intermediary")
        agreements = [item for item in agreements if _lasts(item, report)]
    else:
        return
    for agreement in agreements:
        is_own = version != DonorVersion.PUBLIC and tells_all_of(user, agreement)
        named = agreement.funder_disclosed or is_own
        yield Funder(agreement, agreement.funder if named else None, is_own)


def _own_agreements(report, funders, user, version):
    """Of a report on an organisation: all those that it holds."""
    if report.subject is None:
        yield from (funder.agreement for funder in funders if funder.is_own)
    elif version != DonorVersion.PUBLIC:
        held = report.subject.agreements_held.select_related("recipient")
        yield from (agreement for agreement in held if tells_all_of(user, agreement))


def _costs(own, events):
    lines = CostLine.objects.filter(agreement__in=own, event__in=events)
    return tuple(lines.select_related("agreement").order_by("pk"))


def _lasts(agreement, report):
    begun = agreement.starts_on is None or agreement.starts_on <= report.ends_on
    return begun and (agreement.ends_on is None or agreement.ends_on >= report.starts_on)


def _unpublished(report, version, mine):
    """The team's own records that no version prints, so that nobody thinks them forgotten."""
    if report.organisation_id:
        mine = mine.filter(owner=report.organisation_id)
    rows = in_period(_belonging(report, version, mine), report)
    return tuple(rows.exclude(pk__in=Event.objects.published().values("pk")).order_by("starts_on", "pk"))
