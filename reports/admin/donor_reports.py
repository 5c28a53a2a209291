"""Reports in preparation: what is missing, what the team writes, and the document."""

from django.contrib import admin
from django.http import HttpResponseRedirect
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisations.admin.history import ScopedHistoryAdmin
from organisations.admin.kept_lists import KeptLists
from organisations.models import Organisation
from organisations.permissions import coordinates
from reports.admin.donor_pages import DonorReportPages, fill_in_address
from reports.documents.donor_report.build import scope_name
from reports.forms.donor_templates import DonorReportForm
from reports.models import DonorReport, DonorTemplate
from reports.permissions import RULES, agreements_to_report_on, subjects_to_report_on
from rss_registry.admin_menu import Group
from rss_registry.dates import span_text


@admin.register(DonorReport)
class DonorReportAdmin(DonorReportPages, KeptLists, ScopedHistoryAdmin):
    index_rank = 20
    rules = RULES[DonorReport]
    menu_group = Group.REPORTS
    form = DonorReportForm
    list_display = ["template_column", "scope_column", "period_column", "organisation", "updated_at"]
    list_display_links = None
    list_select_related = ["template", "programme", "agreement", "subject", "organisation"]
    list_filter = ["template", "organisation"]
    search_fields = ["template__name_fr", "programme__name_fr", "agreement__reference", "subject__name_fr"]
    date_hierarchy = "ends_on"
    autocomplete_fields = ["programme", "agreement", "subject", "organisation"]

    # -- the form ------------------------------------------------------------------

    def get_fieldsets(self, request, obj=None):
        about = {
            "fields": ["programme", "agreement", "subject"],
            "description": _("Un seul des trois."),
        }
        whose = ["organisation"] if coordinates(request.user) else []
        return [
            (None, {"fields": ["template", ("starts_on", "ends_on"), *whose]}),
            (_("Sur quoi porte le rapport"), about),
        ]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        offered = {
            "template": DonorTemplate.objects.filter(is_active=True),
            "agreement": agreements_to_report_on(request.user),
            "subject": subjects_to_report_on(request.user),
            "organisation": Organisation.objects.active(),
        }
        if db_field.name in offered:
            kwargs["queryset"] = offered[db_field.name]
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_autocomplete_fields(self, request):
        """An officer has few agreements and committees to choose from: they are all in sight."""
        return self.autocomplete_fields if coordinates(request.user) else ["programme"]

    def get_readonly_fields(self, request, obj=None):
        """The form of a report stays: what was written answers its questions."""
        return ["template"] if obj else []

    def get_changeform_initial_data(self, request):
        return {"organisation": request.user.organisation_id, **super().get_changeform_initial_data(request)}

    def save_model(self, request, obj, form, change):
        if not change and not coordinates(request.user):
            obj.organisation_id = request.user.organisation_id
        super().save_model(request, obj, form, change)

    def response_add(self, request, obj, post_url_continue=None):
        return HttpResponseRedirect(fill_in_address(obj))

    def response_post_save_change(self, request, obj):
        return HttpResponseRedirect(fill_in_address(obj))

    # -- the list ------------------------------------------------------------------

    @admin.display(description=gettext_lazy("modèle"), ordering="template__name_fr")
    def template_column(self, obj):
        """The way to the parts, where the work is done."""
        return format_html('<a href="{}">{}</a>', fill_in_address(obj), obj.template.name)

    @admin.display(description=gettext_lazy("porte sur"))
    def scope_column(self, obj):
        return scope_name(obj)

    @admin.display(description=gettext_lazy("période"), ordering="ends_on")
    def period_column(self, obj):
        return span_text(obj.starts_on, obj.ends_on)
