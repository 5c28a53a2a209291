"""Rows that are made first and written together, with the history that saving each would leave."""

from collections import defaultdict

from simple_history.utils import bulk_create_with_history

from events.models import (
    Audience,
    CommitteeComposition,
    CommitteeSeats,
    CostLine,
    Document,
    Event,
    EventClaim,
    EventFigure,
    EventPlace,
    EventRole,
    EventSource,
    FollowUp,
    Headcount,
    HeadcountGroup,
    Justification,
    KnowledgeTest,
    Objective,
    Output,
    Participant,
    Person,
    Photo,
    Presence,
    Recommendation,
    Series,
    Session,
    StatusChange,
    TestScore,
)
from organisations.models import (
    GrantAgreement,
    Indicator,
    IndicatorReading,
    Membership,
    Organisation,
    OrganisationAlias,
    Place,
    Programme,
    ProgrammeAlias,
    ProgrammeClaim,
    ProgrammePartner,
    ProgrammePhase,
    Source,
)

# Each after what it refers to.
_ORDER = (
    Place,
    Organisation,
    OrganisationAlias,
    Membership,
    Person,
    Source,
    Programme,
    ProgrammeAlias,
    ProgrammePhase,
    ProgrammePartner,
    ProgrammeClaim,
    Indicator,
    IndicatorReading,
    GrantAgreement,
    CommitteeComposition,
    CommitteeSeats,
    Series,
    Series.planned_places.through,
    Event,
    Event.themes.through,
    Event.programmes.through,
    Event.agreements.through,
    Event.languages.through,
    Event.contributes_to.through,
    Event.legal_references.through,
    EventPlace,
    Objective,
    EventRole,
    EventFigure,
    EventSource,
    EventClaim,
    Audience,
    HeadcountGroup,
    HeadcountGroup.events.through,
    Headcount,
    Recommendation,
    FollowUp,
    Output,
    KnowledgeTest,
    Document,
    Photo,
    Session,
    Participant,
    Presence,
    TestScore,
    CostLine,
    Justification,
    StatusChange,
)
_BATCH = 500


class Rows:
    def __init__(self):
        self._rows = defaultdict(list)

    def add(self, row):
        assert type(row) in _ORDER, type(row)
        self._rows[type(row)].append(row)
        return row

    def of(self, model):
        return list(self._rows[model])

    def store(self):
        """Write every row; each history begins when the event was entered."""
        for model in _ORDER:
            rows = self._rows[model]
            while rows:
                ready = [row for row in rows if not _waits(row)]
                assert ready, f"{model.__name__} rows refer to each other in a circle"
                _write(model, ready)
                written = set(map(id, ready))
                rows = [row for row in rows if id(row) not in written]


def _waits(row):
    """Whether the row refers to another of its own table that is not written yet."""
    own = (field for field in row._meta.concrete_fields if field.related_model is type(row))
    return any((other := getattr(row, field.name)) is not None and other.pk is None for field in own)


def _write(model, rows):
    if not hasattr(model, "history"):
        model.objects.bulk_create(rows, batch_size=_BATCH)
        return
    for row in rows:
        event = row if model is Event else getattr(row, "event", None)
        if event is not None:
            row._history_date = event.entered_at
    bulk_create_with_history(rows, model, batch_size=_BATCH)
