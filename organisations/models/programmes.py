"""Programmes, their phases and partners, and what sources say of them."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from organisations.enums import Currency, DatePrecision, ProgrammeRole
from organisations.models.organisations import Organisation
from organisations.models.sources import Claim
from rss_registry.checked_rows import CheckedModel


def period_ordered(model):
    return models.CheckConstraint(
        condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
        name=f"{model}_period_ordered",
        violation_error_message=_("La fin précède le début : vérifiez les deux dates."),
        violation_error_code="period_reversed",
    )


def amount_has_currency(model, amount="amount"):
    return models.CheckConstraint(
        condition=Q(**{f"{amount}__isnull": True, "currency": ""})
        | (Q(**{f"{amount}__isnull": False, f"{amount}__gte": 0}) & ~Q(currency="")),
        name=f"{model}_amount_has_currency",
        violation_error_message=_("Donnez le montant et sa monnaie, ou aucun des deux."),
        violation_error_code="amount_without_currency",
    )


class Programme(CheckedModel):
    slug = models.SlugField(
        _("identifiant"),
        max_length=80,
        unique=True,
        help_text=_("Figure dans l’adresse publique du programme. Ne change plus."),
    )
    name = models.CharField(_("nom"), max_length=200, help_text=_("Publié tel quel sur le site."))
    acronym = models.CharField(_("sigle"), max_length=40, blank=True)
    description = models.TextField(_("présentation"), blank=True, help_text=_("Publiée sur le site."))
    starts_on = models.DateField(_("début"), null=True, blank=True)
    ends_on = models.DateField(_("fin"), null=True, blank=True)
    period_precision = models.CharField(
        _("précision de la période"), max_length=5, choices=DatePrecision, default=DatePrecision.YEAR
    )
    budget = models.DecimalField(_("budget"), max_digits=15, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("monnaie"), max_length=3, choices=Currency, blank=True)
    organisations = models.ManyToManyField(
        Organisation,
        through="ProgrammePartner",
        related_name="programmes",
        verbose_name=_("organisations"),
    )

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ("name",)
        constraints = [
            models.UniqueConstraint(
                fields=["name"],
                name="programme_name_unique",
                violation_error_message=_("Un programme porte déjà ce nom."),
                violation_error_code="duplicate_programme",
            ),
            period_ordered("programme"),
            amount_has_currency("programme", "budget"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("website:programme_detail", args=[self.slug])


class ProgrammeAlias(CheckedModel):
    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="aliases", verbose_name=_("programme")
    )
    name = models.CharField(_("autre nom"), max_length=200)

    class Meta:
        verbose_name = _("autre nom")
        verbose_name_plural = _("autres noms")
        ordering = ("name",)
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "name"],
                name="programmealias_unique",
                violation_error_message=_("Ce nom figure déjà dans la liste."),
                violation_error_code="duplicate_alias",
            )
        ]

    def __str__(self):
        return self.name


class ProgrammePhase(CheckedModel):
    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="phases", verbose_name=_("programme")
    )
    name = models.CharField(_("phase"), max_length=120)
    starts_on = models.DateField(_("début"), null=True, blank=True)
    ends_on = models.DateField(_("fin"), null=True, blank=True)
    budget = models.DecimalField(_("budget"), max_digits=15, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("monnaie"), max_length=3, choices=Currency, blank=True)

    class Meta:
        verbose_name = _("phase")
        verbose_name_plural = _("phases")
        ordering = ("starts_on", "name")
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "name"],
                name="programmephase_unique",
                violation_error_message=_("Cette phase existe déjà dans le programme."),
                violation_error_code="duplicate_phase",
            ),
            period_ordered("programmephase"),
            amount_has_currency("programmephase", "budget"),
        ]

    def __str__(self):
        return self.name


class ProgrammePartner(CheckedModel):
    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="partners", verbose_name=_("programme")
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="programme_roles",
        verbose_name=_("organisation"),
    )
    role = models.CharField(_("rôle"), max_length=12, choices=ProgrammeRole)

    class Meta:
        verbose_name = _("organisation du programme")
        verbose_name_plural = _("organisations du programme")
        ordering = ("role", "organisation__name")
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "organisation", "role"],
                name="programmepartner_unique",
                violation_error_message=_("Cette organisation tient déjà ce rôle dans le programme."),
                violation_error_code="duplicate_partner",
            )
        ]

    def __str__(self):
        return f"{self.organisation} ({self.get_role_display()})"


class ProgrammeClaim(Claim):
    class Field(models.TextChoices):
        PERIOD = "period", _("période")
        BUDGET = "budget", _("budget")
        FUNDER = "funder", _("bailleur")
        PARTNERS = "partners", _("organisations membres")
        NAME = "name", _("nom")

    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="claims", verbose_name=_("programme")
    )
    field = models.CharField(_("élément"), max_length=40, choices=Field)

    class Meta:
        verbose_name = _("affirmation d’une source")
        verbose_name_plural = _("affirmations des sources")
        ordering = ("field", "-followed", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "field"],
                condition=Q(followed=True),
                name="programmeclaim_follows_one",
                violation_error_message=_("Une seule affirmation peut être retenue par élément."),
                violation_error_code="two_claims_followed",
            )
        ]
