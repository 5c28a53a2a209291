"""The second step of a list's import: what each column holds."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext as _

from events.admin.attendance import for_keeper
from events.forms.list_columns import headings_to_remember, problem_of, sheet_forms, take_answers
from events.forms.list_reading import ListReading
from events.models import ListHeading
from events.services.list_work import Superseded, keep_work, open_work


class ListColumns:
    """The address on which columns are told."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.list_columns_view)
        return [
            path("<int:object_id>/liste/colonnes/", view, name="events_event_list_columns"),
            *super().get_urls(),
        ]

    @for_keeper
    def list_columns_view(self, request, event):
        waiting, work = open_work(event)
        if work is None:
            return self.no_file(request, event)
        reading, problem = ListReading(event, work), ""
        if request.method == "POST":
            if is_of_another(request, waiting):
                return self.superseded(request, event)
            take_answers(work, reading, request.POST)
            reading = ListReading(event, work)
            try:
                keep_work(waiting, work)
            except Superseded:
                return self.superseded(request, event)
            if "continuer" in request.POST:
                problem = problem_of(reading)
                if not problem:
                    remember(event.owner, headings_to_remember(reading))
                    return HttpResponseRedirect(reverse("admin:events_event_list_rows", args=[event.pk]))
        return self.list_page(
            request,
            event,
            "columns",
            _("Que contient chaque colonne ?"),
            waiting=waiting,
            sheets=sheet_forms(reading),
            file_name=work.name,
            is_kit_of_another=reading.is_kit_of_another,
            problem=problem,
        )

    def no_file(self, request, event):
        """The week is over, or a colleague has finished or given up."""
        self.message_user(request, _("Aucun fichier n’attend plus pour cette liste : envoyez-le de nouveau."))
        return HttpResponseRedirect(reverse("admin:events_event_attendance", args=[event.pk]))

    def superseded(self, request, event):
        """What was sent speaks of a file, or of a state of it, that is no longer there."""
        said = _("Un collègue a changé, remplacé ou importé ce fichier entre-temps : voyez où il en est.")
        self.message_user(request, said, messages.WARNING)
        return HttpResponseRedirect(reverse("admin:events_event_attendance", args=[event.pk]))


def is_of_another(request, waiting):
    """Whether the page that was sent showed another file than the one that waits: its lines are others."""
    return request.POST.get("import", str(waiting.pk)) != str(waiting.pk)


def remember(organisation, uses):
    """What the columns of this file are will be proposed for the next one of the organisation."""
    ListHeading.objects.bulk_create(
        [ListHeading(organisation=organisation, heading=heading, use=use) for heading, use in uses.items()],
        update_conflicts=True,
        unique_fields=["organisation", "heading"],
        update_fields=["use"],
    )
