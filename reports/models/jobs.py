"""A long document that is made in the background, and kept while nothing changes (docs/decisions/0017)."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from reports.enums import Failure, JobState


def new_token():
    """No one finds a job's address by trying: 128 bits."""
    return secrets.token_urlsafe(16)


class DocumentJobQuerySet(models.QuerySet):
    def active(self):
        return self.filter(state__in=JobState.active())


class DocumentJob(models.Model):
    """One row for each set of parameters: who asks for the same document waits for the same file."""

    token = models.CharField(_("adresse"), max_length=32, unique=True, default=new_token, editable=False)
    key = models.CharField(_("clé des paramètres"), max_length=64, unique=True)
    kind = models.CharField(_("sorte de document"), max_length=40)
    language = models.CharField(_("langue"), max_length=2)
    parameters = models.JSONField(_("paramètres"), default=dict)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("demandé par"),
        help_text=_("Pour un document réservé : lui seul le reçoit."),
    )
    client = models.CharField(_("empreinte du demandeur"), max_length=32, blank=True)
    state = models.CharField(_("état"), max_length=9, choices=JobState, default=JobState.WAITING)
    failure = models.CharField(_("cause"), max_length=11, choices=Failure, blank=True, default=Failure.NONE)
    done_steps = models.PositiveIntegerField(_("événements faits"), default=0)
    all_steps = models.PositiveIntegerField(_("événements à faire"), default=0)
    attempts = models.PositiveSmallIntegerField(_("essais"), default=0)
    version = models.CharField(_("version des données"), max_length=32, blank=True)
    proof_code = models.CharField(_("code"), max_length=12, blank=True)
    filename = models.CharField(_("nom du fichier"), max_length=255, blank=True)
    size = models.PositiveBigIntegerField(_("taille en octets"), default=0)
    asked_at = models.DateTimeField(_("demandé à"))
    started_at = models.DateTimeField(_("commencé à"), null=True, blank=True)
    finished_at = models.DateTimeField(_("terminé à"), null=True, blank=True)

    objects = DocumentJobQuerySet.as_manager()

    class Meta:
        verbose_name = _("document en préparation")
        verbose_name_plural = _("documents en préparation")
        ordering = ["asked_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_steps__lte=F("all_steps")),
                name="document_job_progress_ends",
                violation_error_message=_("On ne peut pas avoir fait plus que tout."),
                violation_error_code="progress_beyond_end",
            ),
        ]

    def __str__(self):
        return f"{self.kind} #{self.pk}"

    @property
    def is_active(self) -> bool:
        return self.state in JobState.active()
