"""The page on which a team says why a record lacks something."""

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from events.forms.justifications import JustificationsForm
from events.quality import CHECKS
from rss_registry.held_forms import gives_back, is_given_back, mark_saved


class JustificationsPage:
    """The address of the findings of one event; open to its team also once it is published."""

    @gives_back
    def justifications_view(self, request, object_id):
        event = self.get_object(request, object_id)
        if event is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, str(object_id))
        form = JustificationsForm(request.POST or None, event=event)
        if form.is_valid() and not is_given_back(request):
            form.save(by=request.user)
            mark_saved(request)
            self.message_user(request, _("Justifications enregistrées."))
            return HttpResponseRedirect(self._after_justifying(request, event))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Justifier ce qui manque"),
            "subtitle": str(event),
            "opts": self.opts,
            "original": event,
            "form": form,
        }
        return render(request, "admin/events/event/justifications.html", context)

    def _after_justifying(self, request, event):
        """Back to the finding on the page of quality from which one came, else to the record."""
        if (code := request.GET.get("constat")) in {check.code for check in CHECKS}:
            return f"{reverse('admin:events_event_quality')}?constat={code}"
        return reverse("admin:events_event_change", args=[event.pk])
