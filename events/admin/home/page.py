"""The first page as far as events are concerned, and the page on which a workshop is prepared."""

from django.db.models import Q
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from events.admin.home.categories import category_panels
from events.admin.home.corrections import correction_panels
from events.admin.home.follow_up import follow_up_panels
from events.admin.home.records import record_panels
from events.admin.home.year import year_panels
from events.admin.likely import facts_panels
from events.enums import Outcome
from rss_registry.admin_panels import count_words

# Events to come of one organisation; more are found in the list.
_PREPARED = 20


class EventHome:
    """What waits, and the three things that one comes to do."""

    def index_panels(self, request):
        user = request.user
        asked = (
            *record_panels(user),
            *correction_panels(user),
            *category_panels(user),
            *follow_up_panels(user),
        )
        lists = [panel for panel in asked if panel.rows]
        return self.with_deleted(request, [*lists, *facts_panels(user), *year_panels(user)])

    def index_actions(self, request):
        """(words, address) of the buttons."""
        actions = []
        if self.has_add_permission(request):
            actions = [
                (_("Saisir un événement"), reverse("admin:events_event_add")),
                (_("Importer"), reverse("admin:events_event_import")),
            ]
        return [*actions, (_("Préparer un atelier"), reverse("admin:events_event_prepare"))]

    def prepare_view(self, request):
        """Events to come, each with its sign-in sheets."""
        today = timezone.localdate()
        planned = Q(outcome__in=Outcome.not_yet_held()) & (Q(starts_on__isnull=True) | Q(ends_on__gte=today))
        rows = self.get_queryset(request).filter(planned | Q(ends_on__gte=today)).order_by("starts_on", "pk")
        if request.user.organisation_id:
            rows = rows.filter(owner=request.user.organisation_id)
        shown = list(self.with_columns(rows)[:_PREPARED])
        context = {
            **self.admin_site.each_context(request),
            "title": _("Préparer un atelier"),
            "opts": self.opts,
            "events": [
                (event, str(event), self.dates_column(event), self.place_column(event)) for event in shown
            ],
            "can_add": self.has_add_permission(request),
            "count": count_words(len(shown)),
        }
        return render(request, "admin/events/event/prepare.html", context)

    def get_urls(self):
        view = self.admin_site.admin_view(self.prepare_view)
        return [path("preparer/", view, name="events_event_prepare"), *super().get_urls()]
