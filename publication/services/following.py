"""Every change of the private record is published in its own transaction, whoever makes it and however.

The one place where the house listens to signals, beside the search of staff (events/services/cited_names.py):
the admin, an import, a service and a cascade all end there, and a new kind of row is public until it is named
private (private_tables.py). What a transaction touches is gathered and published once.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction
from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete, pre_save
from simple_history.models import HistoricalChanges

from events.models import Event, HeadcountGroup, PersonMark
from events.services.correcting import current_saving
from organisations.models import GrantAgreement
from publication.models import PublicationState, PublishedEvent, Waiting
from publication.models.pending import settle_with, settling
from publication.project.linked_events import linked_with
from publication.services.citing import CITED, events_citing, may_restrict
from publication.services.fingerprints import says_something_new
from publication.services.persons import publish_persons
from publication.services.private_tables import PRIVATE
from publication.services.publishing import one_at_a_time, publish_now
from publication.services.totals import companions_of
from publication.tasks import publish_waiting
from rss_registry.databases.gathered import is_gathering

_APPS = ("organisations", "events")
# Of these the day is told on which they were last written, whatever was.
_DATED = {"organisations.Organisation"}
# Marks of persons: they change no page of an event. Of a mark only its deletion is heard of: many are written
# at once, and their list is saved with them.
_LISTS = {"events.MarkedList", "events.PersonMark"}
# Beyond so many events a change of what they cite is published in the background.
MOST_AT_ONCE = 300
_READ_AT_ONCE = 500

# It carries attributes of our own.
_ours: Any = connection


@dataclass
class Pending:
    """What one connection has touched since its last commit."""

    events: set[int] = field(default_factory=set)
    moved: set[int] = field(default_factory=set)
    """Of a piece of work that touches many rows: published like the events that cite what has changed."""
    cited: set[tuple[str, int]] = field(default_factory=set)
    # Those of the cited that are new: what cites them was touched itself, in the same transaction.
    made: set[tuple[str, int]] = field(default_factory=set)
    bodies: bool = False
    # Events of which the list is another one for whoever counts persons; nothing else of them has changed.
    lists: set[int] = field(default_factory=set)

    def __bool__(self):
        return bool(self.events or self.moved or self.cited or self.bodies or self.lists)

    def add(self, other: "Pending") -> None:
        self.events |= other.events
        self.moved |= other.moved
        self.cited |= other.cited
        self.made |= other.made
        self.bodies |= other.bodies
        self.lists |= other.lists


def follow_changes() -> None:
    for model in followed_models():
        signals = (m2m_changed,) if model._meta.auto_created else (post_save, pre_delete, post_delete)
        for signal in signals:
            signal.connect(_note, sender=model, dispatch_uid=f"published {model._meta.label}")
    post_delete.connect(_note, sender=PersonMark, dispatch_uid="published marks")
    pre_save.connect(_note_events_left, sender=GrantAgreement, dispatch_uid="published left programme")
    settle_with(publish_pending)


def followed_models() -> Iterator[type[Model]]:
    """Every model whose rows can change something public, tables of links included."""
    for label in _APPS:
        for model in apps.get_app_config(label).get_models(include_auto_created=True):
            if model._meta.label not in PRIVATE and not issubclass(model, HistoricalChanges):
                yield model


def publish_pending() -> None:
    """Publish what this transaction has touched so far."""
    pending = _pending()
    if not pending:
        return
    _ours.pending_publication = Pending()
    if not connection.get_autocommit():
        _ours.published_since_begin.add(pending)
    with settling(), transaction.atomic(savepoint=False):
        if pending.cited:
            # What they last said is compared; what else is published waits for its turn as it begins.
            one_at_a_time()
        _publish(pending)


def _take_back(is_whole):
    """What was published within what a rollback undid is published again, unless it undid everything."""
    published, _ours.published_since_begin = _ours.published_since_begin, Pending()
    if is_whole:
        _ours.pending_publication = Pending()
    elif published:
        _ours.pending_publication.add(published)
        _ours.before_commit(publish_pending)


@contextmanager
def only_tried():
    """What is published within is taken back at its end, and not for that published again."""
    publish_pending()
    # Outside a transaction nothing is published that a rollback could take back.
    kept = _ours.published_since_begin if connection.in_atomic_block else Pending()
    _ours.published_since_begin = Pending()
    try:
        with settling(), transaction.atomic():
            yield
            transaction.set_rollback(True)
    finally:
        _ours.published_since_begin = kept


def _publish(pending):
    keys, delayed, restricted = set(pending.events), set(), set()
    cited = [(label, number) for label, number in pending.cited if says_something_new(label, number)]
    for label, number in cited:
        citing = set() if (label, number) in pending.made else events_citing(label, number)
        if len(citing) > MOST_AT_ONCE:
            delayed |= citing
            restricted |= citing if may_restrict(label, number) else set()
        else:
            keys |= citing
    moved = pending.moved - keys
    if len(moved) > MOST_AT_ONCE:
        # Nobody knows yet what of them may still be told.
        moved = _published(moved)
        delayed |= moved
        restricted |= moved
    else:
        keys |= moved
    bodies = pending.bodies or bool(cited) or any(label in _DATED for label, _number in pending.cited)
    if keys:
        saving = current_saving()
        reason = saving.reason if saving else ""
        publish_now(
            keys, reason=reason, of=pending.events | pending.moved, bodies=bodies, lists=pending.lists
        )
    elif bodies or pending.lists:
        publish_now((), bodies=bodies, lists=pending.lists)
    if delayed - keys:
        _leave_for_later(delayed - keys, restricted)


def _published(keys):
    """Those that have a page, or may have one now; the others are nobody's business."""
    keys, found = sorted(keys), set()
    for start in range(0, len(keys), _READ_AT_ONCE):
        some = keys[start : start + _READ_AT_ONCE]
        sources: tuple[Any, ...] = (Event.objects.published(), PublishedEvent.objects)
        for rows in sources:
            found.update(rows.filter(pk__in=some).order_by().values_list("pk", flat=True))
    return found


