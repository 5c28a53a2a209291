"""Agreements: whose money, under which reference, for how long, and whether it may be named."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from organisations.enums import Currency, FinancingKind
from organisations.models.organisations import Organisation
from organisations.models.programmes import Programme, amount_has_currency, period_ordered
from rss_registry.checked_rows import CheckedModel


class GrantAgreementQuerySet(models.QuerySet):
    def disclosed(self):
        """Agreements whose funder may be named in public."""
        return self.filter(funder_disclosed=True)

    def of_several_holders(self):
        """Agreements whose funder and reference another holder has, too: one money, or a slip."""
        others = GrantAgreement.objects.filter(
            funder=models.OuterRef("funder"), reference__iexact=models.OuterRef("reference")
        ).exclude(pk=models.OuterRef("pk"))
        return self.filter(~Q(reference=""), models.Exists(others))

    def proposed(self):
        """Agreements that name a programme whose lead has not accepted them yet."""
        return self.filter(programme__isnull=False, programme_accepted=False)


def _account(name):
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=name,
    )


class GrantAgreement(CheckedModel):
    """A funder's commitment to a programme, or to single events (linked from the event's side).

    It stands nowhere on its programme until `programme_accepted`: `organisations/services/agreements.py`.
    """

    reference = models.CharField(
        _("référence"), max_length=80, blank=True, help_text=_("Vide si elle n’est pas connue.")
    )
    title = models.CharField(_("intitulé"), max_length=200, blank=True)
    funder = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="agreements_funded",
        verbose_name=_("bailleur"),
    )
    recipient = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="agreements_held",
        verbose_name=_("titulaire"),
        help_text=_("L’organisation qui a signé. Son équipe voit et tient cette convention."),
    )
    intermediary = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="agreements_relayed",
        verbose_name=_("les fonds passent par"),
    )
    programme = models.ForeignKey(
        Programme,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="agreements",
        verbose_name=_("programme"),
        help_text=_("Vide pour une convention qui ne finance que des événements précis."),
    )
    programme_accepted = models.BooleanField(_("acceptée dans le programme"), default=False, editable=False)
    proposed_by = _account(_("proposée au programme par"))
    accepted_by = _account(_("acceptée dans le programme par"))
    accepted_at = models.DateTimeField(_("acceptée dans le programme le"), null=True, editable=False)
    declined_programme = models.ForeignKey(
        Programme,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("programme qui l’a refusée"),
    )
    financing_kind = models.CharField(
        _("nature de l’appui"),
        max_length=13,
        choices=FinancingKind,
        default=FinancingKind.NOT_SPECIFIED,
    )
    amount = models.DecimalField(_("montant"), max_digits=15, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("monnaie"), max_length=3, choices=Currency, blank=True)
    starts_on = models.DateField(_("début"), null=True, blank=True)
    ends_on = models.DateField(_("fin"), null=True, blank=True)
    audit_due_on = models.DateField(
        _("audit prévu le"),
        null=True,
        blank=True,
        help_text=_(
            "Les listes de présence du titulaire sont gardées jusqu’à cette date si elle est plus tardive."
        ),
    )
    funder_disclosed = models.BooleanField(
        _("le bailleur peut être nommé"),
        default=True,
        help_text=_("Décoché : le public lit partout « bailleur non divulgué »."),
    )
    shows_logos = models.BooleanField(
        _("les logos sont demandés"),
        default=False,
        help_text=_(
            "Coché : les rapports portent les logos du bailleur, du titulaire et des organisateurs ; "
            "le nom tient lieu de logo à qui n’en a pas."
        ),
    )
    visibility_statement = models.CharField(
        _("mention demandée"),
        max_length=300,
        blank=True,
        help_text=_(
            "Imprimée telle quelle sur les rapports. Exemple : « Réalisé avec l’appui du ministère des "
            "Affaires étrangères des Pays-Bas. » Celle de l’Union européenne s’imprime d’elle-même."
        ),
    )

    objects = GrantAgreementQuerySet.as_manager()

    class Meta:
        verbose_name = _("convention")
        verbose_name_plural = _("conventions")
        ordering = ("-starts_on", "reference", "pk")
        constraints = [
            # Of one holder: to refuse beside the agreement of another would tell that there is one.
            models.UniqueConstraint(
                fields=["funder", "reference", "recipient"],
                condition=~Q(reference=""),
                name="grantagreement_reference_unique",
                violation_error_message=_(
                    "Ce titulaire a déjà une convention de cette référence avec ce bailleur."
                ),
                violation_error_code="duplicate_agreement",
            ),
            models.UniqueConstraint(
                fields=["funder", "reference"],
                condition=~Q(reference="") & Q(recipient__isnull=True),
                name="grantagreement_reference_unique_unheld",
                violation_error_message=_(
                    "Une convention sans titulaire a déjà cette référence chez ce bailleur."
                ),
                violation_error_code="duplicate_agreement",
            ),
            models.CheckConstraint(
                condition=Q(recipient__isnull=True) | ~Q(recipient=F("funder")),
                name="grantagreement_funder_is_not_recipient",
                violation_error_message=_("Le titulaire et le bailleur sont la même organisation."),
                violation_error_code="funds_itself",
            ),
            period_ordered("grantagreement"),
            amount_has_currency("grantagreement"),
        ]

    def __str__(self):
        # Without the funder's name: it may be withheld, and admin history prints this.
        return self.reference or self.title or str(_("Convention #%(number)s") % {"number": self.pk})

    @property
    def is_proposed(self):
        return self.programme_id is not None and not self.programme_accepted

    @property
    def standing_programme(self):
        """The programme of which it may be read; None while its lead has not accepted it."""
        return self.programme if self.programme_accepted else None
