"""The third step of a list's import: its people, put right in place, then all of them in one transaction."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import OperationalError, transaction
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.admin.attendance import for_keeper
from events.admin.list_columns import is_of_another
from events.admin.section_addresses import section_address
from events.forms.list_columns import problem_of
from events.forms.list_counts import counts_of
from events.forms.list_reading import ListReading
from events.forms.list_rows import EVERYBODY, LABELS, WITHOUT, ListRowForm, RowState, take_typed
from events.resources.list_refused import write_refused
from events.sections import ATTENDANCE
from events.services.attendance import count_attendance_list
from events.services.correcting import asks_reason
from events.services.list_import import import_people
from events.services.list_work import (
    Superseded,
    begin,
    finish,
    give_up,
    hold,
    keep_work,
    open_work,
)
from rss_registry.exchange.exports import XLSX
from rss_registry.exchange_admin import download
from rss_registry.held_forms import gives_back, is_given_back, mark_saved

# As many as one looks through at once; a table of this size is drawn without a wait.
ROWS_PER_PAGE = 500


@dataclass(frozen=True)
class StateFilter:
    code: str
    label: str
    count: int


class ListRows:
    """The addresses on which people are looked through and imported."""

    def get_urls(self):
        def address(end, view, name):
            return path(f"<int:object_id>/liste/{end}", self.admin_site.admin_view(view), name=name)

        return [
            address("personnes/", self.list_rows_view, "events_event_list_rows"),
            address("a-corriger.xlsx", self.list_refused_view, "events_event_list_refused"),
            *super().get_urls(),
        ]

    @gives_back
    @for_keeper
    def list_rows_view(self, request, event):
        waiting, reading = self._reading(event)
        if reading is None:
            return self.no_file(request, event)
        if problem_of(reading):
            return HttpResponseRedirect(reverse("admin:events_event_list_columns", args=[event.pk]))
        if request.method == "POST" and not is_given_back(request):
            if is_of_another(request, waiting):
                return self.superseded(request, event)
            try:
                if take_typed(reading.work, reading.by_key, request.POST):
                    keep_work(waiting, reading.work)
                    reading = ListReading(event, reading.work)
                mark_saved(request)
                if "importer" in request.POST:
                    return self._import(request, event, waiting, reading)
            except Superseded:
                return self.superseded(request, event)
        return self._rows_page(request, event, waiting, reading)

    @for_keeper
    def list_refused_view(self, request, event):
        """The lines that the import leaves behind, as they stand in the file, each with its reason."""
        _waiting, reading = self._reading(event)
        if reading is None:
            return self.no_file(request, event)
        return download(write_refused(reading), XLSX, f"a-corriger-{event.reference or event.pk}.xlsx")

    def _reading(self, event):
        waiting, work = open_work(event)
        return waiting, work and ListReading(event, work)

    def _rows_page(self, request, event, waiting, reading):
        chosen = request.GET.get("etat", "")
        rows = [row for row in reading.rows if not chosen or row.state == chosen]
        page = Paginator(rows, ROWS_PER_PAGE).get_page(request.GET.get("page"))
        # A button of the form: what is typed in other lines is kept with it.
        opened = request.POST.get("ouvrir", "")
        for row in page.object_list:
            row.columns = reading.columns
            if row.state == RowState.INVALID or row.key == opened:
                row.open()
            if row.form and row.key == opened:
                row.form.fields["full_name"].widget.attrs["autofocus"] = True
        answers = reading.work.answers
        number = sum(reading.by_state[state] for state in RowState.added())
        return self.list_page(
            request,
            event,
            "rows",
            _("Les personnes du fichier"),
            waiting=waiting,
            reading=reading,
            page=page,
            labels=[LABELS.get(name) or ListRowForm.base_fields[name].label for name in reading.columns],
            filters=list(_filters(reading)),
            chosen_filter=chosen if chosen in RowState.values else "",
            counts=counts_of(reading),
            refused=reading.by_state[RowState.INVALID],
            has_open_rows=any(row.form for row in page.object_list),
            # Once chosen it stays to be seen: a box that is not there could not be kept ticked.
            curable=answers.get(WITHOUT) or any(row.is_curable for row in reading.rows),
            leaves_out=bool(answers.get(WITHOUT)),
            differing=reading.by_state[RowState.DIFFERS] or answers.get(EVERYBODY),
            rule=answers.get(EVERYBODY, ""),
            may_count=self._may_count(request, event),
            import_label=_import_label(number),
        )

    # -- importing -----------------------------------------------------------------

    def _import(self, request, event, waiting, reading):
        refused = reading.by_state[RowState.INVALID]
        try:
            with transaction.atomic():
                # Whoever comes second has read the list before the first one's people were in it.
                hold(waiting)
                imported = import_people(event=event, arrivals=list(reading.arrivals()))
                self._settle_file(request, event, waiting, reading.work, imported, refused)
                counted = "compter" in request.POST and self._may_count(request, event)
                if counted and event.participants.exists():
                    count_attendance_list(event=event)
        except OperationalError:
            said = _("Le registre n’a pas pu écrire : rien n’a été importé. Réessayez dans quelques minutes.")
            self.message_user(request, said, messages.ERROR)
            return HttpResponseRedirect(reverse("admin:events_event_list_rows", args=[event.pk]))
        self._say_imported(request, event, imported, counted=counted)
        if refused:
            said = ngettext(
                "%(count)s ligne reste à corriger.", "%(count)s lignes restent à corriger.", refused
            )
            self.message_user(request, said % {"count": number_format(refused)}, messages.WARNING)
            rows = reverse("admin:events_event_list_rows", args=[event.pk])
            return HttpResponseRedirect(f"{rows}?etat={RowState.INVALID}")
        if self.has_change_permission(request, event):
            return HttpResponseRedirect(section_address(event, ATTENDANCE.key))
        return HttpResponseRedirect(reverse("admin:events_event_attendance", args=[event.pk]))

    def _settle_file(self, request, event, waiting, work, imported, refused):
        """The file is done with; what is still to be put right goes on waiting, who went in is known then."""
        if imported:
            finish(waiting, imported=imported)
            self.log_list(request, event, _("Import de la liste"))
            if refused:
                begin(event=event, work=work, by=request.user)
        elif not refused:
            give_up(waiting)

    def _say_imported(self, request, event, imported, *, counted):
        sentence = _("La liste dit déjà tout ce que dit ce fichier : rien n’a changé.")
        if imported:
            parts = (
                ngettext("%(n)s personne ajoutée", "%(n)s personnes ajoutées", len(imported.added)),
                ngettext("%(n)s complétée", "%(n)s complétées", len(imported.completed)),
                ngettext("%(n)s présence notée", "%(n)s présences notées", len(imported.present)),
                ngettext("%(n)s présence ôtée", "%(n)s présences ôtées", len(imported.absent)),
            )
            numbers = map(len, (imported.added, imported.completed, imported.present, imported.absent))
            told = ", ".join(
                part % {"n": number_format(n)} for part, n in zip(parts, numbers, strict=True) if n
            )
            sentence = _("Liste importée : %(counts)s.") % {"counts": told}
        if counted:
            sentence += " " + _("Les effectifs viennent maintenant de la liste.")
        if imported:
            back = reverse("admin:events_event_attendance", args=[event.pk])
            words = _("Revoir ou annuler cet import")
            sentence = format_html('{} <a href="{}">{}</a>', sentence, back, words)
        self.message_user(request, sentence, messages.SUCCESS)

    def _may_count(self, request, event):
        """Where it corrects a public page, the part « Qui est venu » asks for the reason."""
        return self.has_change_permission(request, event) and not asks_reason(event)


def _filters(reading):
    yield StateFilter("", _("toutes"), len(reading.rows))
    for state in RowState:
        if reading.by_state[state]:
            yield StateFilter(state.value, state.label, reading.by_state[state])


def _import_label(number):
    if not number:
        return _("Enregistrer ce que dit le fichier")
    said = ngettext("Importer %(count)s personne", "Importer %(count)s personnes", number)
    return said % {"count": number_format(number)}
