"""The history of what an event cites by a list (themes, programmes …): its rows are saved without signals."""

from functools import partial

from django.db.models.signals import m2m_changed
from django.utils import timezone
from simple_history.models import HistoricalRecords

from events.models import Event

LINKS = (
    "themes",
    "programmes",
    "agreements",
    "languages",
    "contributes_to",
    "legal_references",
    "origins",
)


def through_of(name):
    return Event._meta.get_field(name).remote_field.through


def target_of(name):
    """The column of the linking table that names what is cited."""
    return through_of(name)._meta.get_field(Event._meta.get_field(name).m2m_reverse_field_name())


def follow_links():
    for name in LINKS:
        # Kept by the registry of signals alone, hence not weakly.
        m2m_changed.connect(
            _noting(name), sender=through_of(name), weak=False, dispatch_uid=f"history of {name}"
        )


def _noting(name):
    target = target_of(name).attname

    def note(*, sender, instance, action, reverse, pk_set, **_message):
        kind = {"post_add": "+", "pre_remove": "-", "pre_clear": "-"}.get(action)
        if kind is None or hasattr(instance, "skip_history_when_saving"):
            return
        one, other = (target, "event_id") if reverse else ("event_id", target)
        rows = sender.objects.filter(**{one: instance.pk})
        if pk_set is not None:
            rows = rows.filter(**{f"{other}__in": pk_set})
        now, user = timezone.now(), _who()
        version = partial(sender.history.model, history_date=now, history_type=kind, history_user=user)
        sender.history.model.objects.bulk_create(
            version(id=row.pk, event_id=row.event_id, **{target: getattr(row, target)})
            for row in rows.order_by("pk")
        )

    return note


def _who():
    """Who sends the request that is being answered, as the other histories know it."""
    user = getattr(getattr(HistoricalRecords.context, "request", None), "user", None)
    return user if user is not None and user.is_authenticated else None
