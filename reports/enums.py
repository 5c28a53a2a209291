"""The choices of what reports keep."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class JobState(TextChoices):
    """How far a document that is made in the background has come."""

    WAITING = "waiting", _("en attente")
    RUNNING = "running", _("en préparation")
    DONE = "done", _("prêt")
    FAILED = "failed", _("non abouti")
    CANCELLED = "cancelled", _("annulé")

    @classmethod
    def active(cls):
        return (cls.WAITING, cls.RUNNING)


class Failure(TextChoices):
    """Why a document could not be made; each has its own words on the page."""

    NONE = "", _("aucun")
    TOO_LARGE = "too_large", _("limite de mémoire ou de temps atteinte")
    DISK_FULL = "disk_full", _("disque plein")
    INTERRUPTED = "interrupted", _("interrompu deux fois")
    WITHDRAWN = "withdrawn", _("sujet retiré entre-temps")
    FAULT = "fault", _("erreur du programme")


class TemplateLanguage(TextChoices):
    """The languages in which a donor takes a report."""

    BOTH = "both", _("français ou anglais")
    FRENCH = "fr", _("français")
    ENGLISH = "en", _("anglais")

    @property
    def codes(self):
        return ("fr", "en") if self is TemplateLanguage.BOTH else (self.value,)


class DonorVersion(TextChoices):
    """For whom a donor's report is made: how much it may name, and whether gaps are pointed at."""

    DRAFT = "draft", _("brouillon de travail")
    DONOR = "donor", _("version pour le bailleur")
    PUBLIC = "public", _("version à diffuser")


class Section(TextChoices):
    """The chapters that a report may leave out; the values stand in its address, as filters do.

    Names and values are in the digests of produced documents: never renamed.
    """

    SUMMARY = "resume", _("Résumé et chiffres clés")
    SPLITS = "repartitions", _("Répartitions : années, publics, types, thèmes")
    MAP = "carte", _("Carte et régions")
    FUNDING = "financement", _("Organisations et financement")
    INDICATORS = "indicateurs", _("Indicateurs et cibles")
    PLANNED = "prevu-realise", _("Prévu et réalisé")
    RECOMMENDATIONS = "recommandations", _("Recommandations et suites")
    REGISTER = "registre", _("Registre des événements")
    SHEETS = "fiches", _("Fiche de chaque événement")
