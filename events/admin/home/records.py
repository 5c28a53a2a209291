"""Records on their way: sent back, in draft, submitted, to be reviewed, published and incomplete."""

from datetime import timedelta
from urllib.parse import urlencode

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timesince import timesince
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.admin.likely import likely_address
from events.admin.progress import progress_of
from events.enums import Status
from events.findings import count_incomplete
from events.models import Event, StatusChange
from events.permissions import visible_to
from events.services.likeness import likely_counts
from organisations.permissions import coordinates
from rss_registry.admin_panels import Panel, Row, count_words, shown_and_count

# Published records that are searched for what they lack: the page costs the same whatever the register holds.
_LOOKED_AT = 100


def record_panels(user):
    events = visible_to(user, Event.objects.select_related("owner"))
    # What was sent back is for the whole team; who has none answers for what he entered himself.
    mine = (
        events.filter(owner=user.organisation_id) if user.organisation_id else events.filter(created_by=user)
    )
    owner = {"owner__id__exact": user.organisation_id} if user.organisation_id and coordinates(user) else {}
    yield _returned(mine, _list_of(Status.RETURNED, **owner))
    yield _drafts(events.filter(created_by=user), _list_of(Status.DRAFT, created_by__id__exact=user.pk))
    if coordinates(user):
        yield _to_review(user, events, _list_of(Status.SUBMITTED))
    else:
        yield _waiting(mine, _list_of(Status.SUBMITTED))
    yield _incomplete(mine if user.organisation_id else events)


def _returned(events, more):
    rows, count = shown_and_count(events.filter(status=Status.RETURNED).order_by("-updated_at"))
    last = _last_changes(rows, Status.RETURNED)
    return Panel(
        10,
        "returned",
        _("Revenues pour correction"),
        count,
        tuple(_returned_row(event, last.get(event.pk)) for event in rows),
        more,
    )


def _returned_row(event, change):
    if change is None:
        return Row(str(event), _address(event))
    details = (str(change.by) if change.by else "", _moment(change.at))
    return Row(str(event), _address(event), tuple(filter(None, details)), change.reason)


def _drafts(events, more):
    rows, count = shown_and_count(events.filter(status=Status.DRAFT).order_by("-updated_at"))
    progress = progress_of(rows) if rows else {}
    return Panel(
        20,
        "drafts",
        _("Mes brouillons"),
        count,
        tuple(
            Row(
                str(event),
                _address(event),
                (_("modifié %(ago)s") % {"ago": _ago(event.updated_at)},),
                progress=progress[event.pk],
            )
            for event in rows
        ),
        more,
    )


def _waiting(events, more):
    rows, count = shown_and_count(_since_submission(events))
    return Panel(
        30,
        "waiting",
        _("Soumises, en attente de relecture"),
        count,
        tuple(Row(str(event), _address(event), (_since(event),)) for event in rows),
        more,
    )


def _to_review(user, events, more):
    rows, count = shown_and_count(_since_submission(events))
    returned = _last_changes(rows, Status.RETURNED)
    likely = likely_counts(rows, user=user) if rows else {}
    return Panel(
        40,
        "to_review",
        _("À relire"),
        count,
        tuple(
            Row(
                str(event),
                _address(event),
                (str(event.owner), _since(event)),
                marks=tuple(_marks(event, returned, likely)),
            )
            for event in rows
        ),
        more,
    )


def _marks(event, returned, likely):
    if event.pk in returned:
        yield _("déjà renvoyée une fois"), ""
    if number := likely.get(event.pk):
        words = ngettext("ressemble à %(number)d fiche", "ressemble à %(number)d fiches", number)
        yield words % {"number": number}, likely_address(event)


def _since_submission(events):
    """The one that has waited longest comes first."""
    submitted = StatusChange.objects.filter(event=OuterRef("pk"), to_status=Status.SUBMITTED).order_by("-pk")
    since = Subquery(submitted.values("at")[:1])
    return events.filter(status=Status.SUBMITTED).annotate(since=since).order_by("since", "pk")


def _since(event):
    if event.since is None:
        return ""
    return _("soumise %(ago)s, le %(day)s") % {
        "ago": _ago(event.since),
        "day": date_format(localtime(event.since), "j F Y"),
    }


def _incomplete(events):
    """A number and the way to the page that says of what; looked for among the latest ones only."""
    latest = events.filter(status=Status.PUBLISHED).order_by("-first_published_at").values("pk")
    number = count_incomplete(Event.objects.filter(pk__in=latest[:_LOOKED_AT]))
    if not number:
        return Panel(50, "incomplete", "")
    address = f"{reverse('admin:events_event_quality')}?etat=published"
    return Panel(
        50,
        "incomplete",
        _("Fiches publiées à compléter"),
        count_words(number),
        (
            Row(
                ngettext(
                    "Voir ce qui manque à %(number)d fiche publiée",
                    "Voir ce qui manque à %(number)d fiches publiées",
                    number,
                )
                % {"number": number},
                address,
            ),
        ),
        note=_("Cherchées parmi les %(number)d dernières publiées.") % {"number": _LOOKED_AT}
        if latest[_LOOKED_AT : _LOOKED_AT + 1].exists()
        else "",
    )


def _last_changes(events, status):
    """The last move of each event to `status`."""
    changes = StatusChange.objects.filter(event__in=events, to_status=status).select_related("by")
    return {change.event_id: change for change in changes.order_by("pk")} if events else {}


def _ago(moment):
    """« il y a 3 jours »."""
    if timezone.now() - moment < timedelta(minutes=1):
        return _("à l’instant")
    return _("il y a %(time)s") % {"time": timesince(moment, depth=1)}


def _moment(moment):
    return date_format(localtime(moment), "j F Y, H:i")


def _address(event):
    return reverse("admin:events_event_change", args=[event.pk])


def _list_of(status, **more):
    asked = urlencode({"status__exact": status, **more})
    return f"{reverse('admin:events_event_changelist')}?{asked}"
