"""Programmes in a table. Their phases stay in the form."""

from django.utils.translation import gettext_lazy as _

from organisations.enums import ProgrammeRole
from organisations.forms.records import ProgrammeForm
from organisations.models import Programme
from organisations.resources.named import Aliases, NamedResource
from rss_registry.exchange.field_columns import FieldColumn
from rss_registry.exchange.links import ThroughLinks


def _partners(fr, en, role):
    return ThroughLinks(
        fr,
        en,
        index="organisations.organisation",
        through="partners",
        target="organisation",
        held_as={"role": role},
    )


class ProgrammeResource(NamedResource):
    table_name = _("Programmes")
    file_name = "programmes"
    sheet = ("Programmes", "Programmes")
    example = {"own_code": "P1", "name_fr": "Voix des communes"}
    form_class = ProgrammeForm
    errors_at = {"duplicate_alias": "aliases"}

    name_fr = FieldColumn("nom", "name", "programme", "projet", "nom (français)")
    acronym = FieldColumn("sigle", "acronym")
    aliases = Aliases("autres noms", "other names")
    description_fr = FieldColumn("présentation", "description", "présentation (français)")
    starts_on = FieldColumn("début", "start", "date de début", "start date")
    ends_on = FieldColumn("fin", "end", "date de fin", "end date")
    period_precision = FieldColumn("précision de la période", "period precision")
    budget = FieldColumn("budget", "budget")
    currency = FieldColumn("monnaie", "currency", "devise")
    lead = _partners("chef de file", "lead", ProgrammeRole.LEAD)
    partners = _partners("partenaires de mise en œuvre", "partners", ProgrammeRole.PARTNER)
    beneficiaries = _partners("bénéficiaires", "beneficiaries", ProgrammeRole.BENEFICIARY)

    class Meta:
        model = Programme

    def to_export(self, queryset):
        return super().to_export(queryset).prefetch_related("aliases", "partners__organisation")
