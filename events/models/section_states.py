"""What an officer says of one part of a record, and what she typed there that cannot be stored yet."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.models.events import Event


class SectionState(models.Model):
    """Of one part of the form; a part of which nothing is to be said has no row.

    `typed` are the fields of a draft as they were sent, by name, while something in them is wrong: nothing of
    it is public, and no record leaves its draft with it.
    """

    event = models.ForeignKey(
        Event, on_delete=models.CASCADE, related_name="section_states", verbose_name=_("événement")
    )
    section = models.CharField(_("partie"), max_length=20)
    is_not_applicable = models.BooleanField(_("sans objet"), default=False)
    typed = models.JSONField(_("saisie à corriger"), null=True, blank=True)
    updated_at = models.DateTimeField(_("modifiée le"), auto_now=True)
    updated_by = models.ForeignKey(
        "organisations.User",
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("modifiée par"),
    )

    class Meta:
        verbose_name = _("état d’une partie")
        verbose_name_plural = _("états des parties")
        ordering = ("event", "section")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "section"],
                name="sectionstate_unique",
                violation_error_message=_("L’état de cette partie est déjà noté."),
            ),
            models.CheckConstraint(
                condition=Q(is_not_applicable=False) | Q(typed__isnull=True),
                name="sectionstate_nothing_typed_where_not_applicable",
                violation_error_message=_("Une partie sans objet ne garde pas de saisie."),
            ),
        ]

    def __str__(self):
        return self.section
