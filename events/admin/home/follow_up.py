"""What time asks for: recommendations that are due, series without news, lists that are to be erased."""

from datetime import timedelta

from django.db.models import Count, Exists, F, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from events.enums import FollowUpStatus, Outcome
from events.models import Event, Participant, Recommendation, Series
from events.permissions import RULES, visible_to
from events.services.retention import lists_to_erase
from organisations.permissions import coordinates
from rss_registry.admin_panels import Panel, Row, shown_and_count
from rss_registry.dates import day_text, year_before
from rss_registry.written_dates import when_text

# Named ahead, so that there is time to ask for news, or to save what a report still needs.
AHEAD = timedelta(days=30)
# A planned day that has passed for longer, without a word of what became of it.
SILENT = timedelta(days=90)
# So that the page costs the same whatever the register holds: the nearest ones are looked at.
_LOOKED_AT = 100


def follow_up_panels(user):
    today = timezone.localdate()
    yield _recommendations(user, today)
    yield _series(user, today)
    if RULES[Participant].may_list(user):
        yield _lists(user, today)


def _recommendations(user, today):
    due = Recommendation.objects.filter(due_on__lte=today + AHEAD, event__deleted_at__isnull=True)
    if not coordinates(user):
        # A coordinator sees those of all events: naming them all would read the whole table.
        due = visible_to(user, due)
    # Read apart: it is asked twice, for the rows and for their number.
    nearest = list(due.order_by("-due_on", "-pk").values_list("pk", flat=True)[:_LOOKED_AT])
    open_ones = (
        Recommendation.objects.filter(pk__in=nearest)
        .with_status()
        .exclude(status__in=(FollowUpStatus.DONE, FollowUpStatus.REJECTED))
        .select_related("event", "addressee")
        .order_by("due_on", "pk")
    )
    rows, count = shown_and_count(open_ones)
    return Panel(
        60,
        "recommendations",
        _("Recommandations à échéance"),
        count,
        tuple(_recommendation_row(row, today) for row in rows),
        f"{reverse('admin:events_recommendation_changelist')}?follow_up=overdue",
        _("Toutes celles dont l’échéance est dépassée"),
    )


def _recommendation_row(row, today):
    late = row.due_on < today
    day = day_text(row.due_on)
    return Row(
        str(row),
        reverse("admin:events_recommendation_change", args=[row.pk]),
        (
            _("échéance dépassée : %(day)s") % {"day": day}
            if late
            else _("échéance : %(day)s") % {"day": day},
            str(row.addressee or row.addressee_text or ""),
            FollowUpStatus(row.status).label,
        ),
    )


def _series(user, today):
    """Those that await an event whose day has passed, or that have fewer than planned and none for a year."""
    of_series = Event.objects.filter(series=OuterRef("pk")).order_by()
    planned = of_series.filter(outcome__in=Outcome.not_yet_held())
    year_ago = year_before(today)
    unheard = planned.filter(
        Q(ends_on__lt=today - SILENT) | Q(ends_on__isnull=True, announced_on__lt=year_ago)
    )
    held = of_series.filter(outcome=Outcome.HELD).values("series")
    rows = (
        Series.objects.filter(pk__in=_series_of(user).order_by("-pk").values("pk")[:_LOOKED_AT])
        .annotate(
            recorded=Coalesce(Subquery(held.annotate(number=Count("pk")).values("number")), 0),
            last=Subquery(held.annotate(last=Max("ends_on")).values("last")),
            is_unheard=Exists(unheard),
        )
        .filter(Q(is_unheard=True) | Q(planned_number__gt=F("recorded"), last__lt=year_ago))
        .order_by("last", "pk")
    )
    shown, count = shown_and_count(rows)
    return Panel(
        70,
        "series",
        _("Séries sans nouvelle"),
        count,
        tuple(
            Row(row.title, reverse("admin:events_series_change", args=[row.pk]), _series_details(row))
            for row in shown
        ),
        reverse("admin:events_series_changelist"),
        _("Toutes les séries"),
    )


def _series_of(user):
    series = visible_to(user, Series.objects.all())
    if coordinates(user):
        return series
    mine = Event.objects.filter(owner=user.organisation_id, series__isnull=False)
    return series.filter(Q(organisation=user.organisation_id) | Q(pk__in=mine.order_by().values("series")))


def _series_details(row):
    if row.planned_number:
        recorded = _("au registre : %(recorded)d sur %(planned)d annoncés") % {
            "recorded": row.recorded,
            "planned": row.planned_number,
        }
    else:
        recorded = ""
    last = _("dernier tenu : %(day)s") % {"day": day_text(row.last, "month")} if row.last else ""
    waits = _("un événement prévu attend des nouvelles") if row.is_unheard else ""
    return tuple(filter(None, (recorded, last, waits)))


def _lists(user, today):
    soon = today + AHEAD
    mine = lists_to_erase(soon).filter(owner=user.organisation_id, deleted_at__isnull=True)
    rows, count = shown_and_count(mine.order_by("ends_on", "pk"))
    return Panel(
        80,
        "lists",
        _("Listes de présence bientôt effacées"),
        count,
        tuple(
            Row(
                str(event),
                f"{reverse('admin:events_participant_changelist')}?event__id__exact={event.pk}",
                (when_text(event.when, event.stated_days),),
            )
            for event in rows
        ),
        note=_("Effacées d’ici au %(day)s. Les noms sont effacés, les effectifs restent.")
        % {"day": day_text(soon)},
    )
