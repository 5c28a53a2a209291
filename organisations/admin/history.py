"""Past versions of a record: read within the same rules, never written back."""

from dataclasses import replace

from django.contrib.admin.utils import display_for_field, unquote
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import FileField
from django.http import HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from simple_history.admin import SimpleHistoryAdmin
from simple_history.template_utils import HistoricalRecordContextHelper

from organisations.admin.scoped import ScopedAdmin


def is_translated(model, name: str) -> bool:
    """Whether the column only mirrors those of each language."""
    return any(field.name == f"{name}_fr" for field in model._meta.concrete_fields)


class ReadableChanges(HistoricalRecordContextHelper):
    """What a version changed, each fact once and in the words of the form."""

    def context_for_delta_changes(self, delta):
        changes = [
            change
            for change in delta.changes
            if not is_translated(self.model, change.field)
            and not getattr(self.model._meta.get_field(change.field), "auto_now", False)
        ]
        return super().context_for_delta_changes(replace(delta, changes=changes))

    def prepare_delta_change_value(self, change, value):
        field = self.model._meta.get_field(change.field)
        if isinstance(field, FileField):
            return _("un fichier") if value else "–"
        if field.is_relation:
            return super().prepare_delta_change_value(change, value) or "–"
        return display_for_field(value, field, "–")


class ScopedHistoryAdmin(ScopedAdmin, SimpleHistoryAdmin):
    """Model admin of a tracked model."""

    # What may be copied into the history names no participant.
    on_device = True

    object_history_list_template = "admin/history_list.html"

    def revert_disabled(self, request, obj=None):
        """Always: an old version may be « publié » or another organisation's, and no rule would ask."""
        return True

    def history_view(self, request, object_id, extra_context=None):
        if self.get_object(request, unquote(object_id)) is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        return super().history_view(request, object_id, extra_context)

    def history_form_view(self, request, object_id, version_id, extra_context=None):
        """One past version, to read."""
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        row = self.get_object(request, unquote(object_id))
        if row is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        record = get_object_or_404(self.model.history.model, pk=version_id, **{self.opts.pk.attname: row.pk})
        context = {
            **self.admin_site.each_context(request),
            "title": _("Version enregistrée de : %(row)s") % {"row": row},
            "opts": self.opts,
            "original": row,
            "record": record,
            "values": self._values_of(record),
        }
        return render(request, "admin/history_version.html", context)

    def get_historical_record_context_helper(self, request, historical_record):
        return ReadableChanges(self.model, historical_record)

    def _values_of(self, record):
        """(label, text) of each column that a reader knows."""
        return [
            (field.verbose_name, self._text_of(record, field))
            for field in self.opts.concrete_fields
            if not field.primary_key and not is_translated(self.model, field.name)
        ]

    def _text_of(self, record, field):
        if field.is_relation:
            try:
                return getattr(record, field.name) or self.get_empty_value_display()
            except ObjectDoesNotExist:
                return _("n° %(key)s, supprimé depuis") % {"key": getattr(record, field.attname)}
        if isinstance(field, FileField):
            # The name of a stored file is a random one.
            return _("un fichier") if getattr(record, field.name) else self.get_empty_value_display()
        return display_for_field(getattr(record, field.name), field, self.get_empty_value_display())
