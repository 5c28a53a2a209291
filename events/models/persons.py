"""Marks of people without their names: they outlive the list, so that persons can be counted over years.

A print is made with a key that is not in the database (events/attendance/prints.py): whoever has the tables
alone learns no name from them.
"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from events.enums import Sex
from events.models.attendance import Participant
from events.models.events import Event
from organisations.models import Organisation


class MarkedList(models.Model):
    """The list of one event of which each person has a mark, all made with one key."""

    event = models.OneToOneField(
        Event,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="marked_list",
        verbose_name=_("événement"),
    )
    key_id = models.CharField(
        _("clé"), max_length=16, help_text=_("Des empreintes de deux clés ne se comparent pas.")
    )
    marked_at = models.DateTimeField(_("modifiée le"), auto_now=True)

    # Goes with what it marks without a word (organisations/admin/deletion.py), as those below do.
    is_internal = True

    class Meta:
        verbose_name = _("liste aux personnes comptées")
        verbose_name_plural = _("listes aux personnes comptées")

    def __str__(self):
        return f"#{self.event_id}"


class PersonMark(models.Model):
    """Somebody who was on a list. It goes with its participant, unless the list is erased at its term."""

    marked_list = models.ForeignKey(
        MarkedList, on_delete=models.CASCADE, related_name="marks", verbose_name=_("liste")
    )
    participant = models.OneToOneField(
        Participant,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="mark",
        verbose_name=_("participant"),
        help_text=_("Vide une fois la liste effacée à son terme."),
    )
    name_print = models.CharField(_("empreinte du nom"), max_length=32, blank=True)
    phone_prints = models.JSONField(_("empreintes des téléphones"), default=list, blank=True)
    sex = models.CharField(_("sexe"), max_length=5, choices=Sex, blank=True, default=Sex.NOT_STATED)

    is_internal = True

    class Meta:
        verbose_name = _("empreinte d’une personne")
        verbose_name_plural = _("empreintes de personnes")
        ordering = ("pk",)

    def __str__(self):
        return f"#{self.pk}"


class PersonVerdict(models.Model):
    """What a keeper said of two marks: one person's, or two persons'; until the name of either changes."""

    # Hidden from the marks: of two participants made one, one loses its mark with what was said of it.
    first = models.ForeignKey(PersonMark, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(PersonMark, on_delete=models.CASCADE, related_name="+")
    is_same = models.BooleanField(_("même personne"))
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("par"),
    )
    said_at = models.DateTimeField(_("le"), auto_now=True)

    is_internal = True

    class Meta:
        verbose_name = _("avis sur deux empreintes")
        verbose_name_plural = _("avis sur deux empreintes")
        constraints = [
            models.UniqueConstraint(
                fields=["first", "second"],
                name="person_verdict_once",
                violation_error_message=_("Il en est déjà dit quelque chose."),
                violation_error_code="duplicate_verdict",
            ),
            models.CheckConstraint(
                condition=models.Q(first__lt=models.F("second")),
                name="person_verdict_smaller_first",
                violation_error_message=_("La plus petite des deux clés vient d’abord."),
                violation_error_code="verdict_order",
            ),
        ]

    def __str__(self):
        return f"#{self.first_id}, #{self.second_id}"


class CountingStopped(models.Model):
    """An organisation that does not let the persons of its lists be counted: it has no mark."""

    organisation = models.OneToOneField(
        Organisation,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="counting_stopped",
        verbose_name=_("organisation"),
    )
    stopped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("par"),
    )
    stopped_at = models.DateTimeField(_("le"), auto_now_add=True)

    is_internal = True

    class Meta:
        verbose_name = _("comptage des personnes arrêté")
        verbose_name_plural = _("comptages des personnes arrêtés")

    def __str__(self):
        return f"#{self.organisation_id}"
