"""Series of events, and totals that several events share."""

from django.contrib import admin
from django.db.models import Count
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from events.admin.inlines import HeadcountInline
from events.admin.planning import PlanningPage
from events.forms.series import HeadcountGroupForm, SeriesForm
from events.models import HeadcountGroup, Series
from events.permissions import RULES
from organisations.admin.history import ScopedHistoryAdmin
from organisations.admin.kept_lists import KeptLists
from organisations.admin.scoped import ScopedAdmin
from rss_registry.admin_menu import Group


@admin.register(Series)
class SeriesAdmin(PlanningPage, KeptLists, ScopedHistoryAdmin):
    index_rank = 2
    rules = RULES[Series]
    menu_group = Group.EVENTS
    form = SeriesForm
    list_display = ["title_column", "programme", "organisation", "planned_number", "events_link"]
    list_select_related = ["programme", "organisation"]
    list_filter = ["programme", "organisation"]
    ordering = ["title_fr"]
    search_fields = ["title_fr", "title_en"]
    autocomplete_fields = ["programme", "organisation", "planned_places"]
    readonly_fields = ["slug", "events_link"]

    def get_fieldsets(self, request, obj=None):
        facts = [
            "title_fr",
            ("programme", "organisation"),
            "planned_number",
            "planned_places",
            "description_fr",
            "final_output_fr",
        ]
        return [
            (None, {"fields": [*facts, "slug", "events_link"] if obj else facts}),
            (
                _("Version anglaise"),
                {"fields": ["title_en", "description_en", "final_output_en"], "classes": ["collapse"]},
            ),
        ]

    @admin.display(description=_("titre"), ordering="title_fr")
    def title_column(self, obj):
        return obj.title

    @admin.display(description=_("événements"))
    def events_link(self, obj):
        address = reverse("admin:events_event_changelist")
        return format_html(
            '<a href="{}?series__id__exact={}">{}</a>', address, str(obj.pk), _("voir ses événements")
        )


@admin.register(HeadcountGroup)
class HeadcountGroupAdmin(ScopedAdmin):
    on_device = True
    index_rank = 4
    rules = RULES[HeadcountGroup]
    menu_group = Group.EVENTS
    form = HeadcountGroupForm
    list_display = ["label_column", "events_column"]
    search_fields = ["label_fr"]
    autocomplete_fields = ["events"]
    inlines = [HeadcountInline]
    fields = ["label_fr", "events", "label_en"]

    def with_columns(self, rows):
        return rows.annotate(events_count=Count("events"))

    @admin.display(description=_("libellé"), ordering="label_fr")
    def label_column(self, obj):
        return str(obj)

    @admin.display(description=_("événements"), ordering="events_count")
    def events_column(self, obj):
        return obj.events_count
