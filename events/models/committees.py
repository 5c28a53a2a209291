"""The make-up of a security committee: how many seats each college holds, and never who sits there."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from events.enums import Category
from organisations.enums import OrganisationKind
from organisations.models import Organisation, Source


class CommitteeComposition(models.Model):
    """What was known on one day."""

    committee = models.ForeignKey(
        Organisation,
        on_delete=models.CASCADE,
        related_name="compositions",
        limit_choices_to={"kind": OrganisationKind.CCS},
        verbose_name=_("CCS"),
    )
    as_of = models.DateField(_("état au"), help_text=_("Le site montre la composition la plus récente."))
    source = models.ForeignKey(
        Source,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="compositions",
        verbose_name=_("source"),
    )
    is_as_published = models.BooleanField(
        _("publiée par la source"),
        default=False,
        help_text=_("Coché : les petits nombres sont montrés, puisqu’ils sont déjà publics."),
    )

    class Meta:
        verbose_name = _("composition d’un CCS")
        verbose_name_plural = _("compositions des CCS")
        ordering = ("committee__name", "-as_of")
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "as_of"],
                name="committeecomposition_unique",
                violation_error_message=_("Une composition de ce CCS est déjà enregistrée à cette date."),
                violation_error_code="duplicate_composition",
            ),
            models.CheckConstraint(
                condition=Q(is_as_published=False) | Q(source__isnull=False),
                name="committeecomposition_published_names_source",
                violation_error_message=_("Dites quelle source a publié cette composition."),
                violation_error_code="published_without_source",
            ),
        ]

    def __str__(self):
        return f"{self.committee} – {self.as_of:%d/%m/%Y}"

    def clean(self):
        super().clean()
        if self.committee_id and self.committee.kind != OrganisationKind.CCS:
            raise ValidationError(
                {"committee": _("Cette organisation n’est pas un CCS.")}, code="no_committee"
            )


class CommitteeSeats(models.Model):
    """One college. What is not stated is null, and never zero."""

    composition = models.ForeignKey(
        CommitteeComposition, on_delete=models.CASCADE, related_name="seats", verbose_name=_("composition")
    )
    category = models.CharField(_("collège"), max_length=20, choices=Category.listed())
    number = models.PositiveSmallIntegerField(
        _("sièges"), null=True, blank=True, help_text=_("Vide : non communiqué.")
    )
    women = models.PositiveSmallIntegerField(
        _("dont femmes"), null=True, blank=True, help_text=_("Vide : non communiqué.")
    )

    class Meta:
        verbose_name = _("collège")
        verbose_name_plural = _("collèges : sièges, et combien de femmes ; aucun nom")
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                fields=["composition", "category"],
                name="committeeseats_unique",
                violation_error_message=_("Ce collège figure déjà dans la liste."),
                violation_error_code="duplicate_college",
            ),
            models.CheckConstraint(
                condition=Q(women__isnull=True) | Q(number__isnull=True) | Q(women__lte=F("number")),
                name="committeeseats_women_within_seats",
                violation_error_message=_("Il ne peut y avoir plus de femmes que de sièges."),
                violation_error_code="more_women_than_seats",
            ),
        ]

    def __str__(self):
        return str(self.get_category_display())
