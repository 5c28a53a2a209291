"""The security committees (CCS): level, installation, and the trainings each received."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q

from events.enums import EventKind, Role
from events.models import Event, EventRole
from organisations.models import Organisation
from rss_registry.text import fold


@dataclass(frozen=True)
class CommitteeRecord:
    committee: Organisation
    received: int = 0
    """Public events held for its benefit."""
    trainings: int = 0
    """Those of them that were trainings."""
    latest_on: date | None = None
    """First day of the latest; only its year may be shown."""


def committees(**where) -> list[CommitteeRecord]:
    """All committees (those that match `where`), by name, in two queries."""
    found = Organisation.objects.security_committees().filter(**where)
    received = (
        EventRole.objects.public()
        .filter(
            organisation__in=found.order_by().values("pk"),
            role=Role.BENEFICIARY,
            event__in=Event.objects.published().held(),
        )
        .order_by()
        .values("organisation")
        .annotate(
            received=Count("pk"),
            trainings=Count("pk", filter=Q(event__kind=EventKind.TRAINING)),
            latest_on=Max("event__starts_on"),
        )
    )
    counts = {row.pop("organisation"): row for row in received}
    return sorted(
        (CommitteeRecord(item, **counts.get(item.pk, {})) for item in found.select_related("place__parent")),
        key=lambda record: fold(record.committee.name),
    )
