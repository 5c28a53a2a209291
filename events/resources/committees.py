"""The make-up of security committees, in tables: what was known on a day, and a line for each college."""

from django.utils.translation import gettext_lazy as _

from events import permissions
from events.forms.committees import CompositionForm, SeatsForm
from events.models import CommitteeComposition, CommitteeSeats
from organisations.resources.records import OwnedResource, RecordResource
from rss_registry.exchange.parts import PartResource


class CompositionResource(RecordResource, PartResource):
    model = CommitteeComposition
    table_name = _("Compositions des CCS (une ligne par date)")
    file_name = "compositions-des-ccs"
    sheet = ("Compositions des CCS", "CCS compositions")
    parent, same = "committee", ("as_of",)
    changes_parent = False
    policy = permissions
    form_class = CompositionForm
    headings = """
        fixed committee | CCS                   | committee    | comité, organisation
        fixed as_of     | état au               | as of        | date
        source          | source                | source
        is_as_published | publiée par la source | as published
    """
    helps = {
        "is_as_published": _("Oui : les petits nombres sont montrés, puisqu’ils sont déjà publics."),
    }


class SeatsResource(OwnedResource):
    model = CommitteeSeats
    table_name = _("Sièges des CCS (une ligne par collège)")
    file_name = "sieges-des-ccs"
    sheet = ("Sièges des CCS", "CCS seats")
    parent, same = "composition", ("category",)
    policy = permissions
    form_class = SeatsForm
    headings = """
        fixed composition | composition | composition | état
        category          | collège     | college     | catégorie
        number            | sièges      | seats       | nombre
        women             | dont femmes | of whom women | femmes
    """
    helps = {"composition": _("Le CCS et le jour : « CCS de Markala – 01/03/2024 », ou votre code.")}

    def refusal(self, instance):
        return _("Cette composition est tenue par une autre équipe : voyez la coordination.")
