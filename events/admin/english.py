"""The page on which an event is translated, text by text."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.forms.english import EnglishForm
from rss_registry.held_forms import gives_back, is_given_back, mark_saved


class EnglishPage:
    """The address of the translation of one event."""

    @gives_back
    def english_view(self, request, object_id):
        """French on the left, English on the right."""
        event = self.get_object(request, object_id)
        if event is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, str(object_id))
        if not self.has_change_permission(request, event):
            raise PermissionDenied
        form = EnglishForm(request.POST or None, event=event)
        if form.is_valid() and not is_given_back(request):
            count = form.save()
            mark_saved(request)
            self.log_change(
                request, event, [{"changed": {"name": _("version anglaise"), "object": str(event)}}]
            )
            sentence = ngettext("%(count)d texte traduit.", "%(count)d textes traduits.", count)
            self.message_user(request, sentence % {"count": count}, messages.SUCCESS)
            return HttpResponseRedirect(reverse("admin:events_event_change", args=[event.pk]))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Version anglaise"),
            "subtitle": str(event),
            "opts": self.opts,
            "original": event,
            "form": form,
        }
        return render(request, "admin/events/event/english.html", context)
