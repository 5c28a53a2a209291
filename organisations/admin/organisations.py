"""Organisations."""

from contextlib import suppress

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from organisations.admin.filters import ActiveFilter
from organisations.admin.history import ScopedHistoryAdmin
from organisations.admin.inlines import AffiliationInline, MemberInline, OrganisationAliasInline
from organisations.admin.kept_lists import KeptLists
from organisations.admin.logos import Logos
from organisations.admin.merging import MergePages
from organisations.forms.records import OrganisationForm
from organisations.models import Organisation
from organisations.permissions import RULES
from organisations.resources import MembershipResource, OrganisationResource
from rss_registry.admin_menu import Group
from rss_registry.edtf import parse
from rss_registry.exchange_admin import ExchangeAdmin
from rss_registry.words_of_dates import understand


@admin.register(Organisation)
class OrganisationAdmin(Logos, MergePages, ExchangeAdmin, KeptLists, ScopedHistoryAdmin):
    resource_classes = [OrganisationResource, MembershipResource]
    index_rank = 10
    rules = RULES[Organisation]
    menu_group = Group.BODIES
    form = OrganisationForm
    list_display = ["name_column", "acronym", "kind", "place", "period", "events_link"]
    list_select_related = ["place"]
    list_filter = ["kind", ActiveFilter, "place"]
    ordering = ["name_fr"]
    search_fields = ["name_fr", "name_en", "acronym", "aliases__name"]
    search_help_text = _("Nom, sigle ou autre nom, sans souci des accents.")
    autocomplete_fields = ["parent", "place"]
    readonly_fields = ["slug", "events_link", "logo_link"]
    inlines = [OrganisationAliasInline, AffiliationInline, MemberInline]

    def get_fieldsets(self, request, obj=None):
        logo = "logo" if self.has_change_permission(request, obj) else "logo_link"
        facts = ["name_fr", "acronym", "kind", "place", "parent", "website", "description_fr", logo]
        return [
            (None, {"fields": [*facts, "slug", "events_link"] if obj else facts}),
            (
                _("Période d’activité"),
                {"fields": [("active_from", "active_to")], "classes": ["collapse"]},
            ),
            (
                _("Comité consultatif de sécurité (CCS)"),
                {
                    "fields": [("ccs_level", "ccs_installed_on")],
                    "classes": ["collapse"],
                    "description": _("Seulement pour un CCS ; son lieu ci-dessus est son ressort."),
                },
            ),
            (_("Version anglaise"), {"fields": ["name_en", "description_en"], "classes": ["collapse"]}),
        ]

    def get_search_results(self, request, queryset, search_term):
        """While one types in an event's form, `on` says when it is: only who existed then is offered."""
        if (day := _first_day(request.GET.get("on", ""))) is not None:
            queryset = queryset.active(day)
        return super().get_search_results(request, queryset, search_term)

    def choice_label(self, row):
        return row.full_name

    def save_model(self, request, obj, form, change):
        if not change:
            obj.created_by = request.user
        super().save_model(request, obj, form, change)

    @admin.display(description=_("nom"), ordering="name_fr")
    def name_column(self, obj):
        return obj.name

    @admin.display(description=_("période d’activité"), ordering="active_to")
    def period(self, obj):
        if obj.active_to:
            return _("jusqu’au %(day)s") % {"day": obj.active_to.strftime("%d/%m/%Y")}
        if obj.active_from:
            return _("depuis le %(day)s") % {"day": obj.active_from.strftime("%d/%m/%Y")}
        return ""

    @admin.display(description=_("événements"))
    def events_link(self, obj):
        address = reverse("admin:events_event_changelist")
        return format_html(
            '<a href="{}?roles__organisation__id__exact={}">{}</a>',
            address,
            str(obj.pk),
            _("voir ses événements"),
        )


def _first_day(words):
    """None too while the words are not understood yet."""
    with suppress(ValidationError):
        return parse(understand(words).edtf).bounds()[0]
