"""Import of one of the tables of an admin."""

from types import SimpleNamespace

from django.db import transaction
from django.urls import reverse

from rss_registry.exchange.forms import ImportFileForm
from rss_registry.exchange.imports import carry_out, examine
from rss_registry.exchange.uploads import read_table
from rss_registry.file_imports import FileImport


class TableImport(FileImport):
    """One of the tables of an admin."""

    kind = "table"

    def address(self):
        return self._named("import")

    def done_address(self):
        return self._named("changelist")

    def form(self, initial=None, **sent):
        initial = {"resource": 0, **(initial or {})}
        return ImportFileForm(self.admin.resource_classes, initial=initial, **sent)

    def asked(self, form):
        return {"resource": form.cleaned_data["resource"]}

    def read(self, data):
        return read_table(data)

    def work(self, asked, content):
        return len(content.records) / self._class(asked).lines_at_once

    def examine(self, user, asked, content):
        return examine(self._class(asked)(user=user), content)

    def carry_out(self, user, asked, content, expected):
        with transaction.atomic():
            report, result = carry_out(self._class(asked)(user=user), content, expected=expected)
            if result is not None:
                self.admin.generate_log_entries(result, SimpleNamespace(user=user))
        return report, result is not None

    def show(self, request, form, **extra):
        return self.admin.import_page(request, form, **extra)

    def _class(self, asked):
        return self.admin.resource_classes[asked["resource"]]

    def _named(self, page):
        opts = self.admin.opts
        return reverse(f"{self.admin.admin_site.name}:{opts.app_label}_{opts.model_name}_{page}")
