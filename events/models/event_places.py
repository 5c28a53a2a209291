"""Where an event was, place by place."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from events.models.events import Event
from organisations.models import Place
from rss_registry.checked_rows import CheckedModel


class EventPlace(CheckedModel):
    event = models.ForeignKey(
        Event, on_delete=models.CASCADE, related_name="event_places", verbose_name=_("événement")
    )
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, related_name="event_places", verbose_name=_("lieu")
    )
    position = models.PositiveSmallIntegerField(_("rang"), default=0)

    class Meta:
        verbose_name = _("lieu de l’événement")
        verbose_name_plural = _("lieux de l’événement")
        ordering = ("position", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "place"],
                name="eventplace_unique",
                violation_error_message=_("Ce lieu figure déjà dans la liste."),
                violation_error_code="duplicate_place",
            )
        ]

    def __str__(self):
        return str(self.place)
