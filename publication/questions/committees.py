"""The security committees (CCS): level, installation, and the trainings each received."""

from dataclasses import dataclass

from events.enums import EventKind
from organisations.models import Organisation
from publication.questions.events import events_received_by
from rss_registry.text import fold


@dataclass(frozen=True)
class CommitteeRecord:
    committee: Organisation
    received: int = 0
    """Public events held for its benefit."""
    trainings: int = 0
    """Those of them that were trainings."""
    latest_in: int | None = None
    """The year of the latest."""


def committees(**where) -> list[CommitteeRecord]:
    """All committees (those that match `where`), by name."""
    found = Organisation.objects.security_committees().filter(**where).select_related("place__parent")
    return sorted((_record_of(item) for item in found), key=lambda record: fold(record.committee.name))


def _record_of(committee):
    received = events_received_by(committee)
    tally = received.tally
    return CommitteeRecord(
        committee,
        received=len(received),
        trainings=len(received.within(tally.having("type", [EventKind.TRAINING]))),
        latest_in=max(tally.values("first year", received.found), default=None),
    )
