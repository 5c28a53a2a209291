"""Indicators of programmes, each with the values that its team reports."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from organisations.admin.history import ScopedHistoryAdmin
from organisations.admin.inlines import ReadingInline
from organisations.admin.kept_lists import KeptLists
from organisations.forms.records import IndicatorForm
from organisations.models import Indicator
from organisations.permissions import RULES
from organisations.resources import IndicatorResource, ReadingResource
from rss_registry.admin_menu import Group
from rss_registry.exchange_admin import ExchangeAdmin


@admin.register(Indicator)
class IndicatorAdmin(ExchangeAdmin, KeptLists, ScopedHistoryAdmin):
    resource_classes = [IndicatorResource, ReadingResource]
    index_rank = 11
    rules = RULES[Indicator]
    menu_group = Group.BODIES
    form = IndicatorForm
    list_display = ["code", "label_column", "programme", "measure", "baseline", "target", "target_on"]
    list_display_links = ["code", "label_column"]
    list_select_related = ["programme"]
    list_filter = ["programme", "measure"]
    search_fields = ["code", "label_fr", "label_en", "programme__name_fr", "programme__acronym"]
    autocomplete_fields = ["source"]
    inlines = [ReadingInline]
    fieldsets = [
        (None, {"fields": ["programme", ("code", "position"), "label_fr", ("measure", "unit_fr")]}),
        (
            _("Départ et cible"),
            {"fields": ["direction", ("baseline", "baseline_on"), ("target", "target_on"), "source"]},
        ),
        (_("Version anglaise"), {"fields": ["label_en", "unit_en"], "classes": ["collapse"]}),
    ]

    @admin.display(description=_("indicateur"), ordering="label_fr")
    def label_column(self, obj):
        return obj.label
