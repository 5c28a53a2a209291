"""Programmes and the agreements that pay for them."""

from django.contrib import admin, messages
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from organisations.admin.filters import SharedReferenceFilter
from organisations.admin.history import ScopedHistoryAdmin
from organisations.admin.inlines import (
    AgreementInline,
    IndicatorInline,
    PartnerInline,
    PhaseInline,
    ProgrammeAliasInline,
    ProgrammeClaimInline,
)
from organisations.admin.kept_lists import KeptLists
from organisations.admin.merging import MergePages
from organisations.admin.proposals import ProposalsAdmin
from organisations.forms.records import GrantAgreementForm, ProgrammeForm
from organisations.models import GrantAgreement, Indicator, Organisation, Programme
from organisations.permissions import RULES, coordinates, editable_by
from organisations.resources import AgreementResource, ProgrammeClaimResource, ProgrammeResource
from rss_registry.admin_menu import Group
from rss_registry.exchange_admin import ExchangeAdmin


@admin.register(Programme)
class ProgrammeAdmin(MergePages, ExchangeAdmin, KeptLists, ScopedHistoryAdmin):
    resource_classes = [ProgrammeResource, ProgrammeClaimResource]
    index_rank = 11
    rules = RULES[Programme]
    menu_group = Group.BODIES
    form = ProgrammeForm
    list_display = ["name_column", "acronym", "starts_on", "ends_on", "agreements_link", "events_link"]
    list_filter = ["organisations"]
    ordering = ["name_fr"]
    search_fields = ["name_fr", "name_en", "acronym", "aliases__name"]
    readonly_fields = ["slug", "agreements_link", "events_link"]
    inlines = [
        PartnerInline,
        PhaseInline,
        AgreementInline,
        IndicatorInline,
        ProgrammeClaimInline,
        ProgrammeAliasInline,
    ]

    def choices(self, request, db_field):
        """An indicator is added to programmes that one may correct."""
        rows = super().choices(request, db_field)
        return editable_by(request.user, rows) if db_field.model is Indicator else rows

    def get_fieldsets(self, request, obj=None):
        facts = ["name_fr", "acronym", ("starts_on", "ends_on", "period_precision"), "description_fr"]
        return [
            (None, {"fields": [*facts, "slug", "agreements_link", "events_link"] if obj else facts}),
            (_("Budget"), {"fields": [("budget", "currency")], "classes": ["collapse"]}),
            (_("Version anglaise"), {"fields": ["name_en", "description_en"], "classes": ["collapse"]}),
        ]

    @admin.display(description=_("nom"), ordering="name_fr")
    def name_column(self, obj):
        return obj.name

    @admin.display(description=_("conventions"))
    def agreements_link(self, obj):
        address = reverse("admin:organisations_grantagreement_changelist")
        return format_html(
            '<a href="{}?programme__id__exact={}">{}</a>', address, str(obj.pk), _("voir ses conventions")
        )

    @admin.display(description=_("événements"))
    def events_link(self, obj):
        address = reverse("admin:events_event_changelist")
        return format_html(
            '<a href="{}?programmes__id__exact={}">{}</a>', address, str(obj.pk), _("voir ses événements")
        )


@admin.register(GrantAgreement)
class GrantAgreementAdmin(ProposalsAdmin, ExchangeAdmin, KeptLists, ScopedHistoryAdmin):
    resource_classes = [AgreementResource]
    index_rank = 12
    rules = RULES[GrantAgreement]
    menu_group = Group.BODIES
    form = GrantAgreementForm
    list_display = [
        "__str__",
        "funder",
        "recipient",
        "programme",
        "programme_accepted",
        "starts_on",
        "ends_on",
        "funder_disclosed",
    ]
    list_select_related = ["funder", "recipient", "programme"]
    list_filter = ["funder", "programme", "programme_accepted", "funder_disclosed", SharedReferenceFilter]
    search_fields = ["reference", "title_fr", "funder__name_fr", "funder__acronym", "programme__name_fr"]
    date_hierarchy = "starts_on"
    autocomplete_fields = ["funder", "intermediary", "programme"]
    readonly_fields = ["programme_state"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "reference",
                    "title_fr",
                    "funder",
                    "recipient",
                    "intermediary",
                    "programme",
                    "programme_state",
                ]
            },
        ),
        (
            _("Montant et durée"),
            {"fields": ["financing_kind", ("amount", "currency"), ("starts_on", "ends_on"), "audit_due_on"]},
        ),
        (_("Protection"), {"fields": ["funder_disclosed"]}),
        (_("Visibilité"), {"fields": ["shows_logos", "visibility_statement_fr"]}),
        (_("Version anglaise"), {"fields": ["title_en", "visibility_statement_en"], "classes": ["collapse"]}),
    ]

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if coordinates(request.user) and GrantAgreement.objects.of_several_holders().filter(pk=obj.pk):
            said = _(
                "Un autre titulaire a une convention de cette référence avec ce bailleur : est-ce la même ?"
            )
            self.message_user(request, said, messages.WARNING)

    def get_autocomplete_fields(self, request):
        return [*self.autocomplete_fields, *(["recipient"] if coordinates(request.user) else [])]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "recipient" and not coordinates(request.user):
            # An officer keeps the agreements of his own organisation, and gives none away.
            kwargs["queryset"] = Organisation.objects.filter(pk=request.user.organisation_id)
            kwargs["initial"] = request.user.organisation_id
            kwargs["required"] = True
            kwargs["empty_label"] = None
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
