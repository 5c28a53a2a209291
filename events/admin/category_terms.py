"""What sources call the categories of participants: coordinators say which category each is."""

from django.contrib import admin, messages
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from events.models import CategoryTerm
from events.permissions import RULES
from events.services.category_terms import classify
from organisations.admin.scoped import ScopedAdmin
from rss_registry.admin_menu import Group


class DecidedFilter(admin.SimpleListFilter):
    title = _("décision")
    parameter_name = "decided"

    def lookups(self, request, model_admin):
        return [("no", _("à classer")), ("yes", _("classées"))]

    def queryset(self, request, queryset):
        match self.value():
            case "no":
                return queryset.filter(category="")
            case "yes":
                return queryset.exclude(category="")
        return queryset


@admin.register(CategoryTerm)
class CategoryTermAdmin(ScopedAdmin):
    index_rank = 9
    rules = RULES[CategoryTerm]
    menu_group = Group.VOCABULARY
    list_display = ["words", "category"]
    list_editable = ["category"]
    list_filter = [DecidedFilter, "category"]
    search_fields = ["words", "key"]
    readonly_fields = ["words"]
    fields = ["words", "category"]

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if kept := classify(term=obj):
            sentence = ngettext(
                "« %(words)s » : %(count)d ligne reste en mots, sa fiche compte déjà cette catégorie.",
                "« %(words)s » : %(count)d lignes restent en mots, leur fiche compte déjà cette catégorie.",
                kept,
            )
            self.message_user(request, sentence % {"words": obj.words, "count": kept}, messages.WARNING)
