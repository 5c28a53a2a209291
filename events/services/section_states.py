"""How far a record has come, part by part; what was typed into one and cannot be stored yet."""

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from django.db import connection, transaction
from django.db.models import BooleanField, Case, Exists, OuterRef, Q, TextChoices, Value, When
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

from events import sections
from events.models import Event, HeadcountGroup, SectionState
from events.narratives import AIMS, COURSE
from events.quality import Check
from events.sections import RecordSection
from events.services.gaps import gaps_of
from rss_registry.named_columns import as_stored


class Progress(TextChoices):
    TO_CORRECT = "to_correct", _("à corriger")
    TO_COMPLETE = "to_complete", _("à compléter")
    COMPLETE = "complete", _("complet")
    NOT_APPLICABLE = "not_applicable", _("sans objet")
    OPTIONAL = "optional", _("facultatif")


@dataclass(frozen=True)
class SectionProgress:
    section: RecordSection
    progress: Progress
    gaps: tuple[Check, ...] = ()


@dataclass(frozen=True)
class RecordProgress:
    """The parts of one record, in the order of the form."""

    parts: tuple[SectionProgress, ...]
    typed: tuple[RecordSection, ...] = ()
    """Those in which something typed is still to be corrected, the first page included."""

    @property
    def counted(self) -> int:
        """How many parts there are to complete."""
        return len([part for part in self.parts if not part.section.is_optional])

    @property
    def done(self) -> int:
        over = (Progress.COMPLETE, Progress.NOT_APPLICABLE)
        return len([part for part in self.parts if part.progress in over and not part.section.is_optional])

    @property
    def percent(self) -> int:
        return 100 * self.done // self.counted


def states_of(events) -> dict[int, RecordProgress]:
    """The progress of each event, by its key, in three queries whatever their number."""
    keys = [event.pk for event in events]
    gaps, begun, noted = gaps_of(events), _begun(keys), defaultdict(dict)
    for row in SectionState.objects.filter(event__in=keys):
        noted[row.event_id][row.section] = row
    return {key: _progress(gaps.get(key, ()), begun[key], noted[key]) for key in keys}


def typed_in(event, section) -> SectionState | None:
    """A part as it was typed, and by whom, where something in it is still wrong."""
    rows = SectionState.objects.filter(event=event, section=section.key, typed__isnull=False)
    return rows.select_related("updated_by").first()


def typed_mark(event, sections, *, user) -> tuple[str, bool]:
    """A word that changes with what others than `user` keep of these parts as typed; empty for nothing.

    And whether anybody keeps something there.
    """
    rows = SectionState.objects.filter(event=event, section__in=[section.key for section in sections])
    kept = rows.filter(typed__isnull=False).order_by("section")
    kept = list(kept.values_list("section", "updated_at", "updated_by"))
    return " ".join(f"{key} {at.isoformat()}" for key, at, by in kept if by != user.pk), bool(kept)


@transaction.atomic
def keep_typed(*, event, section, typed, by):
    """Keep what was typed into a part of a draft and cannot be stored."""
    return _note(event, section, by, is_not_applicable=False, typed=typed)


def mark_version(row, version):
    """Note which version of its page what was typed goes with; this is no new typing."""
    row.typed["version"] = [version]
    SectionState.objects.filter(pk=row.pk).update(typed=row.typed)


@transaction.atomic
def set_not_applicable(*, event, section, by, to) -> bool:
    """Say that there is nothing to enter in a part (« sans objet »), or take it back.

    False where something typed is still to be corrected: it stays.
    """
    rows = SectionState.objects.select_for_update().filter(event=event, section=section.key)
    if rows.filter(typed__isnull=False).exists():
        return False
    if to:
        _note(event, section, by, is_not_applicable=True, typed=None)
    else:
        rows.delete()
    return True


def forget_typed(*, event, sections):
    """After parts were saved: nothing of them is left to be corrected."""
    rows = SectionState.objects.filter(event=event, section__in=[section.key for section in sections])
    rows.filter(typed__isnull=False).delete()


def _note(event, section, by, **values):
    row, _is_new = SectionState.objects.update_or_create(
        event=event, section=section.key, defaults={**values, "updated_by": by}
    )
    return row


def _progress(gaps, begun, noted):
    by_section = defaultdict(list)
    for gap in gaps:
        by_section[gap.section].append(gap)
    parts = tuple(
        SectionProgress(
            section,
            _state(section, by_section[section.key], begun[section.key], noted.get(section.key)),
            tuple(by_section[section.key]),
        )
        for section in sections.COMPLETED
    )
    typed = tuple(sections.BY_KEY[key] for key, row in noted.items() if row.typed is not None)
    return RecordProgress(parts, typed)


def _state(section, gaps, begun, noted):
    if noted and noted.typed is not None:
        return Progress.TO_CORRECT
    if (begun or section.is_asked_for) and not gaps:
        return Progress.COMPLETE
    if noted and not begun:
        return Progress.NOT_APPLICABLE
    return Progress.OPTIONAL if section.is_optional else Progress.TO_COMPLETE


def _filled(*columns):
    condition = Q()
    for column in columns:
        condition |= ~Q(**{f"{column}__isnull": True}) & ~Q(**{column: ""})
    return condition


def _has(relation):
    rows = Event._meta.get_field(relation).related_model._default_manager
    return Exists(rows.filter(event=OuterRef("pk")))


def _linked(name):
    return Exists(getattr(Event, name).through.objects.filter(event=OuterRef("pk")))


_SHARES_TOTAL = Exists(HeadcountGroup.events.through.objects.filter(event=OuterRef("pk")))

# Whether something has been entered in a part.
_CONTENT = {
    sections.WHAT: _filled("title_fr") & _filled("kind"),
    sections.WHERE: _has("event_places"),
    sections.WHO: _has("roles") | _linked("programmes") | _linked("agreements") | _has("figures"),
    sections.ATTENDANCE: _has("headcounts") | _has("audiences") | _SHARES_TOTAL,
    sections.AIMS: _filled(*(f"{narrative.code}_fr" for narrative in AIMS))
    | _has("objectives")
    | _linked("themes"),
    sections.COURSE: _filled(*(f"{narrative.code}_fr" for narrative in COURSE)),
    sections.FOLLOW_UP: _has("recommendations") | _has("outputs") | _has("tests"),
    sections.EVIDENCE: _has("event_sources") | _has("documents") | _has("photos"),
    sections.PROTECTION: Q(pk__isnull=False),
    sections.ENGLISH: _filled("title_en"),
}


def _begun(keys):
    if not keys:
        return {}
    question, values = _question(connection.vendor)
    events = ", ".join(["(%s)"] * len(keys))
    with connection.cursor() as cursor:
        cursor.execute(f"WITH looked_at(id) AS (VALUES {events}) {question}", [*keys, *values])
        return {
            key: {section.key: bool(has) for section, has in zip(_CONTENT, begun, strict=True)}
            for key, *begun in cursor.fetchall()
        }


@lru_cache(maxsize=2)
def _question(_vendor: str) -> tuple[str, tuple]:
    """In SQL, which is the same for whichever events: to write it takes longer than to answer it."""
    annotations = {f"has_{section.key}": _as_value(condition) for section, condition in _CONTENT.items()}
    events = as_stored(Event.objects.filter(pk__in=RawSQL("SELECT id FROM looked_at", ())))
    rows = events.order_by().annotate(**annotations).values_list("pk", *annotations)
    return rows.query.sql_with_params()


def _as_value(condition):
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())
