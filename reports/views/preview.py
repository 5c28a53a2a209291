"""A record as others would see it: the public, a donor, somebody who means harm."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from events.enums import Sensitivity
from events.models import Event
from events.permissions import visible_to
from events.services.gaps import gaps_of
from publication.facts.visibility import visibility_of
from publication.services.exposure import exposures_of
from publication.services.previews import preview_of
from reports.documents import event_report
from rss_registry.guide import guide_address

PUBLIC, DONOR, HARM = "public", "bailleur", "nuire"


@require_safe
def event_preview(request, event_id, seen_by):
    """What of one record is read by whom; nothing is published by looking."""
    event = get_object_or_404(visible_to(request.user, Event.objects.select_related("owner")), pk=event_id)
    names = {
        PUBLIC: _("le public"),
        DONOR: _("un bailleur"),
        HARM: _("quelqu’un qui veut nuire"),
    }
    if seen_by not in names:
        raise Http404
    facts = preview_of(event)
    context = {
        "event": event,
        "facts": facts,
        "visibility": visibility_of([facts]),
        "preview": seen_by,
        "ways": names.items(),
        "help_address": guide_address(request),
        "has_page": event.sensitivity in Sensitivity.with_page(),
    }
    if seen_by == DONOR:
        context |= {"report": event_report.build(facts), "gaps": gaps_of([event]).get(event.pk, [])}
    elif seen_by == HARM:
        context["exposures"] = exposures_of(event, facts) if context["has_page"] else []
    return render(request, f"reports/preview_{seen_by}.html", context)
