"""The list of one event, for whoever keeps it: what waits, a file to import, the kit, the way back."""

from functools import wraps

from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from events.forms.list_files import ListFileForm
from events.permissions import keeps_list_of
from events.resources.list_kit import write_kit
from events.services.list_import import take_back
from events.services.list_work import (
    ListWork,
    Superseded,
    begin,
    give_up,
    hold,
    last_import,
    open_import,
    open_work,
    what_it_did,
)
from events.services.same_people import likely_people
from rss_registry.exchange.exports import XLSX
from rss_registry.exchange.uploads import bounded
from rss_registry.exchange_admin import download


def for_keeper(view):
    """A page of one event that names people: for the keepers of its list, nobody else."""

    @wraps(view)
    def guarded(self, request, object_id):
        event = self.get_object(request, str(object_id))
        if event is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, str(object_id))
        if not keeps_list_of(request.user, event):
            raise PermissionDenied
        return view(self, request, event)

    return guarded


class AttendancePages:
    """The addresses below « liste/ »."""

    def get_urls(self):
        def address(end, view, name):
            return path(f"<int:object_id>/liste/{end}", self.admin_site.admin_view(view), name=name)

        return [
            path(
                "<int:object_id>/liste/",
                bounded(self.admin_site.admin_view(self.attendance_view)),
                name="events_event_attendance",
            ),
            address("classeur.xlsx", self.kit_view, "events_event_list_kit"),
            address("abandon/", self.give_up_view, "events_event_list_give_up"),
            address("annuler/", self.undo_list_view, "events_event_list_undo"),
            *super().get_urls(),
        ]

    @for_keeper
    def attendance_view(self, request, event):
        """The hub; a file that is sent leads to its columns."""
        sent = request.method == "POST"
        form = ListFileForm(
            request.POST if sent else None,
            request.FILES if sent else None,
            # Known once the form has been read, which the line above has done.
            oversized=getattr(request, "oversized_upload", False),
        )
        if sent and form.is_valid():
            if not self._keep_file(request, event, form):
                form.add_error(
                    "file", _("Le serveur n’a pu garder le fichier : réessayez dans quelques minutes.")
                )
            else:
                return HttpResponseRedirect(reverse("admin:events_event_list_columns", args=[event.pk]))
        waiting, work = open_work(event)
        return self.list_page(
            request,
            event,
            "list",
            _("Liste de présence"),
            form=form,
            waiting=waiting,
            waiting_name=work.name if work else "",
            last=last_import(event),
            people=event.participants.count(),
            has_tests=event.tests.exists(),
            doubles=len(likely_people(event)),
        )

    def list_page(self, request, event, template, title, **context):
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "subtitle": str(event),
            "opts": self.opts,
            "original": event,
            "media": self.media,
            **context,
        }
        return render(request, f"admin/events/attendance/{template}.html", context)

    def _keep_file(self, request, event, form):
        """The file waits for its columns to be told; it takes the place of one that waited."""
        file = form.cleaned_data["file"]
        try:
            with transaction.atomic():
                if waiting := open_import(event):
                    give_up(waiting)
                begin(event=event, work=ListWork(form.data_read, file.name[-100:]), by=request.user)
        except (OSError, IntegrityError):
            return False
        return True

    @for_keeper
    def kit_view(self, request, event):
        """The workbook that is filled offline and comes back."""
        return download(write_kit(event), XLSX, f"liste-{event.reference or event.pk}.xlsx")

    @method_decorator(require_POST)
    @for_keeper
    def give_up_view(self, request, event):
        if waiting := open_import(event):
            give_up(waiting)
            self.message_user(request, _("Fichier abandonné : il est effacé, la liste n’a pas changé."))
        return self._to_attendance(event)

    @method_decorator(require_POST)
    @for_keeper
    def undo_list_view(self, request, event):
        done = last_import(event)
        if done is None or str(done.pk) != request.POST.get("import"):
            self.message_user(request, _("Cet import ne s’annule plus."))
            return self._to_attendance(event)
        imported = what_it_did(done)
        try:
            with transaction.atomic():
                # Twice pressed, its presences would be taken back a second time.
                hold(done)
                number = take_back(event=event, imported=imported)
                give_up(done)
                self.log_list(request, event, _("Import de la liste annulé"))
        except Superseded:
            self.message_user(request, _("Cet import ne s’annule plus."))
            return self._to_attendance(event)
        said = ngettext(
            "Import annulé : %(count)s personne a quitté la liste.",
            "Import annulé : %(count)s personnes ont quitté la liste.",
            number,
        )
        self.message_user(request, said % {"count": number_format(number)})
        return self._to_attendance(event)

    def log_list(self, request, event, said):
        """In the history of the event, without anybody's name."""
        LogEntry.objects.log_actions(request.user.pk, [event], CHANGE, said, single_object=True)

    def _to_attendance(self, event):
        return HttpResponseRedirect(reverse("admin:events_event_attendance", args=[event.pk]))
