"""A step of the history in words: no code, values shortened, names of what the reader may see."""

from collections import defaultdict

from django.db.models import BooleanField, Model
from django.utils.formats import localize
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from events.enums import Basis
from events.models import (
    Audience,
    Document,
    Event,
    EventClaim,
    EventFigure,
    EventLink,
    EventPlace,
    EventRole,
    EventSource,
    Headcount,
    KnowledgeTest,
    Objective,
    Output,
    Photo,
    Recommendation,
    Session,
)
from events.services.link_history import LINKS, through_of
from events.services.record_history import LISTS, Step
from events.services.restoring import fields_of

_LONGEST = 80
# By what one recognises a row, then what it says.
_SUBJECTS = {
    EventPlace: (("place",), ()),
    EventRole: (("role",), ("organisation",)),
    EventFigure: (("role",), ("person", "title_on_day_fr")),
    Headcount: (("sex", "category", "age_band"), ("number",)),
    Audience: (("category",), ()),
    Objective: ((), ("text_fr",)),
    Recommendation: ((), ("text_fr",)),
    Output: ((), ("title_fr",)),
    KnowledgeTest: (("moment", "sex"), ("taken_by",)),
    EventSource: ((), ("source",)),
    EventClaim: (("field",), ("value_fr",)),
    Document: ((), ("title_fr",)),
    Photo: ((), ("caption_fr",)),
    Session: (("day", "half_day"), ("title",)),
    EventLink: (("kind",), ("other",)),
}
_ORDER_ONLY = {"position"}
# Moves of the workflow and of protection, besides what a return brings back.
_TOLD_OF_EVENT = {
    "status",
    "owner",
    "sensitivity",
    "delay_days",
    "announced",
    "announced_on",
    "funders_withheld",
}


class Names:
    """The names of related rows, read once for each model and as far as the reader may see them."""

    def __init__(self, visible):
        self._visible = visible
        """A queryset of what may be seen of a model; None for a model that has no page."""
        self._known = defaultdict(dict)

    def ask(self, records: list[Model]) -> None:
        """Read what the keys of these rows name; one query for each model."""
        self.ask_keys(
            (column.related_model, getattr(record, column.attname))
            for record in records
            for column in record._meta.concrete_fields
            if column.is_relation and not column.name.startswith("history_")
        )

    def ask_keys(self, keys) -> None:
        """The same of (model, key)."""
        asked = defaultdict(set)
        for model, key in keys:
            if key is not None and key not in self._known[model]:
                asked[model].add(key)
        for model, missing in asked.items():
            if (rows := self._visible(model)) is not None:
                self._known[model] |= {row.pk: str(row) for row in rows.filter(pk__in=missing)}

    def name(self, model, key):
        return self._known[model].get(key) or _("(supprimé depuis, ou non visible)")


def label_of(column) -> str:
    """« titre », « titre (anglais) »."""
    for code, suffix in (("fr", ""), ("en", _(" (anglais)"))):
        if column.name.endswith(f"_{code}"):
            return str(column.verbose_name).removesuffix(f" [{code}]") + suffix
    return str(column.verbose_name)


def value_of(column, value, names) -> str:
    if value in (None, ""):
        return _("non communiqué") if column.choices and value == "" else "–"
    if column.is_relation:
        return names.name(column.related_model, value)
    if column.choices:
        return str(dict(column.flatchoices).get(value, value))
    if isinstance(column, BooleanField):
        return _("oui") if value else _("non")
    return Truncator(" ".join(str(localize(value)).split())).chars(_LONGEST)


def subject_of(model, record, names) -> str:
    """« effectif femmes : 12 », « organisateur : WANEP-Mali »."""
    recognised, said = _SUBJECTS[model]
    first = [text for name in recognised if (text := _text(model, record, name, names))]
    then = [text for name in said if (text := _text(model, record, name, names))]
    if model is Headcount:
        then = [_number(record)]
        first = first or [_("total")]
    if model is EventPlace:
        return _("lieu : %(place)s") % {"place": ", ".join(first)}
    head = " ".join([str(model._meta.verbose_name), *([", ".join(first)] if first else [])])
    if model in (EventRole, EventFigure):
        head = ", ".join(first)
    return f"{head} : {', '.join(then)}" if then else head


def step_words(step: Step, names: Names) -> list[str]:
    """What one step changed; empty where a reader would see no change."""
    if step.model is Event:
        return _event_words(step, names)
    subject = subject_of(step.model, step.record, names)
    if step.is_new:
        return [_("%(subject)s (nouveau)") % {"subject": subject}]
    if step.is_removal:
        return [_("%(subject)s (retiré)") % {"subject": subject}]
    if step.before is None:
        return [_("%(subject)s (modifié)") % {"subject": subject}]
    changes = changes_words(step.model, step.before, step.record, names)
    if not changes:
        return []
    if step.model is Headcount and _number(step.before) != _number(step.record) and len(changes) == 1:
        return [f"{subject_of(step.model, step.before, names)} → {_number(step.record)}"]
    return [_("%(subject)s – %(changes)s") % {"subject": subject, "changes": " ; ".join(changes)}]


def changes_words(model, before, after, names) -> list[str]:
    """« titre : A → B » for each column that differs."""
    extra = [
        column for column in model._meta.concrete_fields if model is Event and column.name in _TOLD_OF_EVENT
    ]
    return [
        change_words(column, getattr(before, column.attname), getattr(after, column.attname), names)
        for column in [*extra, *fields_of(model)]
        if column.name not in _ORDER_ONLY and _differ(before, after, column)
    ]


def change_words(column, before, after, names) -> str:
    return f"{label_of(column)} : {value_of(column, before, names)} → {value_of(column, after, names)}"


def list_label(model) -> str:
    """« lieu », « thèmes »."""
    if model is EventPlace:
        return _("lieu")
    return next(str(Event._meta.get_field(name).verbose_name) for name in LINKS if through_of(name) is model)


def list_words(model, rows, names) -> str:
    """The items of a list as it stood, in its order."""
    column = LISTS[model]
    ordered = sorted(rows.values(), key=lambda row: (getattr(row, "position", 0), row.id))
    return ", ".join(names.name(column.related_model, getattr(row, column.attname)) for row in ordered)


def link_words(field, before, after, names) -> str:
    items = [
        ", ".join(names.name(field.related_model, key) for key in sorted(keys)) for keys in (before, after)
    ]
    return f"{field.verbose_name} : {items[0] or '–'} → {items[1] or '–'}"


def _event_words(step, names):
    if step.is_new:
        return [_("fiche créée : %(title)s") % {"title": step.record.title_fr or step.record.title}]
    if step.before is None:
        return [_("fiche modifiée")]
    words = changes_words(Event, step.before, step.record, names)
    if step.before.deleted_at is None and step.record.deleted_at is not None:
        words.append(_("fiche supprimée"))
    if step.before.deleted_at is not None and step.record.deleted_at is None:
        words.append(_("suppression annulée"))
    return words


def _differ(before, after, column):
    old, new = getattr(before, column.attname), getattr(after, column.attname)
    return old != new and not (old in ("", None) and new in ("", None))


def _text(model, record, name, names):
    column = model._meta.get_field(name)
    value = getattr(record, column.attname)
    return value_of(column, value, names) if value not in (None, "") else ""


def _number(record):
    basis = "" if record.basis == Basis.EXACT else f"{Basis(record.basis).label} "
    return f"{basis}{localize(record.number)}"
