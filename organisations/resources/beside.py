"""What stands beside an organisation or a programme, a line each: who belongs to whom, what sources say."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from organisations.forms.records import MembershipForm
from organisations.models import Membership, ProgrammeClaim
from organisations.resources.records import OwnedResource
from rss_registry.exchange.field_columns import FieldColumn
from rss_registry.exchange.parts import PartResource


class ClaimLines(PartResource):
    """What sources say of one thing. One of them is followed: another one can be once the first is let go."""

    same = ("field", "source", "value_fr")
    form_fields = ("field", "value_fr", "source", "followed", "note_fr")
    errors_at = {"two_claims_followed": "followed"}

    field = FieldColumn("élément", "element")
    value_fr = FieldColumn("ce que dit la source", "what the source says", "valeur")
    source = FieldColumn("source", "source")
    followed = FieldColumn("retenu par la fiche", "followed", "retenu", help=_("Vide : non."))
    note_fr = FieldColumn("pourquoi", "why")

    def in_order(self, lines):
        return sorted(lines, key=self._is_followed)

    def _is_followed(self, line):
        try:
            return self.key_value("followed", line)
        except ValidationError:
            return False


class MembershipResource(OwnedResource):
    table_name = _("Adhésions aux alliances")
    file_name = "adhesions"
    sheet = ("Adhésions", "Memberships")
    example = {"alliance": "CRSS", "member": "O1", "joined_on": "01/03/2024"}
    parent, same = "alliance", ("member", "joined_on")
    form_class = MembershipForm
    form_fields = ("alliance", "member", "joined_on", "joined_precision", "left_on", "note_fr")
    errors_at = {"duplicate_membership": "member"}

    alliance = FieldColumn("alliance", "alliance", fixed=True)
    member = FieldColumn("membre", "member", fixed=True)
    joined_on = FieldColumn("membre depuis", "member since", "depuis", fixed=True)
    joined_precision = FieldColumn("précision", "precision")
    left_on = FieldColumn("membre jusqu’au", "member until")
    note_fr = FieldColumn("précision sur l’adhésion", "note on the membership")

    class Meta:
        model = Membership

    def owners_of(self, instance):
        """Either of the two says it, as on their pages."""
        return (instance.alliance, instance.member)

    def refusal(self, instance):
        return _("L’alliance et son membre sont tenus par d’autres équipes : voyez la coordination.")


class _OfProgramme(OwnedResource):
    parent = "programme"
    programme = FieldColumn("programme", "programme", "projet", fixed=True)


class ProgrammeClaimResource(ClaimLines, _OfProgramme):
    table_name = _("Désaccords entre sources sur les programmes")
    file_name = "desaccords-programmes"
    sheet = ("Désaccords (programmes)", "Disagreements (programmes)")
    example = {"programme": "P1", "field": "budget", "value_fr": "2 millions d’euros", "source": "S1"}

    class Meta:
        model = ProgrammeClaim

    def refusal(self, instance):
        return _("Ce programme est tenu par une autre équipe : voyez la coordination.")
