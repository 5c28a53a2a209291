"""Traces of the workflow, and the counter of references."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from events.enums import Status, WithdrawalReason
from events.models.events import Event


class StatusChange(models.Model):
    """Who moved a record, when, from where to where, and why."""

    event = models.ForeignKey(
        Event, on_delete=models.CASCADE, related_name="status_changes", verbose_name=_("événement")
    )
    from_status = models.CharField(_("de"), max_length=10, choices=Status)
    to_status = models.CharField(_("à"), max_length=10, choices=Status)
    by = models.ForeignKey(
        "organisations.User",
        on_delete=models.SET_NULL,
        null=True,
        related_name="status_changes",
        verbose_name=_("par"),
    )
    at = models.DateTimeField(_("le"), auto_now_add=True)
    reason = models.TextField(_("motif"), blank=True)
    # Of a withdrawal: all that the public is told of why.
    public_reason = models.CharField(_("motif public"), max_length=10, choices=WithdrawalReason, blank=True)

    class Meta:
        verbose_name = _("changement d’état")
        verbose_name_plural = _("historique de la fiche")
        ordering = ("-at", "-pk")

    def __str__(self):
        return f"{self.get_from_status_display()} → {self.get_to_status_display()}"


class ReferenceCounter(models.Model):
    """The last number given in a year; it only grows, so that a reference is never reused."""

    year = models.PositiveSmallIntegerField(_("année"), primary_key=True)
    last = models.PositiveIntegerField(_("dernier numéro"), default=0)

    class Meta:
        verbose_name = _("compteur de références")
        verbose_name_plural = _("compteurs de références")

    def __str__(self):
        return f"{self.year}: {self.last}"
