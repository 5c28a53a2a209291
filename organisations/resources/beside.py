"""What stands beside an organisation or a programme, a line each: who belongs to whom, what sources say."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from organisations.enums import DatePrecision
from organisations.forms.records import MembershipForm
from organisations.models import Membership, ProgrammeClaim
from organisations.resources.records import OwnedResource
from rss_registry.exchange.columns import Choice, Day, Flag, Text
from rss_registry.exchange.links import Link


class FollowedLast:
    """Lines of which one is followed: another one can be once the first is let go."""

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
    parent, same = "alliance", ("member", "joined_on")
    form_class = MembershipForm
    form_fields = ("alliance", "member", "joined_on", "joined_precision", "left_on", "note_fr")
    errors_at = {"duplicate_membership": "member"}

    alliance = Link("alliance", "alliance", index="organisations", required=True, fixed=True)
    member = Link("membre", "member", index="organisations", required=True, fixed=True)
    joined_on = Day("membre depuis", "member since", fixed=True, aliases=("depuis",))
    joined_precision = Choice(
        "précision",
        "precision",
        choices=DatePrecision,
        default=DatePrecision.DAY,
        help=_("Vide : au jour près."),
    )
    left_on = Day("membre jusqu’au", "member until")
    note_fr = Text("précision sur l’adhésion", "note on the membership")
    note_en = Text("précision sur l’adhésion (anglais)", "note on the membership (English)")

    class Meta:
        model = Membership

    def owners_of(self, instance):
        """Either of the two says it, as on their pages."""
        return (instance.alliance, instance.member)

    def refusal(self, instance):
        return _("L’alliance et son membre sont tenus par d’autres équipes : voyez la coordination.")


class ProgrammeClaimResource(FollowedLast, OwnedResource):
    table_name = _("Désaccords entre sources sur les programmes")
    file_name = "desaccords-programmes"
    parent, same = "programme", ("field", "source", "value_fr")
    form_fields = ("field", "value_fr", "source", "followed", "note_fr")
    errors_at = {"two_claims_followed": "followed"}

    programme = Link("programme", "programme", index="programmes", required=True, fixed=True)
    field = Choice("élément", "element", choices=ProgrammeClaim.Field, required=True)
    value_fr = Text("ce que dit la source", "what the source says", required=True, aliases=("valeur",))
    value_en = Text("ce que dit la source (anglais)", "what the source says (English)")
    source = Link("source", "source", index="sources", required=True)
    followed = Flag(
        "retenu par la fiche", "followed", default=False, aliases=("retenu",), help=_("Vide : non.")
    )
    note_fr = Text("pourquoi", "why")
    note_en = Text("pourquoi (anglais)", "why (English)")

    class Meta:
        model = ProgrammeClaim

    def refusal(self, instance):
        return _("Ce programme est tenu par une autre équipe : voyez la coordination.")
