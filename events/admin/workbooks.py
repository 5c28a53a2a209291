"""One workbook for everything that an organisation has: sent, looked at as a whole, imported in one go."""

from django.contrib import messages
from django.core import signing
from django.db import OperationalError, transaction
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from events.forms.workbooks import WorkbookForm
from events.resources.workbook import SHEETS
from events.services.correcting import LONGEST_REASON, correcting
from events.services.workbook_undo import UNDO_DAYS, Journal, UndoError, last_of, undo
from rss_registry.exchange import pending
from rss_registry.exchange.blank_workbook import blank_workbook
from rss_registry.exchange.exports import XLSX
from rss_registry.exchange.uploads import bounded
from rss_registry.exchange.workbook import carry_out, examine
from rss_registry.exchange_admin import BUSY, UNANSWERED, counted, download, is_unanswered
from rss_registry.sheets import read_sheets
from rss_registry.tabular import TableError
from rss_registry.workbooks import MAX_BYTES

_PAGE = "admin:events_event_workbook"


class WorkbookPages:
    """The addresses of the workbook."""

    import_template_name = "admin/events/event/import.html"

    def get_urls(self):
        def address(end, view, name=""):
            return path(f"classeur/{end}", view, name=f"events_event_workbook{name}")

        view = self.admin_site.admin_view
        return [
            address("", bounded(view(self.workbook_view))),
            address("modele/", view(self.blank_workbook_view), "_blank"),
            address("confirmer/", view(self.workbook_confirm_view), "_confirm"),
            address("annuler/", view(self.workbook_undo_view), "_undo"),
            *super().get_urls(),
        ]

    def workbook_view(self, request):
        """The form; after it, what the workbook would do or what is wrong with it."""
        self._allow(self.has_import_permission(request))
        pending.sweep()
        if request.method != "POST":
            return self._workbook_page(request, WorkbookForm())
        oversized = getattr(request, "oversized_upload", False)
        form = WorkbookForm(request.POST, request.FILES, oversized=oversized)
        shown = self._examined(request, form) if form.is_valid() else {}
        return self._workbook_page(request, form, **shown)

    @method_decorator(require_POST)
    def workbook_confirm_view(self, request):
        """Carry out what the preview showed, or nothing."""
        self._allow(self.has_import_permission(request))
        ticket = self._workbook_ticket(request)
        if is_unanswered(request, ticket):
            messages.error(request, UNANSWERED)
            return redirect(_PAGE)
        data = pending.claim(ticket["file"]) if ticket else None
        if data is None:
            messages.error(request, _("Cet aperçu n’est plus valable : envoyez à nouveau le fichier."))
            return redirect(_PAGE)
        if "cancel" in request.POST:
            messages.info(request, _("Import abandonné : rien n’a été importé, le fichier est effacé."))
            return redirect(_PAGE)
        try:
            report, kept = self._carried_out(request, data, ticket)
        except OperationalError:
            messages.error(request, BUSY)
            return redirect(_PAGE)
        if kept:
            messages.success(request, _("Import terminé : %(counts)s.") % {"counts": counted(report)})
            return redirect(_PAGE)
        if report.problems or not report.changes_something:
            return self._workbook_page(request, WorkbookForm(), report=report)
        messages.warning(
            request,
            _("Le registre a changé depuis l’aperçu : rien n’a été importé. Voici ce que ferait le fichier."),
        )
        signed = self._signed(request, ticket["name"], data, report)
        return self._workbook_page(request, WorkbookForm(), report=report, ticket=signed)

    def blank_workbook_view(self, request):
        self._allow(self.has_import_permission(request))
        return download(blank_workbook(SHEETS, user=request.user), XLSX, "classeur-modele.xlsx")

    @method_decorator(require_POST)
    def workbook_undo_view(self, request):
        """Take back the last workbook of this user."""
        self._allow(self.has_import_permission(request))
        done = last_of(request.user)
        if done is None or str(done.pk) != request.POST.get("import"):
            messages.error(request, _("Il n’y a plus d’import à annuler."))
            return redirect(_PAGE)
        try:
            undo(done=done)
        except UndoError as error:
            messages.error(request, " ".join(error.messages))
        except OperationalError:
            messages.error(request, BUSY)
        else:
            messages.success(request, _("Import annulé : le registre est comme avant lui."))
        return redirect(_PAGE)

    def _examined(self, request, form):
        try:
            report = examine(form.sheets, SHEETS, user=request.user)
            if report.problems or not report.changes_something:
                return {"report": report}
            name = form.cleaned_data["import_file"].name
            return {"report": report, "ticket": self._signed(request, name, form.bytes, report)}
        except TableError as error:
            form.add_error("import_file", error)
        except OSError:
            form.add_error("import_file", _("Le serveur n’a pu garder le fichier : son disque est plein."))
        except OperationalError:
            form.add_error("import_file", BUSY)
        return {}

    def _carried_out(self, request, data, ticket):
        # Around the whole: what was changed is published with its commit.
        with _correcting(request), transaction.atomic(), Journal() as journal:
            report, kept = carry_out(
                read_sheets(data), SHEETS, user=request.user, expected=ticket["fingerprint"]
            )
            if kept:
                for part in report.parts:
                    self.generate_log_entries(part.result, request)
                lines = report.new + report.changed
                journal.keep(by=request.user, file_name=ticket["name"], lines=lines)
        return report, kept

    def _workbook_page(self, request, form, **extra):
        context = {
            **self.admin_site.each_context(request),
            "title": _("Importer un classeur"),
            "opts": self.opts,
            "form": form,
            "kinds": SHEETS,
            "last": last_of(request.user),
            "undo_days": UNDO_DAYS,
            "longest_reason": LONGEST_REASON,
            "max_megabytes": MAX_BYTES // (1024 * 1024),
            **extra,
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/events/event/workbook.html", context)

    def _signed(self, request, name, data, report):
        content = {"file": pending.keep(data), "name": name[:200], "fingerprint": report.fingerprint}
        content["outdated"] = report.outdated_rows
        return signing.dumps(content, salt=_salt(request))

    def _workbook_ticket(self, request):
        try:
            return signing.loads(request.POST.get("ticket", ""), salt=_salt(request), max_age=pending.MAX_AGE)
        except signing.BadSignature:
            return None

    def process_import(self, request, **kwargs):
        with _correcting(request):
            return super().process_import(request, **kwargs)

    def _import_page(self, request, form, **extra):
        shown = {"workbook_address": reverse(_PAGE), "longest_reason": LONGEST_REASON, **extra}
        return super()._import_page(request, form, **shown)


def _correcting(request):
    return correcting(request.POST.get("correction_reason", "")[:LONGEST_REASON])


def _salt(request):
    return f"workbook:{request.user.pk}"
