"""What events cost: a sheet for each event, and all lines that one may see as a list."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.costs import sums_of
from events.forms.costs import CostLineForm, cost_rows
from events.models import CostLine
from events.permissions import RULES, visible_to
from events.resources import CostLineResource
from organisations.admin.filters import SeenValuesFilter
from organisations.admin.history import ScopedHistoryAdmin
from organisations.admin.kept_lists import KeptLists
from rss_registry.admin_menu import Group
from rss_registry.exchange_admin import ExchangeAdmin
from rss_registry.held_forms import gives_back, is_given_back, mark_saved


class CostsPage:
    """The address of the costs of one event."""

    @gives_back
    def costs_view(self, request, object_id):
        """The lines that one may write as a sheet; below it those that one may only read, and the sums."""
        event = self.get_object(request, object_id)
        if event is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, str(object_id))
        if not RULES[CostLine].may_list(request.user):
            raise PermissionDenied
        rows = cost_rows(event, user=request.user, data=request.POST or None)
        if request.method == "POST" and rows.is_valid() and not is_given_back(request):
            with transaction.atomic():
                rows.save()
            mark_saved(request)
            self.message_user(request, _("Coûts enregistrés."))
            return HttpResponseRedirect(reverse("admin:events_event_costs", args=[event.pk]))
        lines = visible_costs(request.user, event)
        written = {form.instance.pk for form in rows.initial_forms}
        context = {
            **self.admin_site.each_context(request),
            "title": _("Coûts"),
            "subtitle": str(event),
            "opts": self.opts,
            "original": event,
            "rows": rows,
            "read": [line for line in lines if line.pk not in written],
            "sums": sums_of(lines),
            "media": self.media,
        }
        return render(request, "admin/events/event/costs.html", context)


def visible_costs(user, event):
    lines = visible_to(user, CostLine.objects.filter(event=event))
    return list(lines.select_related("agreement").order_by("pk"))


@admin.register(CostLine)
class CostLineAdmin(ExchangeAdmin, KeptLists, ScopedHistoryAdmin):
    index_rank = 9
    resource_classes = [CostLineResource]
    rules = RULES[CostLine]
    menu_group = Group.EVENTS
    form = CostLineForm
    list_display = ["heading", "label", "event", "agreement", "planned", "spent", "currency"]
    list_display_links = ["heading", "label"]
    list_select_related = ["event", "agreement"]
    list_filter = ["heading", ("agreement", SeenValuesFilter), "currency"]
    linked_lookups = ("event",)
    search_fields = ["label", "event__title_fr", "event__reference", "agreement__reference"]
    autocomplete_fields = ["event", "agreement"]
    fieldsets = [
        (None, {"fields": ["event", "agreement", "heading", "label"]}),
        (gettext_lazy("Montants"), {"fields": [("planned", "spent", "currency"), "note"]}),
    ]

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        return type(form.__name__, (form,), {"user": request.user})
