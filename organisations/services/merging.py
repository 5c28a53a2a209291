"""Two records of one table made one, and parted again.

Whatever points at the absorbed record then points at the one that is kept: found through the models, so that
a table that is added tomorrow is moved too. Rows are saved one by one, so that history, search and the
published record know of each.
"""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.core import serializers
from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from simple_history.models import HistoricalChanges

from organisations.models import Merge, User
from organisations.services.merge_limits import (
    MergeError,
    check,
    ends_list_keeping,
    has_page,
    refuse_circle,
    standing,
)
from rss_registry.text import fold

# For so long a merge is taken back with one click.
UNDO_DAYS = 30
_PRIVATE_APPS = ("organisations", "events", "reports")


@transaction.atomic
def merge(*, kept, absorbed, values: dict[str, Any], by) -> Merge:
    """Let `kept` stand for both and delete `absorbed`; `values` are the fields that `kept` takes over.

    The names of the absorbed record become other names of the kept one. MergeError says which part of both
    stands in the way.
    """
    model = type(kept)
    # In one order, or two people who merge the same pair the other way round would wait for ever.
    locked = model._base_manager.select_for_update().order_by("pk").in_bulk([kept.pk, absorbed.pk])
    if len(locked) < 2:
        raise MergeError(_("L’une des deux fiches n’existe plus."), code="gone")
    kept, absorbed = locked[kept.pk], locked[absorbed.pk]
    journal = {"moved": [], "linked": [], "dropped": []}
    refuse_circle(kept, absorbed)
    # Before it moves, while its page stands.
    former_slug = getattr(absorbed, "slug", "") if has_page(absorbed) else ""
    if ends_list_keeping(kept, absorbed):
        User.objects.filter(organisation__in=[kept.pk, absorbed.pk]).update(keeps_lists=False)
    for row, field in _pointing_at(absorbed):
        _move(row, field, kept, absorbed, journal)
    for row, field in _linked_with(absorbed):
        _move_link(row, field, kept, absorbed, journal)
    journal["absorbed"] = _written(absorbed)
    names, key = _names_of(absorbed), absorbed.pk
    done = Merge(
        table=model._meta.label_lower,
        kept_key=kept.pk,
        absorbed_key=key,
        absorbed_name=str(absorbed)[:250],
        former_slug=former_slug,
        merged_by=by,
    )
    absorbed.delete()
    journal["kept"] = {name: [_plain(kept, name), None] for name in values}
    for name, value in values.items():
        # What belonged to the one that stays cannot make it belong to itself.
        setattr(kept, name, None if value == kept else value)
        journal["kept"][name][1] = _plain(kept, name)
    check(kept)
    kept.save()
    journal["names"] = _remember(kept, names)
    done.journal = json.loads(json.dumps(journal, cls=DjangoJSONEncoder))
    done.save()
    return done


@transaction.atomic
def part(*, merge: Merge):
    """Take a merge back: the absorbed record stands again, with all that pointed at it and still does.

    What was changed since stays. Returns the record; MergeError once its time is over, or when another
    record has taken its name meanwhile.
    """
    if merge.merged_at < timezone.now() - timedelta(days=UNDO_DAYS):
        raise MergeError(_("Cette réunion ne s’annule plus : il est trop tard."), code="too_late")
    model, journal = apps.get_model(merge.table), merge.journal
    kept = model._base_manager.select_for_update().filter(pk=merge.kept_key).first()
    if kept is None:
        raise MergeError(_("La fiche gardée n’existe plus."), code="gone")
    if hasattr(kept, "aliases"):
        kept.aliases.filter(pk__in=journal["names"]).delete()
    for name, (before, after) in journal["kept"].items():
        if _comparable(kept, name) == after:
            field = kept._meta.get_field(name)
            setattr(kept, field.attname, standing(field, before))
    try:
        with transaction.atomic():
            kept.save()
            absorbed = _made_again(journal["absorbed"])
            for written in journal["dropped"]:
                _made_again(written)
    except IntegrityError as error:
        raise MergeError(
            _("Une autre fiche a pris son nom ou son identifiant : renommez-la d’abord."), code="name_taken"
        ) from error
    for label, key, column, now in journal["moved"]:
        row = apps.get_model(label)._base_manager.filter(**{"pk": key, column: now}).first()
        if row is not None:
            setattr(row, column, absorbed.pk)
            row.save()
    for label, key, name, had_both in journal["linked"]:
        owner = apps.get_model(label)._base_manager.filter(pk=key).first()
        if owner is not None:
            getattr(owner, name).add(absorbed)
            if not had_both:
                getattr(owner, name).remove(kept)
    merge.delete()
    return absorbed


