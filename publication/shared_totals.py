"""Totals that several events share, as their pages show them."""

from datetime import date
from hashlib import sha256

from django.utils import timezone

from events.enums import Basis, CountUnit, Sensitivity, Status
from events.models import HeadcountGroup
from publication.headcounts import HeadcountSummary, organisations_in, statements, summary_of
from publication.suppression import suppress
from publication.suppression_shared import SharedCount, may_be_disclosed, may_be_split, suppress_shared

# What `summarise_shared` reads of a group, to be read beforehand.
GROUP_READS = (
    "headcounts",
    "events__headcounts",
    "events__headcount_groups__headcounts",
    "events__headcount_groups__events",
)


def summarise_shared(group: HeadcountGroup, on: date | None = None) -> HeadcountSummary:
    """The protected summary of a shared total; read `GROUP_READS` beforehand.

    Empty while one of its events has no page that tells every fact: 20 people of one in a total of 28
    would tell of 8 at an event that nobody may know.
    """
    rows = list(group.headcounts.all())
    stated = statements(rows)
    events = group.events.all()
    mine = _shared_count(group, on)
    if mine is None:
        return summary_of(stated, suppress(stated), organisations_in(rows))
    if not mine.all_have_pages:
        return HeadcountSummary()
    others = [_shared_count(other, on) for event in events for other in event.headcount_groups.all()]
    others = [other for other in others if other is not None]
    disclosed = suppress_shared(
        stated,
        [suppress(statements(event.headcounts.all())) for event in events],
        may_disclose=may_be_disclosed(mine, others),
        may_split=may_be_split(mine, others),
    )
    return summary_of(stated, disclosed, organisations_in(rows))


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
        and event.sensitivity in (Sensitivity.PUBLIC, Sensitivity.DELAYED)
    )


def shared_totals_of(event) -> list[tuple[HeadcountGroup, HeadcountSummary]]:
    """The shared totals that the page of `event` tells: those of which each event has a full page."""
    summaries = ((group, summarise_shared(group)) for group in event.headcount_groups.all())
    return [(group, summary) for group, summary in summaries if summary.is_known]
