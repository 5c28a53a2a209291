"""One workbook for everything that an organisation has: sent, looked at as a whole, imported in one go."""

from django.contrib import messages
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
from rss_registry.exchange.blank_workbook import blank_workbook
from rss_registry.exchange.exports import XLSX
from rss_registry.exchange.sheet_kinds import own_title
from rss_registry.exchange.uploads import bounded
from rss_registry.exchange.workbook import carry_out, examine, work
from rss_registry.exchange_admin import download
from rss_registry.file_imports import BUSY, FileImport
from rss_registry.sheets import read_sheets
from rss_registry.table_import import TableImport
from rss_registry.workbooks import MAX_BYTES

_PAGE = "admin:events_event_workbook"


class EventTableImport(TableImport):
    def carry_out(self, user, asked, content, expected):
        # Around the whole: what was changed is published with its commit.
        with _correcting(asked):
            return super().carry_out(user, asked, content, expected)


class WorkbookFileImport(FileImport):
    """All tables in one file; whoever imported it may take it back."""

    kind = "workbook"

    def address(self):
        return reverse(_PAGE)

    def form(self, initial=None, **sent):
        return WorkbookForm(**sent)

    def asked(self, form):
        return {"name": form.cleaned_data["import_file"].name[:200]}

    def read(self, data):
        return read_sheets(data)

    def work(self, asked, content):
        return work(content, SHEETS)

    def examine(self, user, asked, content):
        return examine(content, SHEETS, user=user)

    def carry_out(self, user, asked, content, expected):
        with _correcting(asked), transaction.atomic(), Journal() as journal:
            report, lines = carry_out(content, SHEETS, user=user, expected=expected)
            if lines:
                self.log(user, lines)
                journal.keep(by=user, file_name=asked["name"], lines=report.new + report.changed)
        return report, bool(lines)

    def show(self, request, form, **extra):
        context = {
            **self.admin.admin_site.each_context(request),
            "title": _("Importer un classeur"),
            "opts": self.admin.opts,
            "form": form,
            "kinds": [own_title(kind.sheet) for kind in SHEETS],
            "last": last_of(request.user),
            "undo_days": UNDO_DAYS,
            "longest_reason": LONGEST_REASON,
            "max_megabytes": MAX_BYTES // (1024 * 1024),
            **extra,
        }
        request.current_app = self.admin.admin_site.name
        return TemplateResponse(request, "admin/events/event/workbook.html", context)


class WorkbookPages:
    """The addresses of the workbook."""

    import_template_name = "admin/events/event/import.html"
    file_imports = {"table": EventTableImport, "workbook": WorkbookFileImport}

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
        self._allow(self.has_import_permission(request))
        return self._file_import("workbook").receive(request)

    @method_decorator(require_POST)
    def workbook_confirm_view(self, request):
        self._allow(self.has_import_permission(request))
        return self._file_import("workbook").decide(request)

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

    def import_page(self, request, form, **extra):
        shown = {"workbook_address": reverse(_PAGE), "longest_reason": LONGEST_REASON, **extra}
        return super().import_page(request, form, **shown)


def _correcting(asked):
    return correcting(asked["reason"][:LONGEST_REASON])
