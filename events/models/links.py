"""How one event stands to another: it follows it, is a part of it, or repeats it."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from events.enums import EventLinkKind
from events.models.events import Event


class EventLink(models.Model):
    """Read from `event` to `other`; the page of the other says it the other way round."""

    event = models.ForeignKey(
        Event, on_delete=models.CASCADE, related_name="links", verbose_name=_("événement")
    )
    kind = models.CharField(_("lien"), max_length=7, choices=EventLinkKind)
    other = models.ForeignKey(
        Event, on_delete=models.CASCADE, related_name="links_to_it", verbose_name=_("autre événement")
    )

    class Meta:
        verbose_name = _("lien avec un autre événement")
        verbose_name_plural = _("liens avec d’autres événements")
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                fields=["event", "other"],
                name="eventlink_once",
                violation_error_message=_("Ces deux événements sont déjà liés."),
                violation_error_code="duplicate_link",
            ),
            models.CheckConstraint(
                condition=~Q(event=F("other")),
                name="eventlink_not_with_itself",
                violation_error_message=_("Un événement ne se lie pas à lui-même."),
                violation_error_code="linked_with_itself",
            ),
        ]

    def __str__(self):
        return f"#{self.event_id} {self.get_kind_display()} #{self.other_id}"

    def clean(self):
        super().clean()
        if self.event_id and self.other_id and self._leads_back():
            circle = _("Cet événement mène déjà à celui-ci : un lien de plus ferait un cercle.")
            raise ValidationError({"other": ValidationError(circle, code="circle_of_links")})

    def _leads_back(self):
        found, frontier = set(), {self.other_id}
        while frontier:
            links = EventLink.objects.filter(event__in=frontier).exclude(pk=self.pk)
            found |= frontier
            frontier = set(links.values_list("other", flat=True)) - found
        return self.event_id in found and self.event_id != self.other_id
