"""« Qui était là »: the page on which whoever keeps the list ticks the half-days of each person."""

from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.admin.attendance import for_keeper
from events.forms.presence_grid import ALL_PRESENT, PresenceGrid
from events.services.presences import set_presences
from rss_registry.held_forms import gives_back, is_given_back, mark_saved


class PresencePage:
    """The address of the grid of one event."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.presences_view)
        return [path("<int:object_id>/presences/", view, name="events_event_presences"), *super().get_urls()]

    @gives_back
    @for_keeper
    def presences_view(self, request, event):
        number = request.POST.get("page") or request.GET.get("page")
        sent = request.POST if request.method == "POST" else None
        grid = PresenceGrid(event, number=number, data=sent)
        if sent is not None and ALL_PRESENT not in sent and not is_given_back(request):
            return self._keep_presences(request, event, grid)
        return self.list_page(request, event, "presences", _("Qui était là"), grid=grid)

    def _keep_presences(self, request, event, grid):
        present, absent = grid.changes()
        changed = sum(map(len, set_presences(event=event, present=present, absent=absent)))
        mark_saved(request)
        if changed:
            self.log_list(request, event, _("Présences de la liste"))
        said = ngettext("%(count)d présence changée.", "%(count)d présences changées.", changed)
        self.message_user(request, said % {"count": changed} if changed else _("Rien n’a changé."))
        address = reverse("admin:events_event_presences", args=[event.pk])
        if "suivant" in request.POST and grid.page.has_next():
            return HttpResponseRedirect(f"{address}?page={grid.page.next_page_number()}")
        return HttpResponseRedirect(f"{address}?page={grid.page.number}")
