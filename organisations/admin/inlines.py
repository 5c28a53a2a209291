"""Rows inside the forms of organisations and programmes."""

from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from organisations.admin.scoped import StackedPart, TabularPart
from organisations.forms.records import FollowedClaimFormSet, IndicatorForm, MembershipForm, PeriodForm
from organisations.models import (
    GrantAgreement,
    Indicator,
    IndicatorReading,
    Membership,
    OrganisationAlias,
    PlaceAlias,
    ProgrammeAlias,
    ProgrammeClaim,
    ProgrammePartner,
    ProgrammePhase,
)
from rss_registry.forms import NumberedRowsFormSet


class OrganisationAliasInline(TabularPart):
    model = OrganisationAlias
    fields = ["name"]


class PlaceAliasInline(TabularPart):
    model = PlaceAlias
    fields = ["name"]
    classes = ["collapse"]


class MemberInline(TabularPart):
    """Who belongs to this alliance."""

    model = Membership
    fk_name = "alliance"
    form = MembershipForm
    fields = ["member", "joined_on", "joined_precision", "left_on", "note_fr"]
    autocomplete_fields = ["member"]
    row_related = ("member",)
    verbose_name = _("membre")
    verbose_name_plural = _("membres de cette alliance")
    classes = ["collapse"]

    def row_words(self, row):
        return str(row.member)


class AffiliationInline(TabularPart):
    """Which alliances this organisation belongs to."""

    model = Membership
    fk_name = "member"
    form = MembershipForm
    fields = ["alliance", "joined_on", "joined_precision", "left_on", "note_fr"]
    autocomplete_fields = ["alliance"]
    row_related = ("alliance",)
    verbose_name = _("alliance")
    verbose_name_plural = _("alliances dont elle est membre")
    classes = ["collapse"]

    def row_words(self, row):
        return str(row.alliance)


class ProgrammeAliasInline(TabularPart):
    model = ProgrammeAlias
    fields = ["name"]
    classes = ["collapse"]


class PhaseInline(TabularPart):
    model = ProgrammePhase
    form = PeriodForm
    fields = ["name", "starts_on", "ends_on", "budget", "currency"]
    classes = ["collapse"]


class PartnerInline(TabularPart):
    model = ProgrammePartner
    fields = ["organisation", "role"]
    autocomplete_fields = ["organisation"]
    row_related = ("organisation",)


class ProgrammeClaimInline(StackedPart):
    """What sources say, where they disagree."""

    model = ProgrammeClaim
    formset = FollowedClaimFormSet
    fields = [("field", "value_fr"), ("source", "followed"), "note_fr", ("value_en", "note_en")]
    autocomplete_fields = ["source"]
    classes = ["collapse"]


class AgreementInline(TabularPart):
    """The agreements that pay for a programme, to read: each has its own page and its own readers."""

    model = GrantAgreement
    fk_name = "programme"
    fields = [
        "reference",
        "funder",
        "recipient",
        "starts_on",
        "ends_on",
        "funder_disclosed",
        "programme_accepted",
    ]
    readonly_fields = fields
    show_change_link = True
    classes = ["collapse"]
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        visible = self.admin_site.get_model_admin(GrantAgreement).get_queryset(request)
        return super().get_queryset(request).filter(pk__in=visible.values("pk"))


class IndicatorInline(TabularPart):
    """The logical framework at a glance; values that the team reports stand on the page of each indicator."""

    model = Indicator
    form = IndicatorForm
    formset = NumberedRowsFormSet
    fields = ["code", "label_fr", "measure", "baseline", "target", "target_on", "position"]
    show_change_link = True
    classes = ["collapse"]
    verbose_name_plural = _("indicateurs et cibles (cadre logique)")


class ReadingInline(TabularPart):
    model = IndicatorReading
    fields = ["as_of", "value", "basis", "source", "note_fr", "note_en"]
    autocomplete_fields = ["source"]
    verbose_name_plural = _("valeurs relevées par l’équipe")

    def row_words(self, row):
        # As the form writes them: an indicator of its own page needs no name.
        return f"{row.as_of:%d/%m/%Y} : {number_format(row.value, use_l10n=True)}"
