"""What people decided of two records that look alike: that they are two events, or one told twice."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from events.models.events import Event
from organisations.models import Source


class DifferentEvents(models.Model):
    """Somebody said that these two are not the same event: they are not pointed out again.

    It holds for what was compared: once days or places of either change, they are compared anew.
    """

    # What a page that asks for a deletion does not count.
    is_internal = True

    first = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="+", verbose_name=_("événement"))
    second = models.ForeignKey(
        Event, on_delete=models.CASCADE, related_name="+", verbose_name=_("autre événement")
    )
    compared = models.CharField(_("empreinte de ce qui fut comparé"), max_length=64)
    by = models.ForeignKey(
        "organisations.User",
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("par"),
    )
    at = models.DateTimeField(_("le"), auto_now=True)

    class Meta:
        verbose_name = _("événements distincts")
        verbose_name_plural = _("événements distincts")
        constraints = [
            models.CheckConstraint(
                condition=Q(first__lt=F("second")),
                name="differentevents_smaller_first",
                violation_error_message=_("La fiche au plus petit numéro vient en premier."),
                violation_error_code="pair_reversed",
            ),
            models.UniqueConstraint(
                fields=["first", "second"],
                name="differentevents_once",
                violation_error_message=_("Ces deux fiches sont déjà dites distinctes."),
                violation_error_code="duplicate_pair",
            ),
        ]

    def __str__(self):
        return f"#{self.first_id} ≠ #{self.second_id}"


class ProposedFacts(models.Model):
    """What another team knows of the same event, kept for the owner of its record and the coordination."""

    is_internal = True

    event = models.ForeignKey(
        Event, on_delete=models.CASCADE, related_name="proposed_facts", verbose_name=_("événement")
    )
    text = models.TextField(_("faits proposés"))
    sources = models.ManyToManyField(Source, blank=True, related_name="+", verbose_name=_("sources"))
    proposed_by = models.ForeignKey(
        "organisations.User",
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("proposés par"),
    )
    proposed_at = models.DateTimeField(_("proposés le"), auto_now_add=True)
    settled_by = models.ForeignKey(
        "organisations.User",
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("traités par"),
    )
    settled_at = models.DateTimeField(_("traités le"), null=True)

    class Meta:
        verbose_name = _("faits proposés")
        verbose_name_plural = _("faits proposés")
        ordering = ("pk",)

    def __str__(self):
        return str(_("Faits proposés #%(number)s") % {"number": self.pk})
