"""What an event cost, line by line: between the team that held it, the holder of the agreement and the donor.

Nothing here is ever public. `__str__` tells neither amount nor agreement: the log of the admin prints it.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.enums import BudgetHeading
from events.models.events import Event
from organisations.enums import Currency
from organisations.models import GrantAgreement
from rss_registry.checked_rows import CheckedModel


def _amount(label, **options):
    return models.DecimalField(label, max_digits=15, decimal_places=2, null=True, blank=True, **options)


def _not_negative(name):
    return models.CheckConstraint(
        condition=Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__gte": 0}),
        name=f"costline_{name}_not_negative",
        violation_error_message=_("Un montant ne peut pas être négatif."),
        violation_error_code=f"negative_{name}",
    )


class CostLine(CheckedModel):
    event = models.ForeignKey(
        Event, on_delete=models.CASCADE, related_name="cost_lines", verbose_name=_("événement")
    )
    agreement = models.ForeignKey(
        GrantAgreement,
        on_delete=models.PROTECT,
        related_name="cost_lines",
        verbose_name=_("convention"),
        help_text=_("Celle sur laquelle cette ligne est imputée."),
    )
    heading = models.CharField(_("rubrique"), max_length=16, choices=BudgetHeading)
    label = models.CharField(_("libellé"), max_length=200, blank=True)
    planned = _amount(_("prévu"))
    spent = _amount(_("dépensé"))
    currency = models.CharField(_("monnaie"), max_length=3, choices=Currency, default=Currency.XOF)
    note = models.CharField(
        _("justification"),
        max_length=300,
        blank=True,
        help_text=_("Pourquoi l’écart, d’où vient le montant. Ne nommez personne."),
    )
    updated_at = models.DateTimeField(_("modifié le"), auto_now=True)

    class Meta:
        verbose_name = _("ligne de coût")
        verbose_name_plural = _("lignes de coût")
        ordering = ("event", "agreement", "pk")
        constraints = [_not_negative("planned"), _not_negative("spent")]

    def __str__(self):
        return str(_("Ligne de coût #%(number)s") % {"number": self.pk})
