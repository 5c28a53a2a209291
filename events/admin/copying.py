"""« Utiliser comme modèle »: a new draft after a record that one may read."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from events.services.copying import closed_funders, copy_as_model


class CopyPage:
    """The address behind the button; `may_copy` for the template that shows it."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.copy_view)
        return [path("<int:object_id>/modele/", view, name="events_event_copy"), *super().get_urls()]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["may_copy"] = obj is not None and self.has_add_permission(request)
        return super().render_change_form(request, context, add, change, form_url, obj)

    @method_decorator(require_POST)
    def copy_view(self, request, object_id):
        event = self.get_object(request, str(object_id))
        if event is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, str(object_id))
        if not self.has_view_permission(request, event) or not self.has_add_permission(request):
            raise PermissionDenied
        copy = copy_as_model(event=event, by=request.user)
        self.log_addition(request, copy, [{"added": {}}])
        self.message_user(
            request,
            _(
                "Nouveau brouillon d’après « %(title)s » : type, titre, lieux, organisations, programmes, "
                "conventions, thèmes, objectifs, contexte et méthodes sont repris. Donnez ses dates, ses "
                "effectifs et ses sources, et revoyez le titre."
            )
            % {"title": event},
            messages.SUCCESS,
        )
        for funder in closed_funders(event):
            left_out = _("%(name)s n’existe plus : ce bailleur n’est pas repris.") % {
                "name": funder.short_name
            }
            self.message_user(request, left_out, messages.WARNING)
        return HttpResponseRedirect(reverse("admin:events_event_change", args=[copy.pk]))
