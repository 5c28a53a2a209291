"""Organisations in a table."""

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from organisations.enums import CCSLevel, OrganisationKind
from organisations.forms.records import OrganisationForm
from organisations.models import Organisation
from organisations.resources.indexes import names_and_acronym
from organisations.resources.named import Aliases, NamedResource, Slug
from rss_registry.exchange.columns import Choice, Day, Text
from rss_registry.exchange.links import Link


class OrganisationResource(NamedResource):
    table_name = _("Organisations")
    file_name = "organisations"
    own_index = "organisations"
    form_class = OrganisationForm
    errors_at = {"duplicate_alias": "aliases"}

    slug = Slug()
    name_fr = Text("nom", "name", required=True, aliases=("organisation", "nom (français)"))
    name_en = Text("nom (anglais)", "name (English)", help=_("Seulement s’il diffère du nom français."))
    acronym = Text("sigle", "acronym", aliases=("abréviation", "abbreviation"))
    kind = Choice(
        "type",
        "kind",
        choices=OrganisationKind,
        required=True,
        spellings={
            "coalition": "alliance",
            "consortium": "alliance",
            "ong": "ngo",
            "institut de recherche": "research",
            "collectivite": "local_authority",
            "ccs": "ccs",
            "comite consultatif de securite": "ccs",
        },
    )
    aliases = Aliases("autres noms", "other names", help=_("Ancien nom, autre sigle ou autre graphie."))
    parent = Link(
        "rattachée à",
        "branch of",
        index="organisations",
        help=_("Pour un bureau national : l’organisation dont il dépend."),
    )
    place = Link("lieu", "place", index="places", help=_("Siège au Mali, ou ressort pour un CCS."))
    description_fr = Text("présentation", "description", long=True, aliases=("présentation (français)",))
    description_en = Text("présentation (anglais)", "description (English)", long=True)
    website = Text("site web", "website", help=_("Adresse complète, avec https://"))
    active_from = Day("active depuis le", "active from")
    active_to = Day(
        "active jusqu’au",
        "active until",
        help=_("Après ce jour, elle n’est plus proposée pour un événement."),
    )
    ccs_level = Choice("niveau du CCS", "CCS level", choices=CCSLevel, help=_("Seulement pour un CCS."))
    ccs_installed_on = Day("CCS installé le", "CCS installed on", help=_("Seulement pour un CCS."))

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

    def names_of(self, instance):
        return names_and_acronym(instance, self.other_names)
