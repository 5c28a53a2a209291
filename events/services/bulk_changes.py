"""One safe field changed for several records at once: what would change, what would not and why.

Each record is saved by its own model, so that history, search and publication follow as after a form.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from events.models import Event, Series
from events.permissions import can
from events.services.planning import free_ranks
from events.services.search_text import index_event
from organisations.models import User


class LeftOut(models.TextChoices):
    """Why a chosen record stays as it is."""

    NOT_YOURS = "not_yours", _("c’est à la coordination de la corriger")
    ALREADY = "already", _("rien à y changer")
    OTHER_SERIES = "other_series", _("déjà dans une autre série")


@dataclass(frozen=True)
class BulkChange:
    """`inverse` names the change that takes it back; one without a `button` is made by that alone."""

    code: str
    field: str
    adds: bool
    inverse: str
    button: str
    done: str

    @property
    def is_of_list(self) -> bool:
        return self.field != "series"


def _pair(name, field_name, add, add_done, remove, remove_done):
    adding, removing = f"add_{name}", f"remove_{name}"
    return (
        BulkChange(adding, field_name, True, removing, add, add_done),
        BulkChange(removing, field_name, False, adding, remove, remove_done),
    )


CHANGES = {
    change.code: change
    for change in (
        *_pair(
            "theme",
            "themes",
            _("Ajouter un thème…"),
            _("thème « %(value)s » ajouté"),
            _("Retirer un thème…"),
            _("thème « %(value)s » retiré"),
        ),
        *_pair(
            "programme",
            "programmes",
            _("Ajouter un programme…"),
            _("programme « %(value)s » ajouté"),
            "",
            _("programme « %(value)s » retiré"),
        ),
        *_pair(
            "language",
            "languages",
            _("Ajouter une langue de travail…"),
            _("langue de travail « %(value)s » ajoutée"),
            _("Retirer une langue de travail…"),
            _("langue de travail « %(value)s » retirée"),
        ),
        *_pair(
            "series",
            "series",
            _("Ranger dans une série…"),
            _("série « %(value)s » choisie"),
            "",
            _("série « %(value)s » enlevée"),
        ),
    )
}


class ChangedMeanwhileError(Exception):
    """The records are not those that were shown; `plan` says what would change now."""

    def __init__(self, plan):
        self.plan = plan
        super().__init__(plan.fingerprint)


@dataclass
class BulkPlan:
    """What a change would do to the chosen records; `ranks`: the rank that each event gets in the series."""

    change: BulkChange
    value: models.Model
    events: list[Event] = field(default_factory=list)
    left_out: dict[LeftOut, list[Event]] = field(default_factory=dict)
    ranks: dict[int, int | None] = field(default_factory=dict)

    @property
    def fingerprint(self) -> str:
        """The same as long as the same would be done to the same records."""
        told = (self.change.code, self.value.pk, sorted((e.pk, self.ranks.get(e.pk)) for e in self.events))
        return sha256(repr(told).encode()).hexdigest()[:20]

    @property
    def said(self) -> str:
        """« thème « Dialogue » ajouté »."""
        return str(self.change.done) % {"value": self.value}

    @property
    def lines(self) -> list[tuple[Event, int | None]]:
        """The records that it changes, in the order of the ranks that they get."""
        lines = [(event, self.ranks.get(event.pk)) for event in self.events]
        return sorted(lines, key=lambda line: line[1] or 0)

    @property
    def made(self) -> dict[int, int | None]:
        """The records that it changes, each with its rank in the series."""
        return {event.pk: self.ranks.get(event.pk) for event in self.events}


def plan_change(
    *,
    change: BulkChange,
    value: models.Model,
    events: Iterable[Event],
    by: User,
    with_ranks: bool = False,
    made: dict[int, int | None] | None = None,
) -> BulkPlan:
    """Who may what, and what is there already; `made`: taking back what was done to these, and only that."""
    plan = BulkPlan(change, value)
    events = list(events)
    holding = _holding(change, value, events)
    for event in events:
        reason = _reason(change, event, by, event.pk in holding, made)
        if reason is None:
            plan.events.append(event)
        else:
            plan.left_out.setdefault(reason, []).append(event)
    if with_ranks and change.adds and not change.is_of_list:
        in_order = sorted(plan.events, key=lambda e: (e.starts_on is None, e.starts_on, e.pk))
        ranks = free_ranks(value, len(in_order), by=by)
        plan.ranks = {event.pk: rank for event, rank in zip(in_order, ranks, strict=True)}
    return plan


@transaction.atomic
def carry_out(
    *,
    change: BulkChange,
    value: models.Model,
    keys: Iterable[int],
    by: User,
    expected: str,
    with_ranks: bool = False,
    made: dict[int, int | None] | None = None,
) -> BulkPlan:
    """All that was shown under the fingerprint `expected`, or nothing."""
    if not change.is_of_list:
        # Two people who give out ranks at once take turns.
        value = Series.objects.select_for_update().get(pk=value.pk)
    events = Event.objects.select_for_update().filter(pk__in=list(keys)).order_by("pk")
    plan = plan_change(change=change, value=value, events=events, by=by, with_ranks=with_ranks, made=made)
    if plan.fingerprint != expected:
        raise ChangedMeanwhileError(plan)
    for event in plan.events:
        _apply(plan, event)
    return plan


def _holding(change, value, events):
    """The keys of those that have the value now."""
    keys = [event.pk for event in events]
    if not change.is_of_list:
        return {event.pk for event in events if event.series_id == value.pk}
    rows = Event.objects.filter(pk__in=keys, **{change.field: value.pk})
    return set(rows.order_by().values_list("pk", flat=True))


def _reason(change, event, by, is_held, made):
    if not can(by, "change", event):
        return LeftOut.NOT_YOURS
    if is_held == change.adds:
        return LeftOut.ALREADY
    if change.is_of_list:
        return None
    if change.adds:
        return LeftOut.OTHER_SERIES if event.series_id else None
    # Its rank was corrected since: it is in the series by somebody's decision.
    return None if made and made.get(event.pk, event) == event.series_rank else LeftOut.ALREADY


def _apply(plan, event):
    change = plan.change
    if change.is_of_list:
        links = getattr(event, change.field)
        (links.add if change.adds else links.remove)(plan.value)
        event.save(update_fields=["updated_at"])
    else:
        event.series = plan.value if change.adds else None
        event.series_rank = plan.ranks.get(event.pk)
        event.save(update_fields=["series", "series_rank"])
    index_event(event=event)
