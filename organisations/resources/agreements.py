"""Agreements in a table: found by funder, reference and holder, else by the key that the export gives."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from organisations.forms.records import GrantAgreementForm
from organisations.models import GrantAgreement
from organisations.permissions import coordinates, visible_to
from organisations.resources.records import RecordResource
from organisations.services.agreements import settle_programme, who_accepts
from rss_registry.exchange.cells import text_of
from rss_registry.exchange.columns import Text
from rss_registry.exchange.records import Record
from rss_registry.tabular import is_blank
from rss_registry.text import fold


class AgreementResource(RecordResource):
    model = GrantAgreement
    table_name = _("Conventions")
    file_name = "conventions"
    sheet = ("Conventions", "Agreements")
    example = {
        "reference": "2024-17",
        "title": "Appui aux communes",
        "funder": "FES-Mali",
        "programme": "P1",
    }
    keys = ("record", "reference")
    keys_suffice = True
    # Each event that it pays for is published again.
    lines_at_once = 50
    form_class = GrantAgreementForm

    headings = """
        record                  | n° de fiche | record | fiche
        reference               | référence | reference
        title                   | intitulé | title | titre
        funder                  | bailleur | funder | donor
        optional recipient      | titulaire | recipient
        intermediary            | les fonds passent par | funds pass through
        programme               | programme | programme | projet, program, project
        financing_kind          | nature de l’appui | kind of support
        amount                  | montant | amount
        currency                | monnaie | currency | devise
        starts_on               | début | start | date de début, start date
        ends_on                 | fin | end | date de fin, end date
        audit_due_on            | audit prévu le | audit due on
        kept funder_disclosed   | le bailleur peut être nommé | funder may be named
        shows_logos             | les logos sont demandés | logos are asked for
        visibility_statement_fr | mention demandée | visibility statement | visibility statement (French)
    """
    record = Record(
        prefix="C", unless="reference", unknown=_("Ce n° de fiche n’est pas celui d’une de vos conventions.")
    )
    title = Text(attribute="title_fr")
    helps = {
        "recipient": _("L’organisation qui a signé : la vôtre si la case est vide."),
        "funder_disclosed": _("Non : le public lit partout « bailleur non divulgué ». Vide : oui."),
        "shows_logos": _(
            "Oui : les rapports portent les logos du bailleur, du titulaire et des organisateurs."
        ),
    }

    def pk_of(self, row):
        visible = visible_to(self.user, GrantAgreement.objects.all())
        if pk := self.columns["record"].pk_of(row, GrantAgreement, lambda pk: visible.filter(pk=pk).exists()):
            return pk
        if is_blank(row.get("reference")) or is_blank(row.get("funder")):
            return None
        known = visible.filter(
            funder=self.key_value("funder", row), reference__iexact=text_of(row["reference"])
        )
        if not is_blank(row.get("recipient")):
            known = known.filter(recipient=self.key_value("recipient", row))
        elif not coordinates(self.user):
            known = known.filter(recipient=self.user.organisation)
        found = known.values_list("pk", flat=True)[:2]
        if len(found) > 1:
            sentence = gettext(
                "Plusieurs titulaires ont cette référence : remplissez la colonne « titulaire »."
            )
            raise ValidationError({"reference": sentence})
        return found[0] if found else None

    def identity(self, row):
        if is_blank(row.get("record")) and not is_blank(row.get("reference")):
            told = (row.get("funder"), row["reference"], row.get("recipient"))
            return "reference", tuple(fold(str(cell or "")) for cell in told)
        return super().identity(row)

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

    def save(self, instance, is_new):
        settle_programme(agreement=instance, by=self.user)
        if instance.is_proposed:
            self.notes.append(
                gettext(
                    "Programme « %(programme)s » : ses conventions sont proposées, "
                    "sans réponse encore (%(who)s) ; rien n’en paraît d’ici là."
                )
                % {"programme": instance.programme, "who": who_accepts(instance.programme)}
            )
        super().save(instance, is_new)

    def _same(self, instance):
        same = {
            "funder": instance.funder_id,
            "recipient": instance.recipient,
            "starts_on": instance.starts_on,
        }
        rows = GrantAgreement.objects.filter(reference="", title__iexact=instance.title, **same)
        return bool(instance.funder_id) and rows.exists()
