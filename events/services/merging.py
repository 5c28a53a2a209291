"""Two records of one event made one, and parted again as they were.

The absorbed record is kept: withdrawn as a double where it was public, else deleted as a draft is. So what
both have stays with it, and coming back it has it still.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from events.enums import Status, WithdrawalReason
from events.models import Event, EventClaim, Participant, ProposedFacts
from events.services.link_history import LINKS
from events.services.list_work import forget_imports
from events.services.merge_limits import check_merge, is_open_in_full, may_merge, protection_of_both
from events.services.merged_parts import SIDES, Journal, move_parts, take_side
from events.services.search_text import index_event
from events.services.workflow import absorb, stand_again
from organisations.models import Merge, User
from organisations.services.merge_limits import MergeError
from organisations.services.merging import UNDO_DAYS
from organisations.services.moved_rows import in_parts, point_at
from organisations.services.written_rows import as_journal, made_again, write_back

_LONGEST_CLAIM = 300


@transaction.atomic
def merge_events(
    *,
    kept: Event,
    absorbed: Event,
    values: Mapping[str, Any],
    by: User,
    sides: frozenset[str] = frozenset(),
    replacing: frozenset[tuple[str, int]] = frozenset(),
) -> Merge:
    """Let `kept` stand for both; MergeError says what stands in the way.

    `values`: the fields that it takes over; `sides`: of which of `SIDES` the rows of `absorbed` are right;
    `replacing`: rows of `absorbed`, as (table, key), whose values win over those that `kept` has.
    """
    kept, absorbed = _locked(kept.pk, absorbed.pk)
    if absorbed is None or kept is None:
        raise MergeError(_("L’une des deux fiches n’existe plus."), code="gone")
    if not may_merge(by, kept, absorbed):
        raise MergeError(_("Ces deux fiches ne sont pas à vous."), code="not_yours")
    check_merge(kept, absorbed, by)
    journal = Journal()
    protection, was_open = protection_of_both(kept, absorbed), is_open_in_full(absorbed)
    both_open = was_open and is_open_in_full(kept)
    # A rank of a series is of one record at a time.
    journal.write(absorbed, series_rank=None)
    _keep_other_counts(journal, kept, absorbed, is_absorbed="headcounts" in sides, by=by)
    _keep_lists_apart(absorbed)
    for name, model in SIDES.items():
        take_side(journal, model, kept, absorbed, is_absorbed=name in sides)
    for group in absorbed.headcount_groups.all():
        group.events.remove(absorbed)
        group.events.add(kept)
        journal.steps["linked"].append(["headcount_groups", [group.pk], True])
    move_parts(journal, kept, absorbed, replacing=set(replacing))
    for name in LINKS:
        fresh = set(_keys(absorbed, name)) - set(_keys(kept, name))
        getattr(kept, name).add(*fresh)
        journal.steps["linked"].append([name, sorted(fresh), False])
    _take_over(journal, kept, {**values, **protection})
    done = Merge.objects.create(
        table=Event._meta.label_lower,
        kept_key=kept.pk,
        absorbed_key=absorbed.pk,
        absorbed_name=str(absorbed)[:250],
        former_slug=absorbed.reference or "",
        merged_by=by,
    )
    is_told = both_open and is_open_in_full(kept)
    done.journal = as_journal(journal.steps) | {"status": absorbed.status}
    absorb(
        event=absorbed,
        by=by,
        reason=_("Réunie avec « %(title)s » : la même fiche saisie deux fois") % {"title": kept},
        public_reason=WithdrawalReason.DUPLICATE if is_told else WithdrawalReason.PROTECTION,
    )
    done.save()
    index_event(event=kept)
    index_event(event=absorbed)
    return done


@transaction.atomic
def part_events(*, merge: Merge, by: User) -> Event:
    """Take a merge back: both records stand as they were, but for what somebody has changed since."""
    if merge.merged_at < timezone.now() - timedelta(days=UNDO_DAYS):
        raise MergeError(_("Cette réunion ne s’annule plus : il est trop tard."), code="too_late")
    kept, absorbed = _locked(merge.kept_key, merge.absorbed_key)
    if kept is None or absorbed is None:
        raise MergeError(_("La fiche gardée n’existe plus."), code="gone")
    journal = merge.journal
    for label, key in journal["added"]:
        for row in apps.get_model(label)._base_manager.filter(pk=key):
            row.delete()
    _move_back(journal["moved"])
    for name, keys, is_moved in journal["linked"]:
        getattr(kept, name).remove(*keys)
        if is_moved:
            getattr(absorbed, name).add(*keys)
    try:
        with transaction.atomic():
            write_back(journal["values"])
            for text in journal["dropped"]:
                made_again(text)
    except IntegrityError as error:
        raise MergeError(
            _("Une autre ligne a pris la place d’une de celles qui reviennent : libérez-la d’abord."),
            code="place_taken",
        ) from error
    merge.delete()
    absorbed.refresh_from_db()
    stand_again(event=absorbed, status=Status(journal["status"]), by=by)
    for event in _locked(kept.pk, absorbed.pk):
        index_event(event=event)
    return absorbed


def _locked(*keys):
    rows = Event.with_deleted.select_for_update().order_by("pk").in_bulk(keys)
    return [rows.get(key) for key in keys]


def _keys(event, name):
    return getattr(event, name).order_by().values_list("pk", flat=True)


def _take_over(journal, kept, values):
    columns = {
        kept._meta.get_field(name).attname: getattr(value, "pk", value) for name, value in values.items()
    }
    try:
        with transaction.atomic():
            journal.write(kept, **columns)
    except IntegrityError as error:
        raise MergeError(
            _("Ce que vous avez choisi ne va pas ensemble : dates, nature, série ou rang."), code="values"
        ) from error
    kept.refresh_from_db()


def _keep_other_counts(journal, kept, absorbed, *, is_absorbed, by):
    """The same people counted twice are one number: the other one stands beside it as what a source says."""
    own, other = ([*event.headcounts.all()] for event in (kept, absorbed))
    if not own or not other or _cells(own) == _cells(other):
        return
    event, rows = (kept, own) if is_absorbed else (absorbed, other)
    text = " ; ".join(capfirst(str(row)) for row in rows)
    sources = [row.source for row in rows if row.source] + [
        row.source for row in event.event_sources.select_related("source")
    ]
    if sources and len(text) <= _LONGEST_CLAIM:
        claim = EventClaim.objects.create(
            event=kept, field=EventClaim.Field.HEADCOUNT, source=sources[0], value=text
        )
        journal.add(claim)
    else:
        journal.add(ProposedFacts.objects.create(event=kept, text=text, proposed_by=by))


def _cells(rows):
    return {
        (row.unit, row.sex, row.category, row.category_words, row.age_band, row.number, row.basis)
        for row in rows
    }


def _keep_lists_apart(absorbed):
    """What would take an import back names people, and would outlive their list."""
    if absorbed.participants.exists():
        forget_imports(events=[absorbed])


def _move_back(moved):
    groups = {}
    for label, key, column, now, before in moved:
        groups.setdefault((label, column, now, before), []).append(key)
    for (label, column, now, before), keys in groups.items():
        model = apps.get_model(label)
        field = model._meta.get_field(column)
        for some in in_parts(keys):
            rows = list(model._base_manager.filter(pk__in=some, **{column: now}).order_by("pk"))
            if model is Participant:
                for row in rows:
                    setattr(row, column, before)
                    row.save()
            else:
                point_at(rows, field, before)
