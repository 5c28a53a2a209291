"""The security committees (CCS): level, installation, and the trainings each received."""

from dataclasses import dataclass

from django.db.models import Count, Max

from events.enums import EventKind, Role
from publication.models import Facet, PublishedOrganisation
from publication.questions.events import open_events
from rss_registry.text import fold


@dataclass(frozen=True)
class CommitteeRecord:
    committee: PublishedOrganisation
    received: int = 0
    """Public events held for its benefit."""
    trainings: int = 0
    """Those of them that were trainings."""
    latest_in: int | None = None
    """The year of the latest."""


def committees(**where) -> list[CommitteeRecord]:
    """All committees (those that match `where`), by name, in a constant number of queries."""
    found = (
        PublishedOrganisation.objects.security_committees().filter(**where).select_related("place__parent")
    )
    received, latest = _received(open_events().held())
    trainings, _latest = _received(open_events().held().having("type", EventKind.TRAINING))
    records = [
        CommitteeRecord(
            item,
            received=received.get(item.slug, 0),
            trainings=trainings.get(item.slug, 0),
            latest_in=day.year if (day := latest.get(item.slug)) else None,
        )
        for item in found
    ]
    return sorted(records, key=lambda record: fold(record.committee.name))


def _received(events):
    """How many of `events` each organisation received, and the first day of the latest, by slug."""
    prefix = f"{Role.BENEFICIARY}:"
    facets = Facet.objects.filter(
        name="role", value__startswith=prefix, event__in=events.order_by().values("pk")
    )
    rows = list(facets.order_by().values_list("value").annotate(Count("pk"), Max("event__first_day")))
    return (
        {value.removeprefix(prefix): number for value, number, _day in rows},
        {value.removeprefix(prefix): day for value, _number, day in rows},
    )
