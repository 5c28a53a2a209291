"""The private attendance list: who was there, per half-day.

Nothing here is ever public. `__str__` names nobody: admin history, logs and error mails print it.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from events.enums import AgeBand, Category, Sex
from events.models.events import Event
from events.models.sessions import Session
from organisations.models import Organisation


class Participant(models.Model):
    event = models.ForeignKey(
        Event, on_delete=models.CASCADE, related_name="participants", verbose_name=_("événement")
    )
    number = models.PositiveSmallIntegerField(_("n° sur la liste"))
    full_name = models.CharField(_("nom et prénom"), max_length=200)
    sex = models.CharField(_("sexe"), max_length=5, choices=Sex, blank=True, default=Sex.NOT_STATED)
    category = models.CharField(
        _("catégorie"), max_length=20, choices=Category, blank=True, default=Category.NOT_STATED
    )
    age_band = models.CharField(
        _("tranche d’âge"), max_length=8, choices=AgeBand, blank=True, default=AgeBand.NOT_STATED
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="participants",
        verbose_name=_("organisation"),
    )
    organisation_name = models.CharField(_("organisation (texte libre)"), max_length=200, blank=True)
    function = models.CharField(_("fonction"), max_length=200, blank=True)
    phone = models.CharField(_("téléphone"), max_length=40, blank=True)
    email = models.EmailField(_("adresse électronique"), blank=True)
    photo_consent = models.BooleanField(_("accepte d’être photographié"), null=True, blank=True)
    contact_consent = models.BooleanField(_("accepte d’être recontacté"), null=True, blank=True)
    sessions = models.ManyToManyField(
        Session, through="Presence", related_name="participants", verbose_name=_("présences")
    )

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        ordering = ("event", "number")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "number"],
                name="participant_number_unique",
                violation_error_message=_("Ce numéro est déjà pris dans la liste de cet événement."),
                violation_error_code="duplicate_number",
            )
        ]

    def __str__(self):
        return str(_("Participant #%(number)s") % {"number": self.pk})


class Presence(models.Model):
    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="presences", verbose_name=_("participant")
    )
    session = models.ForeignKey(
        Session, on_delete=models.CASCADE, related_name="presences", verbose_name=_("séance")
    )
    signed = models.BooleanField(_("a signé"), default=True)

    class Meta:
        verbose_name = _("présence")
        verbose_name_plural = _("présences")
        ordering = ("session", "participant")
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "session"],
                name="presence_unique",
                violation_error_message=_("Cette présence est déjà notée."),
                violation_error_code="duplicate_presence",
            )
        ]

    def __str__(self):
        return str(_("Présence #%(number)s") % {"number": self.pk})
