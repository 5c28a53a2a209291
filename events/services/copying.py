"""A new draft made after a record: what a team would type again, and nothing of what happened on its days."""

from django.db import transaction
from django.utils import timezone

from events import narratives
from events.enums import Outcome, Role
from events.models import Event, EventPlace, EventRole, Objective
from events.permissions import visible_to
from events.services.same_events import say_different
from events.services.search_text import index_event
from organisations.models import Organisation, User

_METHODS = tuple(narrative for narrative in narratives.COURSE if narrative.code == "methods")
_TEXTS = (*narratives.AIMS, *_METHODS)
# What protects people goes with the record: a copy tells the public no more than it does.
_COLUMNS = (
    "kind",
    "second_kind",
    "title_fr",
    "title_en",
    "venue",
    "modality",
    "series_id",
    "funders_withheld",
    "sensitivity",
    "delay_days",
    *narratives.columns(_TEXTS, "fr"),
    *narratives.columns(_TEXTS, "en"),
)
_SETS = ("programmes", "languages", "themes", "contributes_to", "legal_references")
_ROLE_COLUMNS = (
    "organisation_id",
    "role",
    "financing_kind",
    "intermediary_id",
    "disclosed",
    "note_fr",
    "note_en",
)


@transaction.atomic
def copy_as_model(*, event: Event, by: User) -> Event:
    """The draft, of the user's own organisation: planned, undated, without numbers, sources or files.

    Whether the user may read `event` and add another is for `events/permissions/`.
    """
    owner = by.organisation_id or event.owner_id
    values = {name: getattr(event, name) for name in _COLUMNS}
    copy = Event.objects.create(owner_id=owner, created_by=by, outcome=Outcome.PLANNED, **values)
    for name in _SETS:
        getattr(copy, name).set(getattr(event, name).all())
    copy.agreements.set(visible_to(by, event.agreements.all()))
    for row in event.event_places.all():
        EventPlace.objects.create(event=copy, place_id=row.place_id, position=row.position)
    closed = {body.pk for body in closed_funders(event)}
    for role in event.roles.all():
        if role.role != Role.FUNDER or role.organisation_id not in closed:
            EventRole.objects.create(event=copy, **{name: getattr(role, name) for name in _ROLE_COLUMNS})
    for row in event.objectives.all():
        Objective.objects.create(event=copy, position=row.position, text_fr=row.text_fr, text_en=row.text_en)
    index_event(event=copy)
    # Nobody needs to be told of it before the copy has its days.
    say_different(event=event, other=copy, by=by)
    return copy


def closed_funders(event: Event) -> list[Organisation]:
    """The funders of the record that exist no more, and so fund nothing that is still to come."""
    today = timezone.localdate()
    roles = event.roles.filter(role=Role.FUNDER).select_related("organisation")
    return [role.organisation for role in roles if not role.organisation.is_active(today)]
