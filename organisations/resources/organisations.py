"""Organisations in a table."""

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from organisations.forms.records import OrganisationForm
from organisations.models import Organisation
from organisations.resources.named import Aliases, NamedResource
from rss_registry.exchange.columns import Choice

_KINDS = {
    "alliance": ("coalition", "consortium"),
    "ngo": ("ONG",),
    "research": ("institut de recherche",),
    "local_authority": ("collectivité",),
    "ccs": ("CCS", "comité consultatif de sécurité"),
}


class OrganisationResource(NamedResource):
    model = Organisation
    table_name = _("Organisations")
    file_name = "organisations"
    sheet = ("Organisations", "Organisations")
    example = {"own_code": "O1", "name_fr": "Association des femmes de Markala", "kind": "association"}
    form_class = OrganisationForm
    errors_at = {"duplicate_alias": "aliases"}

    headings = """
        name_fr          | nom              | name             | organisation, nom (français)
        acronym          | sigle            | acronym          | abréviation, abbreviation
        kind             | type             | kind
        aliases          | autres noms      | other names
        parent           | rattachée à      | branch of
        place            | lieu             | place
        description_fr   | présentation     | description      | présentation (français)
        website          | site web         | website
        active_from      | active depuis le | active from
        active_to        | active jusqu’au  | active until
        ccs_level        | niveau du CCS    | CCS level
        ccs_installed_on | CCS installé le  | CCS installed on
    """
    aliases = Aliases()
    kind = Choice(spellings=_KINDS)
    helps = {
        "aliases": _("Ancien nom, autre sigle ou autre graphie."),
        "website": _("Adresse complète, avec https://"),
        "ccs_level": _("Seulement pour un CCS."),
        "ccs_installed_on": _("Seulement pour un CCS."),
    }

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
