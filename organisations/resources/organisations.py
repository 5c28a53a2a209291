"""Organisations in a table."""

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from organisations.forms.records import OrganisationForm
from organisations.models import Organisation
from organisations.resources.named import Aliases, NamedResource
from rss_registry.exchange.field_columns import FieldColumn

_KIND_SPELLINGS = {
    "coalition": "alliance",
    "consortium": "alliance",
    "ong": "ngo",
    "institut de recherche": "research",
    "collectivite": "local_authority",
    "ccs": "ccs",
    "comite consultatif de securite": "ccs",
}


class OrganisationResource(NamedResource):
    table_name = _("Organisations")
    file_name = "organisations"
    sheet = ("Organisations", "Organisations")
    example = {"own_code": "O1", "name_fr": "Association des femmes de Markala", "kind": "association"}
    form_class = OrganisationForm
    errors_at = {"duplicate_alias": "aliases"}

    name_fr = FieldColumn("nom", "name", "organisation", "nom (français)")
    acronym = FieldColumn("sigle", "acronym", "abréviation", "abbreviation")
    kind = FieldColumn("type", "kind", spellings=_KIND_SPELLINGS)
    aliases = Aliases("autres noms", "other names", help=_("Ancien nom, autre sigle ou autre graphie."))
    parent = FieldColumn(
        "rattachée à", "branch of", help=_("Pour un bureau national : l’organisation dont il dépend.")
    )
    place = FieldColumn("lieu", "place", help=_("Siège au Mali, ou ressort pour un CCS."))
    description_fr = FieldColumn("présentation", "description", "présentation (français)")
    website = FieldColumn("site web", "website", help=_("Adresse complète, avec https://"))
    active_from = FieldColumn("active depuis le", "active from")
    active_to = FieldColumn(
        "active jusqu’au",
        "active until",
        help=_("Après ce jour, elle n’est plus proposée pour un événement."),
    )
    ccs_level = FieldColumn("niveau du CCS", "CCS level", help=_("Seulement pour un CCS."))
    ccs_installed_on = FieldColumn("CCS installé le", "CCS installed on", help=_("Seulement pour un CCS."))

    class Meta:
        model = Organisation

    def init_instance(self, row=None):
        return Organisation(created_by=self.user)

    def to_export(self, queryset):
        """What others depend on comes first."""
        rows = super().to_export(queryset).select_related("parent__parent").prefetch_related("aliases")
        return rows.order_by(
            F("parent__parent__name_fr").asc(nulls_first=True),
            F("parent__name_fr").asc(nulls_first=True),
            "name_fr",
        )
