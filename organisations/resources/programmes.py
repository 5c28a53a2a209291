"""Programmes in a table. Their phases stay in the form."""

from django.utils.translation import gettext_lazy as _

from organisations.enums import ProgrammeRole
from organisations.forms.records import ProgrammeForm
from organisations.models import Programme
from organisations.resources.named import Aliases, NamedResource
from rss_registry.exchange.links import ThroughLinks


def _partners(role):
    held = {"through": "partners", "target": "organisation", "held_as": {"role": role}}
    return ThroughLinks(index="organisations.organisation", **held)


class ProgrammeResource(NamedResource):
    model = Programme
    table_name = _("Programmes")
    file_name = "programmes"
    sheet = ("Programmes", "Programmes")
    example = {"own_code": "P1", "name_fr": "Voix des communes"}
    form_class = ProgrammeForm
    errors_at = {"duplicate_alias": "aliases"}

    headings = """
        name_fr          | nom                          | name             | programme, projet, nom (français)
        acronym          | sigle                        | acronym
        aliases          | autres noms                  | other names
        description_fr   | présentation                 | description      | présentation (français)
        starts_on        | début                        | start            | date de début, start date
        ends_on          | fin                          | end              | date de fin, end date
        period_precision | précision de la période      | period precision
        budget           | budget                       | budget
        currency         | monnaie                      | currency         | devise
        lead             | chef de file                 | lead
        partners         | partenaires de mise en œuvre | partners
        beneficiaries    | bénéficiaires                | beneficiaries
    """
    aliases = Aliases()
    lead = _partners(ProgrammeRole.LEAD)
    partners = _partners(ProgrammeRole.PARTNER)
    beneficiaries = _partners(ProgrammeRole.BENEFICIARY)

    def to_export(self, queryset):
        return super().to_export(queryset).prefetch_related("aliases", "partners__organisation")
