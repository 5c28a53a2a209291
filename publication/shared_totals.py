"""Totals that several events share, as their pages show them."""

from datetime import date
from hashlib import sha256

from django.utils import timezone
from django.utils.translation import gettext as _

from events.enums import Basis, CountUnit, Sensitivity, Status
from events.models import HeadcountGroup
from publication.disclosure.events import suppress, withhold_everything
from publication.disclosure.shared import (
    SharedCount,
    ToldTotal,
    may_be_disclosed,
    may_be_split,
    suppress_shared,
    suppress_shared_in_time,
)
from publication.disclosure.told import Told
from publication.disclosure.types import Disclosed
from publication.disclosure.versions import read_disclosed
from publication.headcounts import HeadcountSummary, organisations_in, statements, summary_of

# What `disclosed_of_total` reads of a group, to be read beforehand.
GROUP_READS = (
    "headcounts",
    "events__headcounts",
    "events__headcount_groups__headcounts",
    "events__headcount_groups__events",
)


def disclosed_of_total(group: HeadcountGroup, told: Told, on: date | None = None) -> Disclosed | None:
    """What may be told of a shared total beside what was; read `GROUP_READS` beforehand.

    None while one of its events has no page that tells every fact: 20 people of one in a total of 28
    would tell of 8 at an event that nobody may know.
    """
    stated = statements(group.headcounts.all())
    events = group.events.all()
    mine = _shared_count(group, on)
    if mine is None:
        return suppress(stated)
    if not mine.all_have_pages:
        return None
    others = [_shared_count(other, on) for event in events for other in event.headcount_groups.all()]
    others = [other for other in others if other is not None]
    disclosed = suppress_shared(
        stated,
        [suppress(statements(event.headcounts.all()), earlier=told.own[event.pk]) for event in events],
        may_disclose=may_be_disclosed(mine, others),
        may_split=may_be_split(mine, others),
        earlier=[total.disclosed for total in told.totals if total.events == mine.events],
    )
    if mine.as_published:
        return disclosed
    new = ToldTotal(mine.events, disclosed)
    disclosed = suppress_shared_in_time(stated, new, told.totals, told.versions(mine.events))
    same = [total.disclosed for total in told.totals if total.events == mine.events]
    if any(read_disclosed(disclosed) == read_disclosed(before) for before in same):
        return disclosed
    return withhold_everything(stated) if told.leaves_few_beside(new) else disclosed


def summarise_shared(group: HeadcountGroup, disclosed: Disclosed | None) -> HeadcountSummary:
    """What is `disclosed` of a shared total, in the active language; empty where it is not told."""
    if disclosed is None:
        return HeadcountSummary()
    rows = list(group.headcounts.all())
    return summary_of(statements(rows), disclosed, organisations_in(rows))


def key_of_total(group: HeadcountGroup) -> str:
    """By which files join what one total says: of public references, so that it counts nothing private."""
    events = list(group.events.all())
    if not events:
        return ""
    same = [
        other.pk
        for other in events[0].headcount_groups.all()
        if {event.pk for event in other.events.all()} == {event.pk for event in events}
    ]
    said = " ".join([*sorted(event.reference or "" for event in events), str(sorted(same).index(group.pk))])
    return sha256(said.encode()).hexdigest()[:8]


def label_of_total(group: HeadcountGroup) -> str:
    """What it is called, in the active language; « plusieurs événements » where nobody has named it."""
    return group.label or _("plusieurs événements")


def _shared_count(group, on):
    """The group as a total of persons, None when it states none."""
    people = [
        row for row in group.headcounts.all() if row.unit == CountUnit.PERSONS and row.basis != Basis.PLANNED
    ]
    if not people:
        return None
    events = group.events.all()
    published = any(
        row.published_by_organiser for row in people if not (row.sex or row.category or row.age_band)
    )
    return SharedCount(
        group.pk,
        frozenset(event.pk for event in events),
        published,
        all(_tells_every_fact(event, on) for event in events),
    )


def _tells_every_fact(event, on):
    """Whether the event has a public page that tells more than its region and month.

    The same total stands on the pages of all its events, and would tell with which of them it was held.
    """
    return (
        event.status == Status.PUBLISHED
        and event.visible_from is not None
        and event.visible_from <= (on or timezone.localdate())
        and event.sensitivity in Sensitivity.in_full()
    )


def shared_totals_of(event, told: Told) -> list[tuple[HeadcountGroup, Disclosed]]:
    """The shared totals that the page of `event` tells: those of which each event has a full page."""
    found = ((group, disclosed_of_total(group, told)) for group in event.headcount_groups.all())
    return [(group, disclosed) for group, disclosed in found if disclosed and disclosed.total.is_known]
