"""Themes, languages, the national strategy, legal references and public figures."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from events.forms.series import ThemeForm
from events.models import Language, LegalReference, Person, PersonAlias, StrategyElement, Theme
from events.permissions import RULES
from organisations.admin.kept_lists import KeptLists
from organisations.admin.merging import MergePages
from organisations.admin.scoped import ScopedAdmin, TabularPart
from rss_registry.admin_menu import Group


@admin.register(Theme)
class ThemeAdmin(ScopedAdmin):
    on_device = True
    rules = RULES[Theme]
    menu_group = Group.VOCABULARY
    form = ThemeForm
    list_display = ["name_fr", "name_en"]
    ordering = ["name_fr"]
    search_fields = ["name_fr", "name_en"]
    fields = ["name_fr", "name_en"]


@admin.register(Language)
class LanguageAdmin(ScopedAdmin):
    rules = RULES[Language]
    menu_group = Group.VOCABULARY
    list_display = ["name_fr", "name_en", "code"]
    ordering = ["name_fr"]
    search_fields = ["name_fr", "name_en", "code"]
    fields = ["name_fr", "code", "name_en"]


@admin.register(StrategyElement)
class StrategyElementAdmin(KeptLists, ScopedAdmin):
    on_device = True
    rules = RULES[StrategyElement]
    menu_group = Group.VOCABULARY
    list_display = ["name_fr", "parent", "position", "code"]
    list_select_related = ["parent"]
    list_filter = ["parent"]
    search_fields = ["name_fr", "name_en", "code"]
    autocomplete_fields = ["parent"]
    fields = ["name_fr", "code", ("parent", "position"), "name_en"]
    prepopulated_fields = {"code": ["name_fr"]}


@admin.register(LegalReference)
class LegalReferenceAdmin(ScopedAdmin):
    on_device = True
    rules = RULES[LegalReference]
    menu_group = Group.VOCABULARY
    list_display = ["name_fr", "code", "url"]
    ordering = ["name_fr"]
    search_fields = ["name_fr", "name_en", "code"]
    fields = ["name_fr", "code", "url", "name_en"]
    prepopulated_fields = {"code": ["name_fr"]}


class PersonAliasInline(TabularPart):
    model = PersonAlias
    fields = ["name"]
    verbose_name_plural = _("autres graphies : comme d’autres sources écrivent ce nom")


@admin.register(Person)
class PersonAdmin(MergePages, ScopedAdmin):
    on_device = True
    index_rank = 8
    rules = RULES[Person]
    menu_group = Group.VOCABULARY
    list_display = ["name", "note"]
    search_fields = ["name", "note", "aliases__name"]
    inlines = [PersonAliasInline]
    fieldsets = [
        (
            None,
            {
                "fields": ["name", "note"],
                "description": _("Personnalités publiques seulement ; jamais un participant."),
            },
        )
    ]

    def choice_label(self, row):
        return f"{row.name} ({row.note})" if row.note else row.name
