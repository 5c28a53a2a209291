"""What an event was to reach, one objective a row."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from events.models.events import Event
from rss_registry.checked_rows import CheckedModel


class Objective(CheckedModel):
    event = models.ForeignKey(
        Event, on_delete=models.CASCADE, related_name="objectives", verbose_name=_("événement")
    )
    position = models.PositiveSmallIntegerField(_("rang"), default=0)
    text = models.TextField(_("objectif spécifique"))

    class Meta:
        verbose_name = _("objectif spécifique")
        verbose_name_plural = _("objectifs spécifiques")
        ordering = ("position", "pk")

    def __str__(self):
        return self.text[:80]
