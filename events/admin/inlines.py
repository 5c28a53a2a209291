"""Rows inside the form of an event."""

from django.contrib import admin
from django.db.models import TextField
from django.forms import Textarea
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from events.admin.files import FileRows
from events.enums import Basis, CountUnit
from events.forms.headcounts import HeadcountForm, HeadcountFormSet
from events.forms.parts import (
    DocumentForm,
    FigureForm,
    KnowledgeTestForm,
    KnowledgeTestFormSet,
    PhotoForm,
    RoleForm,
    RoleFormSet,
    SessionForm,
    SessionFormSet,
)
from events.models import (
    Document,
    EventClaim,
    EventFigure,
    EventPlace,
    EventRole,
    EventSource,
    Headcount,
    KnowledgeTest,
    Objective,
    Output,
    Photo,
    Recommendation,
    Session,
    StatusChange,
)
from organisations.admin.scoped import StackedPart, TabularPart
from organisations.forms.records import FollowedClaimFormSet
from rss_registry.forms import NumberedRowsFormSet

_LONGEST_WORDS = 160
_SHORT_TEXTS = {TextField: {"widget": Textarea(attrs={"rows": 2})}}


class FewEmptyRows:
    """Empty rows where there are none yet; afterwards one adds them."""

    empty_rows = 1

    def get_extra(self, request, obj=None, **kwargs):
        if request.method == "POST":
            # As many rows are made as were sent.
            return 0
        is_empty = obj is None or not self.model._default_manager.filter(event=obj).exists()
        return self.empty_rows if is_empty else 0


class PlaceInline(FewEmptyRows, TabularPart):
    model = EventPlace
    formset = NumberedRowsFormSet
    fields = ["place"]
    autocomplete_fields = ["place"]
    row_related = ("place",)
    verbose_name = _("lieu")
    verbose_name_plural = _("lieux : région, cercle ou commune")


class RoleInline(FewEmptyRows, TabularPart):
    model = EventRole
    form = RoleForm
    formset = RoleFormSet
    fields = ["organisation", "role", "financing_kind", "intermediary", "disclosed", "note_fr"]
    autocomplete_fields = ["organisation", "intermediary"]
    row_related = ("organisation",)
    empty_rows = 3
    verbose_name = _("rôle")
    verbose_name_plural = _("organisations et rôles : une ligne par rôle, y compris les bailleurs")

    def row_words(self, row):
        # The form names it, whether or not the public may know.
        return f"{row.organisation} ({row.get_role_display()})"


class FigureInline(FewEmptyRows, StackedPart):
    model = EventFigure
    form = FigureForm
    formset = NumberedRowsFormSet
    fields = [
        ("role", "person", "title_on_day_fr"),
        ("organisation", "represents_fr", "position"),
        "statement_fr",
    ]
    formfield_overrides = _SHORT_TEXTS
    autocomplete_fields = ["person", "organisation"]
    row_related = ("person",)
    verbose_name = _("personnalité")
    verbose_name_plural = _("présidence, intervenants, facilitateurs")


class HeadcountInline(TabularPart):
    model = Headcount
    form = HeadcountForm
    formset = HeadcountFormSet
    fields = ["sex", "number", "basis", "category", "age_band", "published_by_organiser", "source", "unit"]
    autocomplete_fields = ["source"]
    verbose_name = _("effectif")
    verbose_name_plural = _("effectifs : total, femmes, hommes, puis le détail s’il est connu")

    def row_words(self, row):
        said = [str(row)]
        if row.unit != CountUnit.PERSONS:
            said.append(row.get_unit_display())
        if row.basis == Basis.PLANNED:
            said.append(row.get_basis_display())
        return ", ".join(map(str, said))


class SessionInline(TabularPart):
    model = Session
    form = SessionForm
    formset = SessionFormSet
    fields = ["day", "half_day", "starts_at", "ends_at", "place", "title"]
    autocomplete_fields = ["place"]
    classes = ["collapse"]
    verbose_name_plural = _("séances, par demi-journée")

    def row_words(self, row):
        return " – ".join(filter(None, (str(row), row.title)))


class ObjectiveInline(FewEmptyRows, TabularPart):
    model = Objective
    formset = NumberedRowsFormSet
    fields = ["text_fr", "position"]
    formfield_overrides = _SHORT_TEXTS

    def row_words(self, row):
        return Truncator(row.text).chars(_LONGEST_WORDS)


class RecommendationInline(StackedPart):
    model = Recommendation
    formset = NumberedRowsFormSet
    fields = ["text_fr", ("addressee", "addressee_text_fr"), ("kind", "theme", "due_on", "position")]
    autocomplete_fields = ["addressee", "theme"]
    formfield_overrides = _SHORT_TEXTS
    show_change_link = True
    classes = ["collapse"]

    def row_words(self, row):
        # Many begin alike.
        return Truncator(row.text).chars(_LONGEST_WORDS)


class OutputInline(TabularPart):
    model = Output
    fields = ["kind", "title_fr", "stage", "quantity"]
    classes = ["collapse"]
    verbose_name_plural = _("productions : guides, plans, attestations")

    def row_words(self, row):
        return f"{row.title} ({row.get_kind_display()})"


class KnowledgeTestInline(TabularPart):
    model = KnowledgeTest
    form = KnowledgeTestForm
    formset = KnowledgeTestFormSet
    fields = ["moment", "sex", "taken_by", "mean_score", "median_score", "scale", "note_fr"]
    classes = ["collapse"]

    def row_words(self, row):
        return f"{row}, {row.get_sex_display()}" if row.sex else str(row)


class SourceInline(FewEmptyRows, TabularPart):
    model = EventSource
    fields = ["source", "note_fr"]
    autocomplete_fields = ["source"]
    row_related = ("source",)
    verbose_name = _("source")
    verbose_name_plural = _("sources : d’où viennent ces informations")


class ClaimInline(TabularPart):
    model = EventClaim
    formset = FollowedClaimFormSet
    fields = ["field", "value_fr", "source", "followed", "note_fr"]
    autocomplete_fields = ["source"]
    classes = ["collapse"]
    verbose_name_plural = _("désaccords entre sources : une ligne par affirmation")


class DocumentInline(FileRows, TabularPart):
    model = Document
    form = DocumentForm
    fields = ["title_fr", "kind", "file", "is_public"]
    classes = ["collapse"]


class PhotoInline(FileRows, StackedPart):
    model = Photo
    file_field = "image"
    form = PhotoForm
    formset = NumberedRowsFormSet
    fields = ["image", ("caption_fr", "credit"), ("consent", "consent_note"), ("source", "position")]
    autocomplete_fields = ["source"]
    classes = ["collapse"]


class StatusChangeInline(TabularPart):
    """Who moved the record, when and why: written by the workflow alone."""

    model = StatusChange
    formset = admin.TabularInline.formset
    fields = ["at", "from_status", "to_status", "by", "reason"]
    readonly_fields = fields
    classes = ["collapse"]
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("by")
