"""« Créer les événements prévus »: the plan of a series becomes drafts in one step."""

from django.contrib import messages
from django.contrib.admin.models import ADDITION, LogEntry
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.forms.planning import PLACE_SIGN, SharedForm, plans_of, sheet_lines, with_more_lines
from events.models import Event
from events.permissions import RULES
from events.services.planning import plan_events
from organisations.models import Organisation
from organisations.permissions import coordinates
from rss_registry.held_forms import gives_back, is_given_back, mark_saved


class PlanningPage:
    """The address of the plan, and the button that saves a series and goes on there."""

    change_form_template = "admin/events/series/change_form.html"

    def get_urls(self):
        view = self.admin_site.admin_view(self.plan_view)
        return [path("<int:object_id>/prevus/", view, name="events_series_plan"), *super().get_urls()]

    def may_plan(self, request, series=None):
        return self.has_change_permission(request, series) and RULES[Event].may_add(request.user)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["may_plan"] = self.may_plan(request, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def response_add(self, request, obj, post_url_continue=None):
        return self._on_to_plan(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        return self._on_to_plan(request, obj) or super().response_change(request, obj)

    def _on_to_plan(self, request, series):
        if "_plan" not in request.POST or not self.may_plan(request, series):
            return None
        return HttpResponseRedirect(reverse("admin:events_series_plan", args=[series.pk]))

    @gives_back
    def plan_view(self, request, object_id):
        series = self.get_object(request, str(object_id))
        if series is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, str(object_id))
        if not self.may_plan(request, series):
            raise PermissionDenied
        shared, lines = self._sheet(request, series)
        asks = request.method == "POST" and not {"plus", "apercu"} & request.POST.keys()
        plans, is_complete = [], False
        # Asked for each, so that one visit shows everything that is wrong.
        if request.method == "POST" and all([shared.is_valid(), lines.is_valid()]):
            try:
                plans, is_complete = plans_of(shared, lines), True
            except ValidationError as refused:
                shared.add_error("title", refused)
        if asks and is_complete and not is_given_back(request):
            return self._make(request, series, shared, plans)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Créer les événements prévus"),
            "subtitle": str(series),
            "opts": self.opts,
            "original": series,
            "shared": shared,
            "lines": lines,
            "plans": plans,
            "says_errors": request.method == "POST" and "plus" not in request.POST,
            "known": series.events.count(),
            "media": self.media + shared.media + lines.media,
        }
        return render(request, "admin/events/series/plan.html", context)

    def _sheet(self, request, series):
        """Filled with the planned places where no event of the series is, as long as nothing was typed."""
        owners = self._owners(request, series)
        if request.method == "POST":
            data = with_more_lines(request.POST) if "plus" in request.POST else request.POST
            return SharedForm(data, owners=owners), sheet_lines(data)
        held = series.events.values("places")
        places = list(series.planned_places.exclude(pk__in=held.exclude(places=None)))
        left = max((series.planned_number or 0) - series.events.count(), 0)
        last = series.events.order_by("-pk").first()
        initial = {
            "kind": last.kind if last else None,
            "title": f"{series.title_fr} – {PLACE_SIGN}",
            "owner": request.user.organisation_id or series.organisation_id,
        }
        return SharedForm(initial=initial, owners=owners), sheet_lines(places=places, number=left)

    def _owners(self, request, series):
        """An officer’s records stay with his team; coordinators may give them to who leads the series."""
        keys = {request.user.organisation_id}
        if coordinates(request.user):
            keys.add(series.organisation_id)
            if keys == {None}:
                return Organisation.objects.all()
        return Organisation.objects.filter(pk__in=keys - {None})

    def _make(self, request, series, shared, plans):
        values = {name: shared.cleaned_data[name] for name in ("kind", "owner")}
        events = plan_events(series=series, plans=plans, by=request.user, **values)
        LogEntry.objects.log_actions(
            request.user.pk, events, ADDITION, change_message=[{"added": {}}], single_object=len(events) == 1
        )
        mark_saved(request)
        done = ngettext(
            "%(count)d brouillon créé. S’il est de trop, supprimez-le depuis sa fiche : cela s’annule.",
            "%(count)d brouillons créés. Ceux de trop se suppriment depuis leur fiche : cela s’annule.",
            len(events),
        )
        self.message_user(request, done % {"count": len(events)}, messages.SUCCESS)
        series.refresh_from_db()
        recorded = series.events.count()
        if series.planned_number < recorded:
            said = _("La série annonce %(planned)d événements, et le registre en a maintenant %(recorded)d.")
            counts = {"planned": series.planned_number, "recorded": recorded}
            self.message_user(request, said % counts, messages.WARNING)
        events_of_series = f"{reverse('admin:events_event_changelist')}?series__id__exact={series.pk}"
        return HttpResponseRedirect(events_of_series)
