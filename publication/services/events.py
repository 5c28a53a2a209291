"""Publishing events: their rows are made from the private record and written where they differ."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from events.enums import Sensitivity
from events.models import Event
from events.models.fact_reads import say_empty
from events.services.correcting import current_saving
from events.services.references import give_references
from publication.disclosure.told import told_of
from publication.models import (
    DisclosedVersion,
    PublishedEvent,
    PublishedNumber,
    PublishedWords,
)
from publication.project.corrections import tells_something_else
from publication.project.rows import EventRows, rows_of
from publication.project.words import FewNameWords, NameWords
from publication.services.coarse import remember_coarse
from publication.services.corrections import keep_former_facts, keep_reason, write_correction
from publication.services.event_parts import write_all_parts, write_parts
from publication.services.glance import COARSE, WITHDRAWN, Seen, filled_relations
from publication.services.naming import forget_former_naming, forget_naming
from publication.services.withdrawals import write_withdrawals

# Of so many events the names are read one event after the other.
_FEW = 5
_NAMES = {
    "participants": _("total"),
    "women": _("femmes"),
    "men": _("hommes"),
    "share_base": _("part des femmes"),
}


@dataclass
class Changes:
    """What publishing events changed."""

    events: set[int] = field(default_factory=set)
    naming: dict[int, str] = field(default_factory=dict)
    """Of the events that decide otherwise of whom the register names (publication/services/naming.py)."""

    def add(self, other: "Changes") -> None:
        self.events |= other.events
        self.naming |= other.naming


def expected_rows(
    keys: Collection[int],
    *,
    on: date,
    names: NameWords | None = None,
    seen: Mapping[int, Seen] | None = None,
) -> dict[int, EventRows]:
    """What the public may know of these events on the day `on`: those that it may not know of are missing.

    `seen`: one look at all of them (publication/services/glance.py), or without it everything is asked.
    """
    names = names or (FewNameWords() if len(keys) <= _FEW else NameWords())
    # Lists come in the order of names of the active language: of the same one, whoever saves.
    with override(settings.LANGUAGE_CODE):
        public = Event.objects.published(on).filter(pk__in=keys)
        events = _read(public, seen)
    beside = (group.events.all() for event in events for group in event.headcount_groups.all())
    told = told_of({*keys, *(event.pk for group in beside for event in group)})
    return {event.pk: rows_of(event, names, told) for event in events}


def _read(public, seen):
    if seen is None:
        return list(public.with_facts().order_by("pk"))
    filled = filled_relations(seen)
    is_one_coarse = any(each.sensitivity in Sensitivity.coarse() for each in seen.values())
    events = list(public.with_facts(filled, towns=is_one_coarse).order_by("pk"))
    say_empty(events, filled)
    return events


@transaction.atomic(savepoint=False)
def publish_events(
    keys: Collection[int],
    *,
    on: date,
    names: NameWords | None = None,
    reasons: Mapping[int, str] | None = None,
    corrects: bool = True,
    seen: Mapping[int, Seen] | None = None,
) -> Changes:
    """Bring the published rows of these events up to date; whoever asks for it publishes what they name.

    `reasons`: by event what staff said of its correction, printed beside it. `corrects`: whether what
    differs was corrected; where a new version of the register says it otherwise, nobody corrected it.
    `seen`: as for `expected_rows`.
    """
    reasons = reasons or {}
    if seen is None or any(each.reference is None for each in seen.values()):
        give_references(keys, on=on)
    changed_series = (
        remember_coarse(keys, on=on) if seen is None or any(map(_may_be_coarse, seen.values())) else ()
    )
    expected = expected_rows(keys, on=on, names=names, seen=seen)
    standing = PublishedEvent.objects.in_bulk(list(keys))
    gone = standing.keys() - expected.keys()
    if gone:
        forget_events(gone)
    # Why one left is no reason of what is corrected until it comes back.
    for key in set(keys) - expected.keys() - gone:
        if reasons.get(key):
            keep_reason(key, reasons[key])
    changed = {
        key for key, rows in expected.items() if key not in standing or standing[key].digest != rows.digest
    }
    _note_what_is_withheld_now(changed, standing, expected)
    for key in sorted(changed):
        _write(expected[key], standing.get(key), reasons.get(key, "") if corrects else None)
    _remember(expected)
    if any(event.is_suspended for event in standing.values()):
        PublishedEvent.objects.filter(pk__in=expected, is_suspended=True).update(is_suspended=False)
    changed |= gone
    if seen is None or any(key not in expected or WITHDRAWN in seen[key].has for key in keys):
        changed |= write_withdrawals(keys, public=expected.keys(), on=on, gone=gone)
    known = None if seen is None else {key: each.naming for key, each in seen.items() if each.naming}
    changes = Changes(changed, forget_former_naming(expected, gone=gone, known=known))
    if changed_series:
        # Of a series with a coarse event less is told.
        changes.naming |= {key: rows.naming for key, rows in expected.items()}
        beside = PublishedEvent.objects.filter(series__in=changed_series).exclude(pk__in=keys)
        if siblings := set(beside.values_list("pk", flat=True)):
            changes.add(publish_events(siblings, on=on, names=names, corrects=corrects))
    return changes


def _may_be_coarse(seen: Seen) -> bool:
    return COARSE in seen.has or (seen.series is not None and seen.sensitivity in Sensitivity.coarse())


def _note_what_is_withheld_now(changed, standing, expected):
    """For whoever saves: a slip in one number may take others away."""
    saving = current_saving()
    if saving is None:
        return
    other = [
        key
        for key in changed
        if key in standing and "numbers" in expected[key].parts_other_than(standing[key].part_digests)
    ]
    shown = PublishedNumber.objects.filter(event__in=other, state="stated").values_list("event", "name")
    for key, name in shown:
        if expected[key].numbers.get(name, ("",))[0] == "masked":
            saving.no_longer_shown.add(str(_NAMES.get(name) or _("catégories")))


def _remember(expected):
    """Keep what is disclosed now, beside what was: a number that changes may tell what is withheld."""
    DisclosedVersion.objects.bulk_create(
        DisclosedVersion(event=key, numbers=rows.newly_disclosed)
        for key, rows in expected.items()
        if rows.newly_disclosed
    )


def forget_events(keys: Collection[int]) -> None:
    keep_former_facts(keys)
    forget_naming(keys)
    PublishedWords.objects.filter(pk__in=keys).delete()
    PublishedEvent.objects.filter(pk__in=keys).delete()


def _write(rows: EventRows, before: PublishedEvent | None, reason: str | None) -> None:
    """`reason`: of a correction; None where nobody corrected anything."""
    changed = rows.parts_other_than(before.part_digests if before else "")
    stood = dict(before.facts.values_list("language", "content")) if before and "facts" in changed else {}
    changed_at = before.changed_at if before else rows.earliest_change
    # The same facts may be found by other words or stand in another order: nothing is corrected then.
    if reason is not None and "facts" in changed:
        if before and tells_something_else(stood, rows.facts):
            changed_at = rows.moment(timezone.now())
        if not rows.columns["is_coarse"]:
            write_correction(rows, before, stood, changed_at, reason)
    columns = {
        **rows.columns,
        "digest": rows.digest,
        "part_digests": rows.part_digests,
        "published_at": rows.published_at,
        "changed_at": changed_at,
    }
    if before is None:
        write_all_parts(PublishedEvent.objects.create(pk=rows.key, **columns), rows)
    else:
        for name, value in columns.items():
            setattr(before, name, value)
        before.save(update_fields=columns)
        write_parts(before, rows, changed)
