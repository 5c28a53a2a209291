"""Corrections of public records: those that wait for an answer, those that were asked for or set aside."""

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from events.enums import Status
from events.models import Event, ProposedCorrection, StatusChange
from events.permissions import visible_to
from events.sections import BY_KEY
from organisations.permissions import coordinates
from rss_registry.admin_panels import Panel, Row, shown_and_count


def correction_panels(user):
    if coordinates(user):
        yield _proposed()
        return
    mine = visible_to(user, Event.objects.filter(status=Status.PUBLISHED))
    yield _asked(mine)
    yield _set_aside(mine)


def _proposed():
    """The one that has waited longest first."""
    # From the few proposals to their events, and not through all events for their proposals.
    standing = Event.objects.filter(pk=OuterRef("event"))
    waiting = ProposedCorrection.objects.open().filter(Exists(standing))
    rows, count = shown_and_count(waiting.prefetch_related("event", "proposed_by"))
    return Panel(
        45, "corrections", _("Corrections proposées"), count, tuple(_row(row, row.reason) for row in rows)
    )


def _asked(events):
    last = StatusChange.objects.filter(event=OuterRef("pk")).order_by("-pk")
    asked = events.annotate(
        last_from=Subquery(last.values("from_status")[:1]), reason=Subquery(last.values("reason")[:1])
    ).filter(Q(last_from=F("status")) & ~Q(reason=""))
    rows, count = shown_and_count(asked.order_by("-pk"))
    return Panel(
        12,
        "asked_corrections",
        _("Corrections demandées par la coordination"),
        count,
        tuple(
            Row(str(event), reverse("admin:events_event_change", args=[event.pk]), reason=event.reason)
            for event in rows
        ),
        note=_("La page publique reste en ligne : ouvrez la fiche et proposez la correction.")
        if rows
        else "",
    )


def _set_aside(events):
    answered = ProposedCorrection.objects.filter(event__in=events, answered_at__isnull=False)
    rows, count = shown_and_count(answered.select_related("event", "proposed_by").order_by("-answered_at"))
    return Panel(
        14,
        "corrections_set_aside",
        _("Corrections écartées"),
        count,
        tuple(_row(row, row.answer) for row in rows),
    )


def _row(row, reason):
    details = (
        str(BY_KEY[row.section].title),
        str(row.proposed_by or ""),
        date_format(localtime(row.proposed_at), "j F Y, H:i"),
    )
    address = reverse("admin:events_event_change", args=[row.event_id])
    return Row(str(row.event), address, tuple(filter(None, details)), reason)
