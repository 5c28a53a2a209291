"""What waits for the reader on the first page of the admin."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from events.enums import Status
from events.models import Event, StatusChange
from events.permissions import visible_to
from organisations.permissions import coordinates

_SHOWN = 8


@dataclass(frozen=True)
class Panel:
    """A short list: `rows` are (title, address, detail), `more` leads to the whole list."""

    title: str
    rows: tuple
    more: str
    count: int


def index_panels(user):
    """For reviewers what waits for review; for everybody what came back, and one's own drafts."""
    events = visible_to(user, Event.objects.all())
    panels = []
    if coordinates(user):
        panels.append(_panel(_("À relire"), events.filter(status=Status.SUBMITTED), Status.SUBMITTED))
    mine = events.filter(owner=user.organisation_id) if user.organisation_id else events
    panels.append(_panel(_("À corriger"), mine.filter(status=Status.RETURNED), Status.RETURNED))
    panels.append(
        _panel(_("Mes brouillons"), events.filter(status=Status.DRAFT, created_by=user), Status.DRAFT)
    )
    return [panel for panel in panels if panel.rows]


def _panel(title, events, status):
    shown = list(events.select_related("owner").order_by("-updated_at")[:_SHOWN])
    reasons = _last_reasons(shown)
    return Panel(
        title,
        tuple(
            (
                str(event),
                reverse("admin:events_event_change", args=[event.pk]),
                reasons.get(event.pk) or str(event.owner),
            )
            for event in shown
        ),
        f"{reverse('admin:events_event_changelist')}?status__exact={status}",
        len(shown) if len(shown) < _SHOWN else events.count(),
    )


def _last_reasons(events):
    changes = StatusChange.objects.filter(event__in=events, to_status=Status.RETURNED).order_by("pk")
    return {change.event_id: change.reason for change in changes}
