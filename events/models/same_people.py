"""Rows of one attendance list that were one person, and pairs of which a keeper said that they are two.

No name stands here: what would part two rows again waits outside the database
(events/services/same_people.py).
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from events.models.attendance import Participant
from events.models.events import Event
from organisations.models import User


class ListMerge(models.Model):
    """Two rows of the list of `event` made one; `work` names what would part them again."""

    event = models.ForeignKey(
        Event, on_delete=models.CASCADE, related_name="list_merges", verbose_name=_("événement")
    )
    # Without the person that stayed nothing is to be parted.
    kept = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="merges", verbose_name=_("personne gardée")
    )
    work = models.CharField(_("où attend ce qui les séparerait"), max_length=32)
    merged_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("réunies par")
    )
    merged_at = models.DateTimeField(_("réunies le"), auto_now_add=True)

    # Deleted with its account without a word (organisations/admin/deletion.py).
    is_internal = True

    class Meta:
        verbose_name = _("réunion de deux lignes d’une liste")
        verbose_name_plural = _("réunions de lignes de listes")
        ordering = ("-pk",)

    def __str__(self):
        return str(_("Réunion #%(number)s") % {"number": self.pk})


class DifferentPeople(models.Model):
    """« Ce sont deux »: said of two rows of one list, for as long as both are there."""

    first = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="+", verbose_name=_("première personne")
    )
    second = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="+", verbose_name=_("seconde personne")
    )

    is_internal = True

    class Meta:
        verbose_name = _("paire de personnes distinctes")
        verbose_name_plural = _("paires de personnes distinctes")
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="different_people_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="different_people_ordered"),
        ]

    def __str__(self):
        return str(_("Paire #%(number)s") % {"number": self.pk})
