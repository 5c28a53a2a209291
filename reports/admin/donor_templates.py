"""The forms of donors: their parts, what feeds each, and who asks for what."""

from django.contrib import admin
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisations.admin.history import ScopedHistoryAdmin
from organisations.admin.scoped import TabularPart
from reports.documents.donor_report.matrix import field_matrix
from reports.documents.donor_report.registry import fields_of
from reports.forms.donor_templates import DonorSectionForm, DonorTemplateForm, SectionFormSet
from reports.models import DonorSection, DonorTemplate
from reports.permissions import RULES
from rss_registry.admin_menu import Group


class SectionInline(TabularPart):
    """The parts in their order; what feeds one has a page of its own, where there is room for it."""

    model = DonorSection
    formset = SectionFormSet
    fields = ["position", "number", "title_fr", "is_required", "expects_text", "word_limit", "feeds"]
    readonly_fields = ["feeds"]

    @admin.display(description=gettext_lazy("alimentée par"))
    def feeds(self, obj):
        if obj.pk is None:
            return _("À choisir une fois la partie enregistrée.")
        labels = ", ".join(str(field.label) for field in fields_of(obj)) or _("le texte de l’équipe")
        address = reverse("admin:reports_donorsection_change", args=[obj.pk])
        return format_html(
            '{} <a href="{}">{}<span class="visually-hidden"> {}</span></a>',
            labels,
            address,
            _("régler"),
            obj,
        )


@admin.register(DonorTemplate)
class DonorTemplateAdmin(ScopedHistoryAdmin):
    index_rank = 21
    rules = RULES[DonorTemplate]
    menu_group = Group.REPORTS
    form = DonorTemplateForm
    change_list_template = "admin/reports/donortemplate/change_list.html"
    change_form_template = "admin/reports/donortemplate/change_form.html"
    list_display = ["name_column", "audience_column", "languages", "is_active", "preview_link"]
    list_filter = ["is_active", "languages"]
    ordering = ["name_fr"]
    search_fields = ["name_fr", "name_en", "audience_fr"]
    readonly_fields = ["slug"]
    inlines = [SectionInline]

    class Media:
        css = {"all": ["css/donor_reports.css"]}

    def get_fieldsets(self, request, obj=None):
        facts = ["name_fr", "audience_fr", ("languages", "is_active"), "origin_fr"]
        return [
            (None, {"fields": [*facts, "slug"] if obj else facts}),
            (
                _("Version anglaise"),
                {"fields": ["name_en", "audience_en", "origin_en"], "classes": ["collapse"]},
            ),
        ]

    @admin.display(description=gettext_lazy("nom"), ordering="name_fr")
    def name_column(self, obj):
        return obj.name

    @admin.display(description=gettext_lazy("pour qui"))
    def audience_column(self, obj):
        return obj.audience

    @admin.display(description=gettext_lazy("aperçu"))
    def preview_link(self, obj):
        address = reverse("admin:reports_donortemplate_preview", args=[obj.pk])
        return format_html(
            '<a href="{}">{}<span class="visually-hidden"> {}</span></a>', address, _("voir"), obj.name
        )

    # -- pages ---------------------------------------------------------------------

    def get_urls(self):
        view = self.admin_site.admin_view
        own = [
            path("champs/", view(self.matrix_view), name="reports_donortemplate_matrix"),
            path("<int:object_id>/apercu/", view(self.preview_view), name="reports_donortemplate_preview"),
        ]
        return own + super().get_urls()

    def matrix_view(self, request):
        """Which field of the register feeds which part of which form."""
        context = {
            **self.admin_site.each_context(request),
            "title": _("Champs du registre et parties des formulaires"),
            "opts": self.opts,
            "matrix": field_matrix(self.get_queryset(request)),
        }
        return render(request, "admin/reports/donortemplate/matrix.html", context)

    def preview_view(self, request, object_id):
        """The form as officers meet it, before anything is filled in."""
        template = self.get_object(request, object_id)
        if template is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, str(object_id))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Aperçu du formulaire"),
            "subtitle": template.name,
            "opts": self.opts,
            "original": template,
            "parts": [(section, fields_of(section)) for section in template.sections.all()],
        }
        return render(request, "admin/reports/donortemplate/preview.html", context)


@admin.register(DonorSection)
class DonorSectionAdmin(ScopedHistoryAdmin):
    rules = RULES[DonorSection]
    menu_group = Group.REPORTS
    form = DonorSectionForm
    list_display = ["__str__", "template"]
    list_select_related = ["template"]
    search_fields = ["number", "title_fr"]
    fieldsets = [
        (None, {"fields": ["number", "title_fr", "instruction_fr", "fed_by", "fixed_text_fr"]}),
        (gettext_lazy("Exigences"), {"fields": ["is_required", "expects_text", "word_limit"]}),
        (
            gettext_lazy("Version anglaise"),
            {"fields": ["title_en", "instruction_en", "fixed_text_en"], "classes": ["collapse"]},
        ),
    ]

    class Media:
        css = {"all": ["css/donor_reports.css"]}

    def has_module_permission(self, request):
        """Reached from its form: the first page of the admin has no line for it."""
        return False

    def response_post_save_change(self, request, obj):
        """Back to the form that it is a part of."""
        return HttpResponseRedirect(reverse("admin:reports_donortemplate_change", args=[obj.template_id]))