def forget_journals() -> int:
    """Empty what would part records again, once nobody can any more; where the address led to stays."""
    past = Merge.objects.filter(merged_at__lt=timezone.now() - timedelta(days=UNDO_DAYS))
    return past.exclude(journal={}).update(journal={}, absorbed_name="")


def links_of(record) -> list[tuple[str, int]]:
    """How many rows of each table point at the record, in the words of the screens."""
    found: dict[str, int] = {}
    for row, _field in (*_pointing_at(record), *_linked_with(record)):
        name = str(capfirst(row._meta.verbose_name_plural))
        found[name] = found.get(name, 0) + 1
    return sorted(found.items())


# -- what points at a record -------------------------------------------------------------------


def _tables() -> Iterator[type[models.Model]]:
    for label in _PRIVATE_APPS:
        for model in apps.get_app_config(label).get_models():
            if not issubclass(model, HistoricalChanges):
                yield model


def _pointing_at(record):
    """Each row that holds the record's key, with the field that holds it."""
    for model in _tables():
        for field in model._meta.concrete_fields:
            if field.is_relation and field.related_model is type(record):
                for row in model._base_manager.filter(**{field.attname: record.pk}).order_by("pk"):
                    yield row, field


def _linked_with(record):
    """Each row that names the record in a plain list of its own."""
    for model in _tables():
        for field in model._meta.local_many_to_many:
            if field.related_model is type(record) and field.remote_field.through._meta.auto_created:
                for row in model._base_manager.filter(**{field.name: record.pk}).order_by("pk"):
                    yield row, field


def _move(row, field, kept, absorbed, journal):
    target = kept.pk
    if type(row) is type(kept) and row.pk == kept.pk:
        # What is kept cannot lie within itself.
        target = None
    try:
        with transaction.atomic():
            setattr(row, field.attname, target)
            row.save()
    except IntegrityError:
        # Both had it, or it would speak of itself: what is kept says it already.
        setattr(row, field.attname, absorbed.pk)
        _drop(row, journal)
    else:
        if target is None:
            kept.refresh_from_db()
        journal["moved"].append([row._meta.label_lower, row.pk, field.attname, target])


def _move_link(row, field, kept, absorbed, journal):
    links = getattr(row, field.name)
    had_both = links.filter(pk=kept.pk).exists()
    links.remove(absorbed)
    if not had_both:
        links.add(kept)
    journal["linked"].append([row._meta.label_lower, row.pk, field.name, had_both])


def _drop(row, journal):
    """Delete a row that the kept record has as well; MergeError where it is more than a link.

    An agreement, an indicator, a session say things of their own, and others name them.
    """
    if row._meta.related_objects:
        raise MergeError(
            _("« %(name)s » (%(table)s) ne peut passer d’une fiche à l’autre : corrigez-la d’abord."),
            code="both_have_it",
            params={"name": row, "table": row._meta.verbose_name},
        )
    journal["dropped"].append(_written(row))
    row.delete()


# -- names ---------------------------------------------------------------------------------------


def _names_of(record):
    """What the record is called, its own other names apart: those were moved."""
    fields = ("name_fr", "name_en", "acronym") if hasattr(record, "name_fr") else ("name",)
    return list(dict.fromkeys(filter(None, (getattr(record, name, "") for name in fields))))


def _remember(kept, names):
    """Keep the names as other names; returns the keys of those that were added."""
    if not hasattr(kept, "aliases"):
        return []
    known = {fold(name) for name in (*_names_of(kept), *kept.aliases.values_list("name", flat=True))}
    added = []
    for name in names:
        if fold(name) not in known:
            known.add(fold(name))
            added.append(kept.aliases.create(name=name).pk)
    return added


# -- rows as text --------------------------------------------------------------------------------


def _written(row):
    return serializers.serialize("python", [row])[0]


def _made_again(written):
    """The row that was; None where it can stand no more."""
    model = apps.get_model(written["model"])
    fields = dict(written["fields"])
    for field in model._meta.concrete_fields:
        if field.is_relation and field.name in fields:
            key = fields[field.name]
            fields[field.name] = standing(field, key)
            if fields[field.name] is None and not field.null:
                # What it stood below is gone.
                return None
    for field in model._meta.local_many_to_many:
        keys = field.related_model._base_manager.filter(pk__in=fields.get(field.name, ()))
        fields[field.name] = list(keys.values_list("pk", flat=True))
    made = next(serializers.deserialize("python", [{**written, "fields": fields}]))
    made.object.save(force_insert=True)
    for name, keys in (made.m2m_data or {}).items():
        getattr(made.object, name).set(keys)
    return made.object


def _plain(row, name):
    return getattr(row, row._meta.get_field(name).attname)


def _comparable(row, name):
    """The value as the journal writes it."""
    return json.loads(json.dumps(_plain(row, name), cls=DjangoJSONEncoder, default=str))
