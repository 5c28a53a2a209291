"""The half-days of an event: when, where, about what. Who signed for one of them is private."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from events.enums import HalfDay
from events.models.events import Event
from organisations.models import Place


class SessionQuerySet(models.QuerySet):
    def telling(self):
        """Those that say more than their half-day, which only a sign-in sheet needs."""
        return self.exclude(title="", place=None)


class Session(models.Model):
    event = models.ForeignKey(
        Event, on_delete=models.CASCADE, related_name="sessions", verbose_name=_("événement")
    )
    day = models.DateField(_("jour"))
    half_day = models.CharField(_("demi-journée"), max_length=9, choices=HalfDay)
    starts_at = models.TimeField(_("début"), null=True, blank=True)
    ends_at = models.TimeField(_("fin"), null=True, blank=True)
    title = models.CharField(
        _("module ou sujet"), max_length=250, blank=True, help_text=_("Publié tel quel sur le site.")
    )
    place = models.ForeignKey(
        Place,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="sessions",
        verbose_name=_("lieu"),
        help_text=_("Si l’événement s’est tenu en plusieurs lieux."),
    )

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("séance")
        verbose_name_plural = _("séances")
        ordering = ("day", "starts_at", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "day", "half_day"],
                name="session_half_day_unique",
                violation_error_message=_("Cette demi-journée figure déjà dans la liste."),
                violation_error_code="duplicate_session",
            ),
            models.CheckConstraint(
                condition=Q(starts_at__isnull=True) | Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="session_times_ordered",
                violation_error_message=_("La séance finit avant de commencer : vérifiez les heures."),
                violation_error_code="times_reversed",
            ),
        ]

    def __str__(self):
        return f"{self.day:%d/%m/%Y} – {self.get_half_day_display()}"
