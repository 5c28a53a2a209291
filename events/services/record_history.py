"""What became of a record and of its parts, moment by moment.

Attendance lists leave no trace here: an erased name must not survive in a history.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from django.db.models import Model

from events.models import (
    Audience,
    Document,
    Event,
    EventClaim,
    EventFigure,
    EventLink,
    EventPlace,
    EventRole,
    EventSource,
    Headcount,
    KnowledgeTest,
    Objective,
    Output,
    Photo,
    Recommendation,
    Session,
)
from events.services.link_history import LINKS, target_of, through_of

PARTS = (
    EventPlace,
    EventRole,
    EventFigure,
    Headcount,
    Audience,
    Objective,
    Recommendation,
    Output,
    KnowledgeTest,
    EventSource,
    EventClaim,
    Document,
    Photo,
    Session,
    EventLink,
)
# What reads best as a whole list, before and after: the table, and its column that names an item.
LISTS = {
    EventPlace: EventPlace._meta.get_field("place"),
    **{through_of(name): target_of(name) for name in LINKS},
}
# The rows that stood there when their history began: nobody changed anything at that moment.
BASELINE = "baseline"
# What one saving writes lies closer together.
_SAME_SAVING = timedelta(seconds=2)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Step:
    """One stored version of one row, and the one before it (None: there was none, or none is known)."""

    model: type[Model]
    record: Model
    before: Model | None

    @property
    def is_new(self) -> bool:
        return self.record.history_type == "+"

    @property
    def is_removal(self) -> bool:
        return self.record.history_type == "-"


@dataclass
class Moment:
    """What one person changed at once, the record itself first."""

    by: Model | None
    at: datetime
    steps: list[Step] = field(default_factory=list)

    @property
    def before(self) -> datetime:
        """The last instant at which nothing of it was done."""
        return self.steps[0].record.history_date - timedelta(microseconds=1)

    @property
    def key(self) -> int:
        """The moment as a number, for addresses."""
        return (self.at - _EPOCH) // timedelta(microseconds=1)


def moment_of(key: int) -> datetime | None:
    """The inverse of `Moment.key`; None for a number that is no moment."""
    try:
        return _EPOCH + timedelta(microseconds=key)
    except OverflowError:
        return None


def rows_of(event: Event, model: type[Model]):
    """The history of the event itself, or of its rows of one part, the oldest version first."""
    column = "id" if model is Event else "event_id"
    rows = model.history.model.objects.filter(**{column: event.pk})
    return rows.select_related("history_user").order_by("history_date", "history_id")


def steps_of(event: Event) -> Iterator[Step]:
    """Every version of the record and of its parts; one query for each table."""
    for model in dict.fromkeys((Event, *PARTS, *LISTS)):
        last = {}
        for record in rows_of(event, model):
            yield Step(model, record, last.get(record.id))
            last[record.id] = None if record.history_type == "-" else record


def moments_of(event: Event) -> list[Moment]:
    """The latest first."""
    moments = []
    for step in sorted(steps_of(event), key=lambda step: step.record.history_date):
        record = step.record
        if record.history_change_reason == BASELINE:
            continue
        current = moments[-1] if moments else None
        if (
            current is None
            or current.by != record.history_user
            or record.history_date - current.at > _SAME_SAVING
        ):
            moments.append(current := Moment(record.history_user, record.history_date))
        current.at = record.history_date
        current.steps.append(step)
    return moments[::-1]


def state_at(event: Event, model: type[Model], at: datetime) -> dict[int, Model]:
    """The rows of one part as they stood at that moment, by key."""
    return state_in(rows_of(event, model), at)


def state_in(records, at: datetime) -> dict[int, Model]:
    """The same of versions that are known already, the oldest first.

    What was there before its history began stands with the first values that are known of it.
    """
    versions = {}
    for record in records:
        versions.setdefault(record.id, []).append(record)
    state = {}
    for key, of_row in versions.items():
        past = [record for record in of_row if record.history_date <= at]
        if past:
            if past[-1].history_type != "-":
                state[key] = past[-1]
        elif of_row[0].history_type != "+":
            state[key] = of_row[0]
    return state
