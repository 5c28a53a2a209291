"""The import of a workbook, taken back: what it made goes, what it changed is as before.

A journal notes every row that is written while it is open. It is kept for a week; taking back is refused, in
words, where anybody has changed, published or built upon those rows since.
"""

import json
import threading
from datetime import timedelta
from functools import cache

from django.apps import apps
from django.core import serializers
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.db.models.signals import m2m_changed, post_save, pre_delete, pre_save
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from simple_history.models import HistoricalChanges

from events.models import CategoryTerm, Event, WorkbookImport
from events.permissions import can
from events.services.search_text import index_event
from rss_registry.exchange.writes import about_to_change

UNDO_DAYS = 7
_APPS = ("organisations", "events")
_MOST_NAMED = 5


class UndoError(ValidationError):
    """The import cannot be taken back; its message is for the reader."""


class Journal:
    """While open, notes what this thread writes: rows made, changed, deleted."""

    def __init__(self):
        self._made, self._before, self._dropped = {}, {}, []
        self._read = {}
        self._receivers = (
            (about_to_change, self._reads),
            (pre_save, self._saves),
            (post_save, self._saved),
            (pre_delete, self._deletes),
            (m2m_changed, self._links),
        )

    def __enter__(self):
        self._thread = threading.get_ident()
        for signal, receiver in self._receivers:
            signal.connect(receiver)
        return self

    def __exit__(self, *_error):
        for signal, receiver in self._receivers:
            signal.disconnect(receiver)

    def keep(self, *, by, file_name: str, lines: int) -> WorkbookImport:
        """Store what was noted, with each row as it now stands."""
        keys = [key for key in self._before if key not in self._made]
        now = _standing([*self._made, *keys])
        content = {
            "made": [now[key] for key in self._made if key in now],
            "changed": [[self._before[key], now[key]] for key in keys if key in now],
            "dropped": self._dropped,
        }
        return WorkbookImport.objects.create(
            created_by=by, file_name=file_name, lines=lines, journal=_plain(content)
        )

    def _reads(self, sender, rows, **_kwargs):
        if self._notes(sender):
            self._read |= _standing([_key(row) for row in rows])

    def _saves(self, sender, instance, **_kwargs):
        if self._notes(sender) and not instance._state.adding:
            self._remember(instance)

    def _saved(self, sender, instance, created, **_kwargs):
        if self._notes(sender) and created:
            self._made[_key(instance)] = True

    def _links(self, sender, instance, action, reverse, **_kwargs):
        if action.startswith("pre_") and not reverse and self._notes(type(instance)):
            self._remember(instance)

    def _deletes(self, sender, instance, **_kwargs):
        if not self._notes(sender) or self._made.pop(_key(instance), None):
            return
        self._remember(instance)
        self._dropped.append(self._before.pop(_key(instance)))

    def _remember(self, instance):
        key = _key(instance)
        if key not in self._made and key not in self._before:
            self._before |= {key: self._read[key]} if key in self._read else _standing([key])

    def _notes(self, model):
        return threading.get_ident() == self._thread and model in _written_by_workbooks()


def last_of(user) -> WorkbookImport | None:
    """The import that the user may still take back."""
    forget_past()
    return WorkbookImport.objects.filter(created_by=user).first()


def forget_past() -> None:
    """Let go of the journals whose week is over."""
    WorkbookImport.objects.filter(created_at__lt=timezone.now() - timedelta(days=UNDO_DAYS)).delete()


@transaction.atomic
def undo(*, done: WorkbookImport):
    """Take the import back. UndoError says what stands in the way."""
    journal = done.journal
    after = [*journal["made"], *(now for _before, now in journal["changed"])]
    _refuse_if(_changed_since(after), _("changé depuis"), "changed_since")
    _refuse_if(_out_of_reach(after, done.created_by), _("plus à vous à modifier"), "not_yours")
    _refuse_if(_built_upon(journal["made"]), _("ajouté depuis, et s’y rattache"), "built_upon")
    for written in reversed(journal["made"]):
        _model(written)._base_manager.get(pk=written["pk"]).delete()
    for before, _now in journal["changed"]:
        _put_back(before)
    for before in journal["dropped"]:
        _put_back(before, force_insert=True)
    restored = (before for before, _now in journal["changed"])
    keys = {_event_key(before) for before in (*restored, *journal["dropped"])}
    for event in Event.objects.filter(pk__in=keys - {None}):
        index_event(event=event)
    done.delete()


