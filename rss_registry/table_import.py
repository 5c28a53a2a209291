"""Import of one of the tables of an admin."""

from functools import partial

from django.db import transaction
from django.urls import reverse

from rss_registry.exchange.forms import ImportFileForm
from rss_registry.exchange.imports import carry_out, examine, part_of
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
        return examine(partial(self._laid_out, user, asked, content))

    def carry_out(self, user, asked, content, expected):
        with transaction.atomic():
            laid_out = partial(self._laid_out, user, asked, content)
            report, lines = carry_out(laid_out, expected=expected)
            self.log(user, lines)
        return report, bool(lines)

    def _laid_out(self, user, asked, content, previews):
        return [part_of(self._class(asked)(user, previews=previews), content)], []

    def show(self, request, form, report=None, **extra):
        # All that the one table does is all that the file does.
        shown = {"report": report.parts[0]} if report else {}
        return self.admin.import_page(request, form, **shown, **extra)

    def _class(self, asked):
        return self.admin.resource_classes[asked["resource"]]

    def _named(self, page):
        opts = self.admin.opts
        return reverse(f"{self.admin.admin_site.name}:{opts.app_label}_{opts.model_name}_{page}")