def _leave_for_later(keys, restricted):
    # Until then what may have to be told less of is told nothing of.
    PublishedEvent.objects.filter(pk__in=keys & restricted).update(is_suspended=True)
    publish_persons(keys & restricted)
    Waiting.objects.bulk_create([Waiting(event=key) for key in sorted(keys)], ignore_conflicts=True)
    PublicationState.renew()
    transaction.on_commit(lambda: publish_waiting.enqueue())


def _pending() -> Pending:
    if not hasattr(_ours, "pending_publication"):
        _ours.pending_publication = Pending()
        _ours.published_since_begin = Pending()
        _ours.after_rollback(_take_back)
    return _ours.pending_publication


def _note(*, sender, instance, signal, action="post_save", model=None, pk_set=None, created=False, **_said):
    touched = Pending()
    if created and sender is not GrantAgreement:
        # An agreement tells something of all events of its programme.
        touched.made.add((sender._meta.label, instance.pk))
    if signal is m2m_changed:
        _note_links(touched, instance, model, pk_set, links=sender if action == "pre_clear" else None)
    elif signal is pre_delete:
        _note_rows_that_lose_it(touched, instance)
    else:
        _note_row(touched, instance, signal)
    _add(touched)
    # What is announced beforehand is published after it was done.
    if signal is pre_delete or action.startswith("pre_"):
        return
    if connection.get_autocommit():
        publish_pending()
    else:
        _ours.before_commit(publish_pending)


def _add(touched):
    if is_gathering():
        touched = replace(touched, events=set(), moved=touched.events)
    _pending().add(touched)


def _note_row(pending, row, signal):
    label = row._meta.label
    if label == "events.Event":
        pending.events.add(row.pk)
    elif label in _LISTS:
        pending.lists.add(row.marked_list_id if label == "events.PersonMark" else row.event_id)
    elif label == "events.EventLink":
        pending.events |= {row.event_id, row.other_id}
    elif label == "events.FollowUp":
        pending.events.add(row.recommendation.event_id)
    elif (event := getattr(row, "event_id", None)) is not None:
        pending.events.add(event)
    elif label in CITED:
        pending.bodies = pending.bodies or signal is post_delete
        pending.cited.add((label, row.pk))
    else:
        _note_part(pending, row)


# Parts of what events cite: the column that names their owner.
_PARTS = {
    "organisations.OrganisationAlias": ("organisations.Organisation", "organisation_id"),
    "organisations.PlaceAlias": ("organisations.Place", "place_id"),
    "organisations.ProgrammeAlias": ("organisations.Programme", "programme_id"),
    "organisations.ProgrammeClaim": ("organisations.Programme", "programme_id"),
    "events.Headcount": ("events.HeadcountGroup", "group_id"),
    "events.PersonAlias": ("events.Person", "person_id"),
}


def _note_part(pending, row):
    pending.bodies = True
    if row._meta.label in _PARTS:
        owner, column = _PARTS[row._meta.label]
        pending.cited.add((owner, getattr(row, column)))


def _note_rows_that_lose_it(pending, row):
    """Rows that name `row` and stay without it are written, and links of events go, without a signal."""
    if row._meta.label == "events.Event":
        pending.events |= companions_of({row.pk}) | linked_with({row.pk})
    elif row._meta.label in CITED:
        with settling():
            pending.events |= events_citing(row._meta.label, row.pk)
    for relation in row._meta.related_objects:
        model = relation.related_model
        if relation.on_delete is models.SET_NULL and model in followed_models():
            for other in model._base_manager.filter(**{relation.field.name: row}):
                _note_row(pending, other, post_save)


def _note_events_left(*, instance, **_said):
    """Of an agreement that moves to another programme, the events of the first cite it no more."""
    before = GrantAgreement.objects.filter(pk=instance.pk).values_list("programme", flat=True)
    if before and before[0] != instance.programme_id:
        with settling():
            _add(Pending(events=events_citing(GrantAgreement._meta.label, instance.pk)))


def _note_links(pending, row, model, pk_set, *, links=None):
    """Links of events, from whichever end they were made; `links`: all those of `row` are about to go."""
    if row._meta.label == "events.Event":
        # Those that share a total with it now, and no more when it is published.
        pending.events |= companions_of({row.pk}) if model is HeadcountGroup else {row.pk}
    elif model is Event and links:
        # Afterwards nothing says which they were.
        column = next(field.name for field in links._meta.fields if field.related_model is type(row))
        pending.events |= set(links._base_manager.filter(**{column: row}).values_list("event", flat=True))
    elif model is Event and pk_set:
        pending.events |= pk_set
    else:
        pending.bodies = True
    if row._meta.label in CITED:
        pending.cited.add((row._meta.label, row.pk))
