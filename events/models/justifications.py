"""What officers answer to a check of data quality: why something is missing, and cannot be found."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from events.models.events import Event


class Justification(models.Model):
    """For the donor, never for the public. `finding` is the code of the check that it answers."""

    event = models.ForeignKey(
        Event, on_delete=models.CASCADE, related_name="justifications", verbose_name=_("événement")
    )
    finding = models.CharField(_("constat"), max_length=20)
    text = models.TextField(_("justification"), max_length=1000)
    written_by = models.ForeignKey(
        "organisations.User",
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("écrite par"),
    )
    updated_at = models.DateTimeField(_("modifiée le"), auto_now=True)

    class Meta:
        verbose_name = _("justification d’un constat")
        verbose_name_plural = _("justifications des constats")
        ordering = ("event", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "finding"],
                name="justification_one_per_finding",
                violation_error_message=_("Ce constat a déjà sa justification."),
                violation_error_code="duplicate_justification",
            )
        ]

    def __str__(self):
        return str(_("Justification #%(number)s") % {"number": self.pk})
