"""Import and export in the admin: one mixin for every model that has a resource.

    class PlaceAdmin(ExchangeAdmin, RegistryAdmin):
        resource_classes = [PlaceResource]

The pages are ours rather than those of django-import-export: one file field that finds out the
format by itself, a table of what to correct, counts before the confirmation, no inline script.
"""

from django.contrib import messages
from django.contrib.admin.models import LogEntry
from django.contrib.admin.views.main import IGNORED_PARAMS, PAGE_VAR, SEARCH_VAR
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import OperationalError, transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from import_export.admin import ImportExportMixin

from rss_registry.exchange import pending
from rss_registry.exchange.exports import XLSX, blank_template, export_file
from rss_registry.exchange.forms import ExportFileForm, ImportFileForm
from rss_registry.exchange.imports import carry_out, examine
from rss_registry.exchange.uploads import bounded, read_table
from rss_registry.tabular import MAX_COLUMNS, TableError
from rss_registry.workbooks import MAX_BYTES

# Another writer held the database for too long, or its disk is full; the file is not kept.
BUSY = gettext_lazy("Le registre n’a pas pu écrire : rien n’a été importé. Réessayez dans quelques minutes.")
UNANSWERED = gettext_lazy(
    "D’autres ont modifié des lignes depuis votre export : rien n’a été importé. "
    "Envoyez à nouveau le fichier, et dites s’il doit les remplacer."
)
# What stands in the address of a list and chooses no row.
_NO_FILTERS = {PAGE_VAR, "e", "_changelist_filters"}


