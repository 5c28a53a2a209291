"""Import and export in the admin: one mixin for every model that has a resource.

    class PlaceAdmin(ExchangeAdmin, RegistryAdmin):
        resource_classes = [PlaceResource]

The pages are ours rather than those of django-import-export: one file field that finds out the
format by itself, a table of what to correct, counts before the confirmation, no inline script.
"""

from django.contrib.admin.views.main import IGNORED_PARAMS, PAGE_VAR, SEARCH_VAR
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from import_export.admin import ImportExportMixin

from rss_registry.exchange import jobs
from rss_registry.exchange.exports import XLSX, blank_template, export_file
from rss_registry.exchange.forms import ExportFileForm
from rss_registry.exchange.uploads import bounded
from rss_registry.file_imports import FileImport, page_of
from rss_registry.table_import import TableImport
from rss_registry.tabular import MAX_COLUMNS, TableError
from rss_registry.workbooks import MAX_BYTES

# What stands in the address of a list and chooses no row.
_NO_FILTERS = {PAGE_VAR, "e", "_changelist_filters"}


class ExchangeAdmin(ImportExportMixin):
    # Where rows come in by pages of their own, the table only leaves.
    takes_files = True
    # What the worker may be asked for, by the name under which it is.
    file_imports: dict[str, type[FileImport]] = {"table": TableImport}
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
            path("import/suivi/<slug:job>/", view(self.import_job_view), name=f"{name}import_job"),
            *inherited,
        ]

    def has_import_permission(self, request):
        may_write = self.has_add_permission(request) and self.has_change_permission(request)
        return self.takes_files and may_write

    def has_export_permission(self, request):
        return self.has_view_permission(request)

    # -- import --------------------------------------------------------------------------------

    def import_action(self, request, **kwargs):
        self._allow(self.has_import_permission(request))
        return self._file_import("table").receive(request)

    @method_decorator(require_POST)
    def process_import(self, request, **kwargs):
        self._allow(self.has_import_permission(request))
        return self._file_import("table").decide(request)

    def import_job_view(self, request, job):
        """An import that takes long, for whoever sent the file: how far it is, or what it came to."""
        self._allow(self.has_import_permission(request))
        job = jobs.job_of(request.user, job)
        if job is None or job.model != self.opts.label_lower:
            raise Http404
        if request.method == "POST":
            jobs.stop(job)
            return redirect(page_of(job))
        return self._file_import(job.kind).follow(request, job)

    def _file_import(self, kind):
        return self.file_imports[kind](self)

    def template_action(self, request, number):
        """The blank workbook of one of the resources."""
        self._allow(self.has_import_permission(request))
        self._allow(number < len(self.resource_classes))
        resource = self.resource_classes[number](user=request.user)
        return download(blank_template(resource), XLSX, f"{resource.file_name}-modele.xlsx")

    def import_page(self, request, form, **extra):
        context = {
            **self.admin_site.each_context(request),
            "title": _("Importer : %(what)s") % {"what": self.opts.verbose_name_plural},
            "opts": self.opts,
            "form": form,
            "tables": list(enumerate(self.resource_classes)),
            "max_megabytes": MAX_BYTES // (1024 * 1024),
            "max_columns": MAX_COLUMNS,
            **extra,
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, self.import_template_name, context)

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


def download(data, content_type, file_name):
    response = HttpResponse(data, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{file_name}"'
    return response
