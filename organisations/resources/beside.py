"""What stands beside an organisation or a programme, a line each: who belongs to whom, what sources say."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from organisations.forms.records import MembershipForm
from organisations.models import Membership, ProgrammeClaim
from organisations.resources.records import OwnedResource
from rss_registry.exchange.parts import PartResource


class ClaimLines(PartResource):
    """What sources say of one thing. One of them is followed: another one can be once the first is let go."""

    same = ("field", "source", "value_fr")
    form_fields = ("field", "value_fr", "source", "followed", "note_fr")
    errors_at = {"two_claims_followed": "followed"}

    headings = """
        field    | élément              | element
        value_fr | ce que dit la source | what the source says | valeur
        source   | source               | source
        followed | retenu par la fiche  | followed             | retenu
        note_fr  | pourquoi             | why
    """

    def in_order(self, lines):
        return sorted(lines, key=self._is_followed)

    def _is_followed(self, line):
        try:
            return self.key_value("followed", line)
        except ValidationError:
            return False


class MembershipResource(OwnedResource):
    model = Membership
    table_name = _("Adhésions aux alliances")
    file_name = "adhesions"
    sheet = ("Adhésions", "Memberships")
    example = {"alliance": "CRSS", "member": "O1", "joined_on": "01/03/2024"}
    parent, same = "alliance", ("member", "joined_on")
    form_class = MembershipForm
    form_fields = ("alliance", "member", "joined_on", "joined_precision", "left_on", "note_fr")
    errors_at = {"duplicate_membership": "member"}

    headings = """
        fixed alliance   | alliance                 | alliance
        fixed member     | membre                   | member
        fixed joined_on  | membre depuis            | member since           | depuis
        joined_precision | précision                | precision
        left_on          | membre jusqu’au          | member until
        note_fr          | précision sur l’adhésion | note on the membership
    """

    def owners_of(self, instance):
        """Either of the two says it, as on their pages."""
        return (instance.alliance, instance.member)

    def refusal(self, instance):
        return _("L’alliance et son membre sont tenus par d’autres équipes : voyez la coordination.")


class _OfProgramme(OwnedResource):
    parent = "programme"
    headings = "fixed programme | programme | programme | projet"


class ProgrammeClaimResource(ClaimLines, _OfProgramme):
    model = ProgrammeClaim
    table_name = _("Désaccords entre sources sur les programmes")
    file_name = "desaccords-programmes"
    sheet = ("Désaccords (programmes)", "Disagreements (programmes)")
    example = {"programme": "P1", "field": "budget", "value_fr": "2 millions d’euros", "source": "S1"}

    def refusal(self, instance):
        return _("Ce programme est tenu par une autre équipe : voyez la coordination.")
