"""Sources."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from organisations.admin.kept_lists import KeptLists
from organisations.admin.scoped import ScopedAdmin
from organisations.forms.records import SourceForm
from organisations.models import Source
from organisations.permissions import RULES
from rss_registry.admin_menu import Group
from rss_registry.written_dates import when_text


@admin.register(Source)
class SourceAdmin(KeptLists, ScopedAdmin):
    on_device = True
    index_rank = 14
    rules = RULES[Source]
    menu_group = Group.EVENTS
    form = SourceForm
    list_display = ["title", "kind", "publisher", "author", "published_text", "language"]
    list_filter = ["kind", "language", "publisher_organisation"]
    search_fields = ["title", "publisher", "author", "url"]
    date_hierarchy = "published_on"
    autocomplete_fields = ["publisher_organisation"]
    fieldsets = [
        (None, {"fields": ["title", "kind", "url", ("publisher", "author"), ("published_when", "language")]}),
        (
            _("Précisions"),
            {"fields": ["publisher_organisation", "archived_url", "note"], "classes": ["collapse"]},
        ),
    ]

    @admin.display(description=_("parution"), ordering="published_on", empty_value="–")
    def published_text(self, row):
        return when_text(row.published)

    def choice_label(self, row):
        said = [row.publisher, when_text(row.published)]
        details = ", ".join(part for part in said if part)
        return f"{row.title} – {details}" if details else row.title
