"""Recommendations and what became of them."""

from django.contrib import admin
from django.contrib.admin import EmptyFieldListFilter
from django.db.models import TextField
from django.forms import Textarea
from django.utils.translation import gettext_lazy as _

from events.admin.filters import FollowUpFilter
from events.admin.joining import Joining
from events.enums import FollowUpStatus
from events.models import FollowUp, Recommendation
from events.permissions import RULES
from events.services.search_text import index_event
from organisations.admin.history import ScopedHistoryAdmin
from organisations.admin.kept_lists import KeptLists
from organisations.admin.scoped import StackedPart
from rss_registry.admin_menu import Group


class FollowUpInline(StackedPart):
    model = FollowUp
    fields = [("day", "status"), "note_fr", "source", "note_en"]
    autocomplete_fields = ["source"]
    formfield_overrides = {TextField: {"widget": Textarea(attrs={"rows": 3})}}

    def get_extra(self, request, obj=None, **kwargs):
        return 0 if obj and obj.follow_ups.exists() else 1


@admin.register(Recommendation)
class RecommendationAdmin(Joining, KeptLists, ScopedHistoryAdmin):
    index_rank = 3
    rules = RULES[Recommendation]
    menu_group = Group.EVENTS
    list_display = [
        "__str__",
        "addressee_column",
        "theme",
        "due_on",
        "follow_up_column",
        "event",
        "joined_column",
    ]
    list_select_related = ["event", "addressee", "theme", "same_as"]
    list_filter = [FollowUpFilter, "kind", "theme", "addressee", ("same_as", EmptyFieldListFilter)]
    linked_lookups = ("event",)
    search_fields = ["text_fr", "addressee_text_fr", "addressee__name_fr", "addressee__acronym"]
    date_hierarchy = "due_on"
    autocomplete_fields = ["event", "addressee", "theme"]
    readonly_fields = ["same_as"]
    inlines = [FollowUpInline]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "event",
                    "text_fr",
                    ("addressee", "addressee_text_fr"),
                    ("kind", "theme"),
                    ("due_on", "position"),
                    "same_as",
                ]
            },
        ),
        (_("Version anglaise"), {"fields": ["text_en", "addressee_text_en"], "classes": ["collapse"]}),
    ]

    def with_columns(self, rows):
        return rows.with_status()

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        index_event(event=form.instance.event)

    def delete_model(self, request, obj):
        event = obj.event
        super().delete_model(request, obj)
        index_event(event=event)

    @admin.display(description=_("destinataire"))
    def addressee_column(self, obj):
        return obj.addressee or obj.addressee_text

    @admin.display(description=_("suite"), ordering="status")
    def follow_up_column(self, obj):
        return FollowUpStatus(obj.status).label
