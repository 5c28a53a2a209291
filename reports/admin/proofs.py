"""The documents that were produced: read by coordinators, changed by nobody."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from organisations.admin.kept_lists import KeptLists
from organisations.admin.scoped import ScopedAdmin
from reports.documents.kinds import kind_named
from reports.models import DocumentProof
from reports.permissions import RULES
from reports.services import codes
from reports.services.kinds import ProofFigure
from rss_registry.admin_menu import Group


@admin.register(DocumentProof)
class DocumentProofAdmin(KeptLists, ScopedAdmin):
    rules = RULES[DocumentProof]
    menu_group = Group.REPORTS
    index_rank = 22
    list_display = ["printed_code", "label", "language", "as_of", "created_at", "is_public"]
    list_filter = ["language", "is_public", "created_at"]
    search_fields = ["code"]
    search_help_text = _("Le code imprimé, ou son début.")
    fields = [
        "printed_code",
        "label",
        "language",
        "parameters",
        "as_of",
        "definitions",
        "is_public",
        "created_at",
        "printed_figures",
        "produced_files",
    ]

    def get_search_results(self, request, queryset, search_term):
        return queryset.filter(code__startswith=codes.normalised(search_term)), False

    def public_address(self, obj):
        return reverse("reports:verification", args=[codes.printed(obj.code)])

    @admin.display(description=_("code"), ordering="code")
    def printed_code(self, obj):
        return codes.printed(obj.code)

    @admin.display(description=_("sorte de document"), ordering="kind")
    def label(self, obj):
        return kind_named(obj.kind).label

    @admin.display(description=_("chiffres"))
    def printed_figures(self, obj):
        """As the document printed them: what was protected is not here either."""
        figures = [ProofFigure(**figure) for figure in obj.figures]
        rows = format_html_join("", "<li>{} : {}</li>", ((figure.label, figure.text) for figure in figures))
        return format_html("<ul>{}</ul>", rows) if figures else "–"

    @admin.display(description=_("fichiers (SHA-256)"))
    def produced_files(self, obj):
        return format_html_join("", "<p><code>{}</code></p>", ((file.sha256,) for file in obj.files.all()))