class ExchangeAdmin(ImportExportMixin):
    # Where rows come in by pages of their own, the table only leaves.
    takes_files = True
    import_export_change_list_template = "admin/import_export/change_list_import_export.html"
    import_template_name = "admin/import_export/import.html"
    export_template_name = "admin/import_export/export.html"

    # -- addresses and rights ------------------------------------------------------------------

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_"
        replaced = {f"{name}import"} if self.takes_files else {f"{name}import", f"{name}process_import"}
        inherited = [url for url in super().get_urls() if url.name not in replaced]
        if not self.takes_files:
            return inherited
        view = self.admin_site.admin_view
        return [
            path("import/", bounded(view(self.import_action)), name=f"{name}import"),
            path("import/template/<int:number>/", view(self.template_action), name=f"{name}import_template"),
            *inherited,
        ]

    def has_import_permission(self, request):
        may_write = self.has_add_permission(request) and self.has_change_permission(request)
        return self.takes_files and may_write

    def has_export_permission(self, request):
        return self.has_view_permission(request)

    def get_import_resource_kwargs(self, request, **kwargs):
        return {"user": request.user, **kwargs}

    # -- import --------------------------------------------------------------------------------

    def import_action(self, request, **kwargs):
        """The form; after it, what the file would do or what is wrong with it."""
        self._allow(self.has_import_permission(request))
        pending.sweep()
        sent = {"data": request.POST, "files": request.FILES} if request.method == "POST" else {}
        form = ImportFileForm(
            self.get_import_resource_classes(request),
            # Known once the form has been read, which the line above has done.
            oversized=getattr(request, "oversized_upload", False),
            **sent,
            initial={**request.GET.dict(), "resource": request.GET.get("resource", 0)},
        )
        preview = self._preview(request, form) if request.method == "POST" and form.is_valid() else {}
        return self._import_page(request, form, **preview)

    @method_decorator(require_POST)
    def process_import(self, request, **kwargs):
        """Carry out what the preview showed, or nothing."""
        self._allow(self.has_import_permission(request))
        ticket = self._read_ticket(request)
        if is_unanswered(request, ticket):
            messages.error(request, UNANSWERED)
            return redirect(self._address("import"))
        data = pending.claim(ticket["file"]) if ticket else None
        if data is None:
            messages.error(request, _("Cet aperçu n’est plus valable : envoyez à nouveau le fichier."))
            return redirect(self._address("import"))
        if "cancel" in request.POST:
            messages.info(request, _("Import abandonné : rien n’a été importé, le fichier est effacé."))
            return redirect(self._address("import"))
        resource = self._resource_of(request, ticket)
        try:
            with transaction.atomic():
                report, result = carry_out(resource, read_table(data), expected=ticket["fingerprint"])
                if result is not None:
                    self.generate_log_entries(result, request)
        except OperationalError:
            messages.error(request, BUSY)
            return redirect(self._address("import"))
        if result is None:
            return self._changed_meanwhile(request, ticket, data, report)
        messages.success(request, _("Import terminé : %(counts)s.") % {"counts": counted(report)})
        return redirect(self._address("changelist"))

    def template_action(self, request, number):
        """The blank workbook of one of the resources."""
        self._allow(self.has_import_permission(request))
        classes = self.get_import_resource_classes(request)
        self._allow(number < len(classes))
        resource = classes[number](**self.get_import_resource_kwargs(request))
        return download(blank_template(resource), XLSX, f"{resource.file_name}-modele.xlsx")

    def _preview(self, request, form):
        resource = form.resource_class(**self.get_import_resource_kwargs(request))
        try:
            report = examine(resource, form.table)
            if report.problems or not report.changes_something:
                return {"report": report}
            return {"report": report, "ticket": self._ticket(request, form, report, pending.keep(form.bytes))}
        except TableError as error:
            form.add_error("import_file", error)
        except OSError:
            form.add_error("import_file", _("Le serveur n’a pu garder le fichier : son disque est plein."))
        except OperationalError:
            form.add_error("import_file", BUSY)
        return {}

    def _import_page(self, request, form, **extra):
        classes = self.get_import_resource_classes(request)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Importer : %(what)s") % {"what": self.opts.verbose_name_plural},
            "opts": self.opts,
            "form": form,
            "tables": [(number, resource_class) for number, resource_class in enumerate(classes)],
            "max_megabytes": MAX_BYTES // (1024 * 1024),
            "max_columns": MAX_COLUMNS,
            **extra,
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, self.import_template_name, context)

    def _changed_meanwhile(self, request, ticket, data, report):
        """The register is not what it was at the preview: show what the file would do now."""
        extra = {"report": report}
        if not report.problems:
            messages.warning(
                request,
                _(
                    "Le registre a changé depuis l’aperçu : rien n’a été importé. "
                    "Voici ce que ferait le fichier."
                ),
            )
        if not report.problems and report.changes_something:
            again = {**ticket, "file": pending.keep(data), "fingerprint": report.fingerprint}
            again["outdated"] = report.outdated_rows
            extra["ticket"] = signing.dumps(again, salt=self._salt(request))
        form = ImportFileForm(self.get_import_resource_classes(request))
        return self._import_page(request, form, **extra)

    # The ticket leads from the preview to the file: signed for this user and this page, an hour long.

    def _ticket(self, request, form, report, name):
        content = {
            "file": name,
            "fingerprint": report.fingerprint,
            "outdated": report.outdated_rows,
            "resource": form.cleaned_data["resource"],
        }
        return signing.dumps(content, salt=self._salt(request))

    def _read_ticket(self, request):
        try:
            return signing.loads(
                request.POST.get("ticket", ""), salt=self._salt(request), max_age=pending.MAX_AGE
            )
        except signing.BadSignature:
            return None

    def _salt(self, request):
        return f"import:{self.opts.label_lower}:{request.user.pk}"

    def _resource_of(self, request, ticket):
        resource_class = self.get_import_resource_classes(request)[ticket["resource"]]
        return resource_class(**self.get_import_resource_kwargs(request))

    def _create_log_entry(self, user_pk, rows, import_type, action_flag):
        LogEntry.objects.log_actions(
            user_pk, rows, action_flag, change_message=_("Import de fichier"), single_object=len(rows) == 1
        )

    # -- export --------------------------------------------------------------------------------

    def export_action(self, request):
        """The form; after it, the rows of the filtered list as a file."""
        self._allow(self.has_export_permission(request))
        form = ExportFileForm(self.get_export_resource_classes(request), data=request.POST or None)
        queryset = self.get_export_queryset(request)
        if request.method == "POST" and form.is_valid():
            try:
                return self._export(request, form, queryset)
            except TableError as error:
                form.add_error("file_format", error)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Exporter : %(what)s") % {"what": self.opts.verbose_name_plural},
            "opts": self.opts,
            "form": form,
            "count": queryset.count(),
            "is_filtered": self._is_filtered(request),
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, self.export_template_name, context)

    def _is_filtered(self, request):
        """Whether the address leaves rows out, which an order, a page or chosen columns do not."""
        beside = {*IGNORED_PARAMS, *_NO_FILTERS, *getattr(self, "beside_filters", ())} - {SEARCH_VAR}
        return any(value for name, value in request.GET.items() if name not in beside)

    def _export(self, request, form, queryset):
        file_format = form.cleaned_data["file_format"]
        resource = form.resource_class(user=request.user, codes=form.cleaned_data["headers"] == "codes")
        data, content_type = export_file(resource, resource.to_export(queryset), file_format)
        return download(data, content_type, f"{resource.file_name}-{timezone.localdate()}.{file_format}")

    # -- small things --------------------------------------------------------------------------

    def _allow(self, allowed):
        if not allowed:
            raise PermissionDenied

    def _address(self, page):
        return reverse(f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_{page}")


def is_unanswered(request, ticket):
    """Whether the page asked what to do with lines that others have changed since, and was not answered."""
    return bool(ticket and ticket["outdated"]) and not {"cancel", "replace"} & request.POST.keys()


def counted(report):
    """« 12 lignes nouvelles, 3 modifiées, 5 inchangées »."""
    return ", ".join(
        (
            ngettext("%(n)s ligne nouvelle", "%(n)s lignes nouvelles", report.new) % {"n": report.new},
            ngettext("%(n)s modifiée", "%(n)s modifiées", report.changed) % {"n": report.changed},
            ngettext("%(n)s inchangée", "%(n)s inchangées", report.unchanged) % {"n": report.unchanged},
        )
    )


def download(data, content_type, file_name):
    response = HttpResponse(data, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{file_name}"'
    return response
