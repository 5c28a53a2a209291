"""Programmes in a table. Their phases and the claims of sources stay in the form."""

from django.utils.translation import gettext_lazy as _

from organisations.enums import Currency, DatePrecision, ProgrammeRole
from organisations.forms.records import ProgrammeForm
from organisations.models import Programme
from organisations.resources.indexes import names_and_acronym
from organisations.resources.named import Aliases, NamedResource, Slug
from rss_registry.exchange.columns import Amount, Choice, Day, Text
from rss_registry.exchange.links import ThroughLinks


def _partners(fr, en, role):
    return ThroughLinks(
        fr, en, index="organisations", through="partners", target="organisation", held_as={"role": role}
    )


class ProgrammeResource(NamedResource):
    table_name = _("Programmes")
    file_name = "programmes"
    own_index = "programmes"
    form_class = ProgrammeForm
    errors_at = {"duplicate_alias": "aliases"}

    slug = Slug()
    name_fr = Text("nom", "name", required=True, aliases=("programme", "projet", "nom (français)"))
    name_en = Text("nom (anglais)", "name (English)", help=_("Seulement s’il diffère du nom français."))
    acronym = Text("sigle", "acronym")
    aliases = Aliases("autres noms", "other names")
    description_fr = Text("présentation", "description", long=True, aliases=("présentation (français)",))
    description_en = Text("présentation (anglais)", "description (English)", long=True)
    starts_on = Day("début", "start", aliases=("date de début", "start date"))
    ends_on = Day("fin", "end", aliases=("date de fin", "end date"))
    period_precision = Choice(
        "précision de la période",
        "period precision",
        choices=DatePrecision,
        default=DatePrecision.YEAR,
        help=_("Vide : à l’année près."),
    )
    budget = Amount("budget", "budget")
    currency = Choice("monnaie", "currency", choices=Currency, aliases=("devise",))
    lead = _partners("chef de file", "lead", ProgrammeRole.LEAD)
    partners = _partners("partenaires de mise en œuvre", "partners", ProgrammeRole.PARTNER)
    beneficiaries = _partners("bénéficiaires", "beneficiaries", ProgrammeRole.BENEFICIARY)

    class Meta:
        model = Programme

    def to_export(self, queryset):
        return super().to_export(queryset).prefetch_related("aliases", "partners__organisation")

    def names_of(self, instance):
        return names_and_acronym(instance, self.other_names)
