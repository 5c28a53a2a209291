"""Agreements in a table: found by funder and reference, else by the key that the export gives."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from organisations.enums import Currency, FinancingKind
from organisations.forms.records import GrantAgreementForm
from organisations.models import GrantAgreement
from organisations.permissions import coordinates, visible_to
from organisations.resources.indexes import agreement_names
from organisations.resources.records import RecordResource
from organisations.services.agreements import settle_programme, who_accepts
from rss_registry.exchange.cells import text_of
from rss_registry.exchange.columns import Amount, Choice, Day, Flag, Text
from rss_registry.exchange.links import Link
from rss_registry.exchange.records import Record, pk_of_record
from rss_registry.tabular import is_blank
from rss_registry.text import fold


class AgreementResource(RecordResource):
    table_name = _("Conventions")
    announced = ("agreements",)
    file_name = "conventions"
    keys = ("record", "reference")
    keys_suffice = True
    # Each event that it pays for is published again.
    lines_at_once = 50
    form_class = GrantAgreementForm

    record = Record("n° de fiche", "record", prefix="C", unless="reference", aliases=("fiche",))
    reference = Text("référence", "reference", help=_("Vide si elle n’est pas connue."))
    title = Text("intitulé", "title", aliases=("titre",))
    funder = Link("bailleur", "funder", index="organisations", required=True, aliases=("donor",))
    recipient = Link(
        "titulaire",
        "recipient",
        index="organisations",
        help=_("L’organisation qui a signé : la vôtre si la case est vide."),
    )
    intermediary = Link("les fonds passent par", "funds pass through", index="organisations")
    programme = Link("programme", "programme", index="programmes", aliases=("projet", "program", "project"))
    financing_kind = Choice(
        "nature de l’appui",
        "kind of support",
        choices=FinancingKind,
        default=FinancingKind.NOT_SPECIFIED,
        help=_("Vide : nature non précisée."),
    )
    amount = Amount("montant", "amount")
    currency = Choice("monnaie", "currency", choices=Currency, aliases=("devise",))
    starts_on = Day("début", "start", aliases=("date de début", "start date"))
    ends_on = Day("fin", "end", aliases=("date de fin", "end date"))
    audit_due_on = Day(
        "audit prévu le",
        "audit due on",
        help=_("Les listes de présence du titulaire sont gardées jusqu’à cette date."),
    )
    funder_disclosed = Flag(
        "le bailleur peut être nommé",
        "funder may be named",
        default=True,
        keeps=True,
        help=_("Non : le public lit partout « bailleur non divulgué ». Vide : oui."),
    )
    shows_logos = Flag(
        "les logos sont demandés",
        "logos are asked for",
        default=False,
        help=_("Oui : les rapports portent les logos du bailleur, du titulaire et des organisateurs."),
    )
    visibility_statement_fr = Text(
        "mention demandée", "visibility statement (French)", help=_("Imprimée telle quelle sur les rapports.")
    )
    visibility_statement_en = Text("mention demandée (anglais)", "visibility statement (English)")

    class Meta:
        model = GrantAgreement

    def pk_of(self, row):
        visible = visible_to(self.user, GrantAgreement.objects.all())
        if not is_blank(key := row.get("record")):
            pk = pk_of_record("C", "organisations.grantagreement", text_of(key))
            if pk is None or not visible.filter(pk=pk).exists():
                raise ValidationError(
                    {"record": gettext("Ce n° de fiche n’est pas celui d’une de vos conventions.")}
                )
            return pk
        if is_blank(row.get("reference")) or is_blank(row.get("funder")):
            return None
        funder = self.key_value("funder", row)
        known = GrantAgreement.objects.filter(
            funder=funder, reference__iexact=text_of(row["reference"])
        ).first()
        if known and not visible.filter(pk=known.pk).exists():
            raise ValidationError(
                {
                    "reference": gettext(
                        "Ce bailleur a une convention de cette référence, tenue par une autre équipe."
                    )
                }
            )
        return known.pk if known else None

    def names_of(self, instance):
        return agreement_names(instance)

    def identity(self, row):
        if not is_blank(row.get("record")):
            return "record", str(row["record"])
        if is_blank(row.get("reference")):
            return None
        return "reference", (fold(str(row.get("funder") or "")), fold(str(row["reference"])))

    def complete(self, instance, values, is_new):
        if is_new and not values.get("recipient") and not coordinates(self.user):
            values["recipient"] = self.user.organisation

    def check(self, instance, values, wrong):
        yield from super().check(instance, values, wrong)
        if (
            "recipient" not in wrong
            and instance.recipient != self.user.organisation
            and not coordinates(self.user)
        ):
            yield (
                "recipient",
                gettext("Le titulaire est votre organisation : vous tenez ses conventions, et elles seules."),
            )
        if not wrong and instance.pk is None and not instance.reference and self._same(instance):
            yield (
                "reference",
                gettext(
                    "Une convention sans référence du même bailleur, de même intitulé et de même début "
                    "existe déjà : donnez son n° de fiche (voir l’export) pour la modifier."
                ),
            )

    def do_instance_save(self, instance, is_create):
        settle_programme(agreement=instance, by=self.user)
        if instance.is_proposed:
            self.notes.append(
                gettext(
                    "Programme « %(programme)s » : ses conventions sont proposées, "
                    "sans réponse encore (%(who)s) ; rien n’en paraît d’ici là."
                )
                % {"programme": instance.programme, "who": who_accepts(instance.programme)}
            )
        super().do_instance_save(instance, is_create)

    def _same(self, instance):
        return (
            instance.funder_id
            and GrantAgreement.objects.filter(
                funder=instance.funder_id,
                recipient=instance.recipient,
                reference="",
                title__iexact=instance.title,
                starts_on=instance.starts_on,
            ).exists()
        )
