"""A record and its parts as they stood at an earlier moment: what going back would change, and the change.

Nothing of the history is erased: going back is one more saving. What the workflow writes, what protects
people and what has no history stays as it is today.
"""

from dataclasses import dataclass, field
from datetime import datetime

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import FileField, Model
from django.utils.translation import gettext as _

from events.models import Document, Event, EventLink, EventRole, KnowledgeTest, Photo, Recommendation, Session
from events.services.link_history import LINKS, target_of, through_of
from events.services.record_history import PARTS, rows_of, state_at
from events.services.search_text import index_event

# Written by the workflow, or by a move of its own.
_NOT_OF_A_VERSION = {
    "id",
    "reference",
    "status",
    "owner",
    "visible_from",
    "first_published_at",
    "created_at",
    "created_by",
    "updated_at",
    "deleted_at",
    # An old version may tell more than may be told today.
    "sensitivity",
    "delay_days",
    "announced",
    "announced_on",
    "funders_withheld",
}
_KEPT = {
    EventRole: {"disclosed"},
    Recommendation: {"same_as"},
    Document: {"file", "is_public"},
    Photo: {"image", "printed", "consent", "consent_note"},
}
# An agreement is seen by its holder alone: nobody takes away what he cannot see.
_KEPT_LINKS = {"agreements"}
# Rows with others behind them that have no history: they would go with it.
_HOLDS = {Recommendation: "follow_ups", KnowledgeTest: "scores", Session: "presences"}


class RestoringError(ValidationError):
    """A return that is refused; its message is for the reader."""


@dataclass(frozen=True)
class FieldChange:
    field: object
    now: object
    then: object


@dataclass
class RowChange:
    """One row of a part: `row` of today (None: it comes back), `past` (None: it goes)."""

    model: type[Model]
    row: Model | None
    past: Model | None
    fields: list[FieldChange] = field(default_factory=list)
    kept: str = ""
    """Why it stays as it is; empty where it follows."""


@dataclass(frozen=True)
class LinkChange:
    """One list of what the event cites: the keys of today, and those of then that exist still."""

    field: object
    now: frozenset[int]
    then: frozenset[int]


@dataclass
class Plan:
    """What going back would change."""

    event: Event
    fields: list[FieldChange]
    rows: list[RowChange]
    links: list[LinkChange]

    def __bool__(self):
        return bool(self.fields or self.links or [row for row in self.rows if not row.kept])


def fields_of(model: type[Model]) -> list:
    """The columns that a version is made of: those of each language rather than the one that mirrors them."""
    columns = model._meta.concrete_fields
    names = {column.name for column in columns}
    left_out = _NOT_OF_A_VERSION if model is Event else {"id", "event", "group", *_KEPT.get(model, ())}
    return [column for column in columns if column.name not in left_out and f"{column.name}_fr" not in names]


def plan_return(event: Event, at: datetime) -> Plan | None:
    """None where nothing is known of that moment."""
    past = rows_of(event, Event).filter(history_date__lte=at).last()
    if past is None:
        return None
    rows = [change for model in PARTS for change in _row_changes(event, model, at)]
    links = [
        change for name in LINKS if name not in _KEPT_LINKS and (change := _link_change(event, name, at))
    ]
    return Plan(event, _differences(event, past, Event), rows, links)


@transaction.atomic
def restore(plan: Plan) -> None:
    """Write the plan, through the saving of each row, so that publication follows."""
    event = plan.event
    rows = [change for change in plan.rows if not change.kept]
    try:
        with transaction.atomic():
            for change in plan.fields:
                setattr(event, change.field.attname, change.then)
            event.full_clean(exclude={"owner", "created_by"})
            event.save()
            # Rows go before others take their place.
            for change in sorted(rows, key=lambda change: (change.past is not None, change.row is None)):
                _follow(event, change)
            for change in plan.links:
                getattr(event, change.field.name).set(change.then)
    except IntegrityError as refused:
        raise RestoringError(
            _("Cette version ne peut pas revenir : une autre ligne tient aujourd’hui sa place.")
        ) from refused
    index_event(event=event)


def _row_changes(event, model, at):
    then = state_at(event, model, at)
    known = set(rows_of(event, model).order_by().values_list("id", flat=True))
    now = {row.pk: row for row in model._default_manager.filter(event=event)}
    for key, past in then.items():
        row = now.get(key)
        if row is None:
            yield RowChange(model, None, past, kept=_cannot_come_back(model, past))
        elif changes := _differences(row, past, model):
            yield RowChange(model, row, past, changes)
    for key, row in now.items():
        if key not in then and key in known:
            yield RowChange(model, row, None, kept=_cannot_go(row))


def _link_change(event, name, at):
    field, target = Event._meta.get_field(name), target_of(name).attname
    past = state_at(event, through_of(name), at)
    rows = dict(through_of(name).objects.filter(event=event).values_list("pk", target))
    known = set(rows_of(event, through_of(name)).order_by().values_list("id", flat=True))
    # What was there before its history began, and never left, was there then.
    then = {getattr(row, target) for row in past.values()} | {rows[key] for key in rows.keys() - known}
    then = frozenset(field.related_model.objects.filter(pk__in=then).values_list("pk", flat=True))
    now = frozenset(rows.values())
    return LinkChange(field, now, then) if now != then else None


def _differences(row, past, model):
    return [
        FieldChange(column, now, then)
        for column in fields_of(model)
        if (now := getattr(row, column.attname)) != (then := getattr(past, column.attname))
        and not (now in ("", None) and then in ("", None))
        and not (column.name == "category" and _says_the_same_words(row, past))
    ]


def _says_the_same_words(row, past):
    """Which category they are is decided apart, of all records that say them."""
    words = getattr(row, "category_words", "")
    return bool(words) and words == past.category_words


def _cannot_come_back(model, past):
    if any(isinstance(column, FileField) for column in model._meta.concrete_fields):
        return _("le fichier n’est plus là")
    for column in fields_of(model):
        if column.is_relation and not column.null:
            try:
                getattr(past, column.name)
            except ObjectDoesNotExist:
                return _("ce qu’elle nommait n’existe plus")
    return ""


def _cannot_go(row):
    relation = _HOLDS.get(type(row))
    if relation and getattr(row, relation).exists():
        return _("ce qui en dépend serait perdu")
    return ""


def _follow(event, change):
    if change.past is None:
        change.row.delete()
        return
    row = change.row or change.model(pk=change.past.id, event=event)
    names = {each.field.name for each in change.fields}
    if change.row is None:
        # It has its old values also where one that stayed keeps those of today.
        names = {column.name for column in fields_of(change.model)}
        names |= _KEPT.get(change.model, set()) - {"same_as"}
    for column in change.model._meta.concrete_fields:
        if column.name in names:
            setattr(row, column.attname, getattr(change.past, column.attname))
    row.clean_fields()
    if isinstance(row, EventLink):
        # The other events have had other links since: this one might close a circle.
        row.clean()
    row.save(force_insert=change.row is None)
