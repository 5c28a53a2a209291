"""Corrections of a public record that its officers propose, while its page stays as it is."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from events.models.events import Event


class ProposedCorrectionQuerySet(models.QuerySet):
    def open(self):
        """Those that nobody has answered yet."""
        return self.filter(answered_at__isnull=True)


class ProposedCorrection(models.Model):
    """One part of a record as an officer would have it: the fields of its page as they were sent, by name.

    Nothing of it is public before a coordinator saves that page.
    """

    event = models.ForeignKey(
        Event, on_delete=models.CASCADE, related_name="proposals", verbose_name=_("événement")
    )
    section = models.CharField(_("partie"), max_length=20)
    typed = models.JSONField(_("champs proposés"))
    reason = models.CharField(_("motif"), max_length=200, blank=True)
    proposed_at = models.DateTimeField(_("proposée le"), auto_now_add=True)
    proposed_by = models.ForeignKey(
        "organisations.User",
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("proposée par"),
    )
    answer = models.TextField(_("réponse"), blank=True)
    answered_at = models.DateTimeField(_("écartée le"), null=True, blank=True)
    answered_by = models.ForeignKey(
        "organisations.User",
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("écartée par"),
    )

    objects = ProposedCorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction proposée")
        verbose_name_plural = _("corrections proposées")
        ordering = ("proposed_at", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "section"],
                name="proposedcorrection_one_per_part",
                violation_error_message=_("Une correction de cette partie est déjà proposée."),
            ),
        ]

    def __str__(self):
        return self.section
