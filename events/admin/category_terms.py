"""What sources call the categories of participants: coordinators say which category each is."""

from django.contrib import admin, messages
from django.db import transaction
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from events.enums import Category
from events.models import CategoryTerm
from events.permissions import RULES
from events.services.category_terms import classify, events_saying
from events.services.correcting import correcting
from organisations.admin.kept_lists import KeptLists
from organisations.admin.scoped import ScopedAdmin
from organisations.permissions import coordinates
from rss_registry.admin_menu import Group

# Read beside the corrections of the events that say these words.
_REASON = _("Catégories de la source rangées dans la liste : les personnes et leur nombre sont les mêmes.")
_MOST_RECORDS = 8


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
class CategoryTermAdmin(KeptLists, ScopedAdmin):
    on_device = True
    index_rank = 9
    rules = RULES[CategoryTerm]
    menu_group = Group.VOCABULARY
    list_display = ["words", "category_column"]
    list_filter = [DecidedFilter, "category"]
    search_fields = ["words", "key"]
    readonly_fields = ["words", "records"]
    fields = ["words", "category"]

    def get_fields(self, request, obj=None):
        """With the records, of whatever organisation, for those who read them all."""
        return [*self.fields, "records"] if coordinates(request.user) else self.fields

    @admin.display(description=_("fiches qui le disent"), empty_value="–")
    def records(self, term):
        events = events_saying(term).order_by("-pk")[:_MOST_RECORDS]
        links = ((reverse("admin:events_event_change", args=[event.pk]), event) for event in events)
        return format_html_join(mark_safe("<br>"), '<a href="{}">{}</a>', links)

    @admin.display(description=_("catégorie"), ordering="category", empty_value=_("à classer"))
    def category_column(self, obj):
        return obj.get_category_display() if obj.category else None

    def get_actions(self, request):
        """One for each category: several words are classified at once."""
        actions = super().get_actions(request)
        if not coordinates(request.user):
            return actions
        for code, label in Category.listed():
            name = f"classify_as_{code}"
            actions[name] = (_classifying(code), name, _("Classer comme « %(label)s »") % {"label": label})
        return actions

    def changeform_view(self, request, *args, **kwargs):
        # Around the whole: what was changed is published with its commit.
        with correcting(str(_REASON)):
            return super().changeform_view(request, *args, **kwargs)

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        self.apply(request, obj)

    def apply(self, request, obj):
        """Classify what is stored, and say what stays as it is."""
        if kept := classify(term=obj):
            sentence = ngettext(
                "« %(words)s » : %(count)d ligne reste en mots, sa fiche compte déjà cette catégorie.",
                "« %(words)s » : %(count)d lignes restent en mots, leur fiche compte déjà cette catégorie.",
                kept,
            )
            self.message_user(request, sentence % {"words": obj.words, "count": kept}, messages.WARNING)


def _classifying(code):
    def classify_chosen(model_admin, request, queryset):
        with correcting(str(_REASON)), transaction.atomic():
            for term in queryset:
                term.category = code
                model_admin.log_change(request, term, [{"changed": {"fields": ["category"]}}])
                term.save()
                model_admin.apply(request, term)
        model_admin.message_user(request, _("Classé : ces mots sont compris ainsi, ici et à la saisie."))

    return classify_chosen
