"""The indicators of a programme's logical framework, and the values that its team reports."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organisations.enums import Direction, IndicatorMeasure, ReadingBasis
from organisations.models.programmes import Programme
from organisations.models.sources import Source
from rss_registry.checked_rows import CheckedModel


def _value(label, **options):
    return models.DecimalField(label, max_digits=14, decimal_places=2, **options)


class Indicator(CheckedModel):
    """What a programme promised to reach. What measures it is either the register itself or its team."""

    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="indicators", verbose_name=_("programme")
    )
    code = models.CharField(
        _("code"), max_length=20, help_text=_("Tel que le cadre logique l’écrit : « R1.2 ».")
    )
    label = models.CharField(_("indicateur"), max_length=300, help_text=_("Publié tel quel sur le site."))
    measure = models.CharField(
        _("mesuré par"),
        max_length=24,
        choices=IndicatorMeasure,
        default=IndicatorMeasure.REPORTED,
        help_text=_("Le registre calcule la valeur à partir des événements publiés, ou l’équipe la relève."),
    )
    unit = models.CharField(
        _("unité"),
        max_length=60,
        blank=True,
        help_text=_("« personnes », « % »… Vide : celle de la mesure du registre."),
    )
    direction = models.CharField(_("sens voulu"), max_length=8, choices=Direction, default=Direction.INCREASE)
    baseline = _value(
        _("valeur de départ"),
        null=True,
        blank=True,
        help_text=_("Vide : non communiquée. Ce n’est pas zéro."),
    )
    baseline_on = models.DateField(_("départ relevé le"), null=True, blank=True)
    target = _value(_("cible"), null=True, blank=True, help_text=_("Vide : aucune cible n’est connue."))
    target_on = models.DateField(_("échéance"), null=True, blank=True)
    source = models.ForeignKey(
        Source,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="indicators",
        verbose_name=_("source"),
        help_text=_("D’où vient la cible : le cadre logique, la convention…"),
    )
    position = models.PositiveSmallIntegerField(_("rang"), default=0)
    updated_at = models.DateTimeField(_("modifié le"), auto_now=True)

    class Meta:
        verbose_name = _("indicateur")
        verbose_name_plural = _("indicateurs")
        ordering = ("programme", "position", "code")
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "code"],
                name="indicator_code_unique",
                violation_error_message=_("Un indicateur du programme porte déjà ce code."),
                violation_error_code="duplicate_indicator",
            ),
            models.CheckConstraint(
                condition=Q(baseline_on__isnull=True) | Q(baseline__isnull=False),
                name="indicator_baseline_date_has_value",
                violation_error_message=_("Une date de départ demande une valeur de départ."),
                violation_error_code="baseline_without_value",
            ),
            models.CheckConstraint(
                condition=Q(target_on__isnull=True) | Q(target__isnull=False),
                name="indicator_target_date_has_value",
                violation_error_message=_("Une échéance demande une cible."),
                violation_error_code="target_without_value",
            ),
        ]

    def __str__(self):
        return f"{self.code} {self.label}"


class IndicatorReading(CheckedModel):
    """The value of an indicator on a day, as the team of the programme reports it."""

    indicator = models.ForeignKey(
        Indicator, on_delete=models.CASCADE, related_name="readings", verbose_name=_("indicateur")
    )
    as_of = models.DateField(_("relevé le"))
    value = _value(
        _("valeur"), help_text=_("Si elle n’est pas connue, supprimez la ligne : ce n’est pas zéro.")
    )
    basis = models.CharField(_("fiabilité"), max_length=11, choices=ReadingBasis, default=ReadingBasis.EXACT)
    source = models.ForeignKey(
        Source,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="indicator_readings",
        verbose_name=_("source"),
    )
    note = models.CharField(
        _("comment elle a été relevée"),
        max_length=300,
        blank=True,
        help_text=_("Publié tel quel sur le site."),
    )
    updated_at = models.DateTimeField(_("modifié le"), auto_now=True)

    class Meta:
        verbose_name = _("valeur relevée")
        verbose_name_plural = _("valeurs relevées")
        ordering = ("indicator", "-as_of")
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "as_of"],
                name="indicatorreading_day_unique",
                violation_error_message=_("Une valeur est déjà relevée à cette date."),
                violation_error_code="duplicate_reading",
            )
        ]

    def __str__(self):
        return f"{self.indicator.code} – {self.as_of:%d/%m/%Y}"