def _refuse_if(rows, why, code):
    names = list(dict.fromkeys(f"{capfirst(row._meta.verbose_name)} « {row} »" for row in rows))
    if names:
        shown = ", ".join(names[:_MOST_NAMED])
        more = f" (+ {len(names) - _MOST_NAMED})" if len(names) > _MOST_NAMED else ""
        raise UndoError(
            _("L’import ne s’annule plus. %(why)s : %(names)s."),
            code=code,
            params={"why": capfirst(why), "names": shown + more},
        )


def _changed_since(after):
    now = _plain(list(_standing([(each["model"], each["pk"]) for each in after]).values()))
    standing = {(each["model"], each["pk"]): each for each in now}
    for written in after:
        model, current = _model(written), standing.get((written["model"], written["pk"]))
        if current is None:
            yield next(serializers.deserialize("python", [written])).object
        elif _lasting(current, model) != _lasting(written, model):
            yield model._base_manager.get(pk=written["pk"])


def _out_of_reach(after, user):
    events = Event.with_deleted.filter(pk__in={_event_key(written) for written in after} - {None})
    return [event for event in events if not can(user, "change", event)]


def _built_upon(made):
    """Rows that others have made since, and that hold to a row of the import."""
    keys = {}
    for written in made:
        keys.setdefault(_model(written), set()).add(written["pk"])
    for model in _tables(*_APPS, "reports"):
        for field in (*model._meta.concrete_fields, *model._meta.local_many_to_many):
            if field.is_relation and field.related_model in keys:
                holding = model._base_manager.filter(**{f"{field.name}__in": keys[field.related_model]})
                yield from holding.exclude(pk__in=keys.get(model, ()))[:_MOST_NAMED]


# -- rows as text --------------------------------------------------------------------------------


@cache
def _written_by_workbooks():
    """No history, nothing internal, no words that wait for a coordinator."""
    return {model for model in _tables(*_APPS) if not issubclass(model, CategoryTerm)}


def _tables(*labels):
    return [
        model
        for label in labels
        for model in apps.get_app_config(label).get_models()
        if not issubclass(model, HistoricalChanges) and not getattr(model, "is_internal", False)
    ]


def _key(row):
    return row._meta.label_lower, row.pk


def _model(written) -> type[models.Model]:
    return apps.get_model(written["model"])


def _standing(keys):
    """The rows of these keys as they stand, as text, by key."""
    by_label = {}
    for label, pk in keys:
        by_label.setdefault(label, []).append(pk)
    found = {}
    for label, pks in by_label.items():
        model = apps.get_model(label)
        fields = model._meta.local_many_to_many
        plain = [field.name for field in fields if field.remote_field.through._meta.auto_created]
        rows = model._base_manager.filter(pk__in=pks).prefetch_related(*plain)
        for written in serializers.serialize("python", rows):
            found[label, written["pk"]] = written
    return {key: found[key] for key in keys if key in found}


def _put_back(written, **options):
    made = next(serializers.deserialize("python", [written]))
    made.object._state.adding = bool(options)
    made.object.save(**options)
    for name, keys in (made.m2m_data or {}).items():
        getattr(made.object, name).set(keys)


def _event_key(written):
    return written["pk"] if written["model"] == Event._meta.label_lower else written["fields"].get("event")


def _lasting(written, model):
    """The values that say something: not when the row was last saved."""
    clocks = {field.name for field in model._meta.concrete_fields if getattr(field, "auto_now", False)}
    values = {name: value for name, value in written["fields"].items() if name not in clocks}
    return {name: sorted(value) if isinstance(value, list) else value for name, value in values.items()}


def _plain(content):
    return json.loads(json.dumps(content, cls=DjangoJSONEncoder, default=str))
