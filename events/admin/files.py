"""Files of an event for its staff: the public addresses serve only what is public."""

from dataclasses import dataclass
from pathlib import PurePath

from django.contrib import admin, messages
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.models import Document, Photo
from rss_registry.held_files import HeldFileInput

_FILES = {"document": (Document, "file"), "photo": (Photo, "image")}


@dataclass(frozen=True)
class StaffFile:
    """A stored file under its address in the admin."""

    row: Document | Photo

    @property
    def url(self):
        return reverse(
            "admin:events_event_file", args=[self.row.event_id, self.row._meta.model_name, self.row.pk]
        )

    def __str__(self):
        return _("ouvrir le fichier")


class StoredFileInput(HeldFileInput):
    """A file field that links to the file through the rules, not through the storage."""

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        if context["widget"]["is_initial"]:
            context["widget"]["value"] = StaffFile(value.instance)
        return context


class FileRows:
    """An inline of files: the field where it can be changed, a link where it can only be read."""

    file_field = "file"

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == self.file_field:
            kwargs["widget"] = StoredFileInput
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_fields(self, request, obj=None):
        if self.has_change_permission(request, obj):
            return self.fields
        return [("file_link" if name == self.file_field else name) for name in self.fields]

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), "file_link"]

    @admin.display(description=gettext_lazy("fichier"))
    def file_link(self, row):
        if not row.pk or not getattr(row, self.file_field):
            return ""
        return format_html('<a href="{}">{}</a>', StaffFile(row).url, StaffFile(row))


class EventFiles:
    """The address of an event's documents and photos inside the admin."""

    def save_formset(self, request, form, formset, change):
        super().save_formset(request, form, formset, change)
        for row in formset.forms:
            for notice in getattr(row, "notices", ()):
                self.message_user(request, notice, messages.WARNING)

    def file_view(self, request, object_id, kind, file_id):
        """One file, to whoever may see the event; as a download, so that nothing runs in the page."""
        event = self.get_object(request, object_id)
        if event is None or kind not in _FILES:
            raise Http404
        model, field = _FILES[kind]
        row = get_object_or_404(model, pk=file_id, event=event)
        stored = getattr(row, field)
        if not stored:
            raise Http404
        name = f"{event.reference or event.pk}-{kind}-{row.pk}{PurePath(stored.name).suffix}"
        try:
            return FileResponse(stored.open(), as_attachment=True, filename=name)
        except FileNotFoundError as missing:
            raise Http404 from missing
