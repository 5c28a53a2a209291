"""Two records of one table made one, and parted again.

Whatever points at the absorbed record then points at the one that is kept: found through the models, so that
a table that is added tomorrow is moved too. History, search and the published record know of each row
(moved_rows.py).
"""

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from organisations.models import Merge, User
from organisations.services.merge_limits import (
    MergeError,
    check,
    ends_list_keeping,
    has_page,
    refuse_circle,
    standing,
)
from organisations.services.moved_rows import (
    had_by_both,
    in_parts,
    linked_with,
    move_links,
    point_at,
    pointing_at,
)
from organisations.services.twins import pair
from organisations.services.written_rows import as_journal, comparable, made_again, plain, write_back, written
from rss_registry.databases.gathered import gathering
from rss_registry.text import fold

# For so long a merge is taken back with one click.
UNDO_DAYS = 30


@transaction.atomic
@gathering()
def merge(
    *,
    kept,
    absorbed,
    values: dict[str, Any],
    by,
    replacing: Collection[tuple[str, int]] = (),
    keeps_names: bool = True,
) -> Merge:
    """Let `kept` stand for both and delete `absorbed`; `values` are the fields that `kept` takes over.

    `replacing`: the rows of `absorbed`, as (table, key), whose values win over those of the row that `kept`
    has as well. `keeps_names`: whether what `absorbed` is called becomes other names of `kept`, which are
    public where it is. MergeError says which part of both stands in the way.
    """
    model = type(kept)
    # In one order, or two people who merge the same pair the other way round would wait for ever.
    locked = model._base_manager.select_for_update().order_by("pk").in_bulk([kept.pk, absorbed.pk])
    if len(locked) < 2:
        raise MergeError(_("L’une des deux fiches n’existe plus."), code="gone")
    kept, absorbed = locked[kept.pk], locked[absorbed.pk]
    journal = {"moved": [], "linked": [], "dropped": [], "rows": []}
    refuse_circle(kept, absorbed)
    # Before it moves, while its page stands.
    former_slug = getattr(absorbed, "slug", "") if has_page(absorbed) else ""
    if ends_list_keeping(kept, absorbed):
        User.objects.filter(organisation__in=[kept.pk, absorbed.pk]).update(keeps_lists=False)
    for field, rows in pointing_at(absorbed):
        if not keeps_names and hasattr(absorbed, "aliases") and rows.model is absorbed.aliases.model:
            for row in rows:
                _drop(row, journal)
        else:
            _move(field, rows, kept, absorbed, journal, set(replacing))
    for field, rows in linked_with(absorbed):
        journal["linked"] += [
            [row._meta.label_lower, row.pk, field.name, had_both]
            for row, had_both in move_links(field, rows, before=absorbed, after=kept)
        ]
    journal["absorbed"] = written(absorbed)
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
    journal["kept"] = {name: [plain(kept, name), None] for name in values}
    for name, value in values.items():
        # What belonged to the one that stays cannot make it belong to itself.
        setattr(kept, name, None if value == kept else value)
        journal["kept"][name][1] = plain(kept, name)
    check(kept)
    kept.save()
    journal["names"] = _remember(kept, names) if keeps_names else []
    done.journal = as_journal(journal)
    done.save()
    return done


@transaction.atomic
@gathering()
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
        if comparable(kept, name) == after:
            field = kept._meta.get_field(name)
            setattr(kept, field.attname, standing(field, before))
    try:
        with transaction.atomic():
            kept.save()
            write_back(journal.get("rows", ()))
            absorbed = made_again(journal["absorbed"])
            for written in journal["dropped"]:
                made_again(written)
    except IntegrityError as error:
        raise MergeError(
            _("Une autre fiche a pris son nom ou son identifiant : renommez-la d’abord."), code="name_taken"
        ) from error
    _move_back(journal["moved"], absorbed)
    _link_back(journal["linked"], kept, absorbed)
    merge.delete()
    return absorbed


def forget_journals() -> int:
    """Empty what would part records again, once nobody can any more; where the address led to stays."""
    past = Merge.objects.filter(merged_at__lt=timezone.now() - timedelta(days=UNDO_DAYS))
    return past.exclude(journal={}).update(journal={}, absorbed_name="")


def links_of(record) -> list[tuple[str, int]]:
    """How many rows of each table point at the record, in the words of the screens."""
    found: dict[str, int] = {}
    for _field, rows in (*pointing_at(record), *linked_with(record)):
        if number := rows.count():
            name = str(capfirst(rows.model._meta.verbose_name_plural))
            found[name] = found.get(name, 0) + number
    return sorted(found.items())


# -- what points at a record -------------------------------------------------------------------


def _move(field, rows, kept, absorbed, journal, replacing):
    """Let `rows` point at `kept`; those that it has as well, or that would speak of itself, are dropped."""
    both = had_by_both(field, rows, kept)
    moving, dropped = [], []
    for row in rows:
        if type(row) is type(kept) and row.pk == kept.pk:
            # What is kept cannot lie within itself.
            setattr(row, field.attname, None)
            row.save()
            kept.refresh_from_db()
            journal["moved"].append([row._meta.label_lower, row.pk, field.attname, None])
        elif row.pk in both:
            wins = (row._meta.label_lower, row.pk) in replacing
            _complete(pair(both[row.pk], row, besides=field), journal, wins=wins)
            dropped.append(row)
        else:
            moving.append(row)
    refused = point_at(moving, field, kept.pk)
    stay = {row.pk for row in refused}
    journal["moved"] += [
        [row._meta.label_lower, row.pk, field.attname, kept.pk] for row in moving if row.pk not in stay
    ]
    for row in (*dropped, *refused):
        _drop(row, journal)


def _complete(twins, journal, *, wins):
    """What the row that stays takes over from its twin: what protects, and the rest where that one wins."""
    columns = [field.attname for field in twins.fields] if wins else []
    if getattr(twins.one, "disclosed", False) and not twins.other.disclosed:
        columns.append("disclosed")
    for name in columns:
        before = plain(twins.one, name)
        setattr(twins.one, name, plain(twins.other, name))
        journal["rows"].append(
            [twins.one._meta.label_lower, twins.one.pk, name, before, plain(twins.one, name)]
        )
    if columns:
        twins.one.save()


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
    journal["dropped"].append(written(row))
    row.delete()


def _move_back(moved, absorbed):
    """Let the rows that still point where the merge let them point at `absorbed` again."""
    of_column = {}
    for label, key, column, now in moved:
        of_column.setdefault((label, column, now), []).append(key)
    for (label, column, now), keys in of_column.items():
        model = apps.get_model(label)
        field = next(each for each in model._meta.concrete_fields if each.attname == column)
        for some in in_parts(keys):
            point_at(list(model._base_manager.filter(pk__in=some, **{column: now})), field, absorbed.pk)


def _link_back(linked, kept, absorbed):
    of_list = {}
    for label, key, name, had_both in linked:
        of_list.setdefault((label, name), {})[key] = had_both
    for (label, name), had_both in of_list.items():
        model = apps.get_model(label)
        field = model._meta.get_field(name)
        owners = [row for some in in_parts(list(had_both)) for row in model._base_manager.filter(pk__in=some)]
        move_links(field, [row for row in owners if not had_both[row.pk]], before=kept, after=absorbed)
        for row in owners:
            if had_both[row.pk]:
                getattr(row, name).add(absorbed)


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
