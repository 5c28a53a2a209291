"""How we know: sources, claims that disagree, documents and photos."""

from pathlib import PurePath

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.enums import DocumentKind
from events.models.events import Event
from organisations.models import Claim, Source
from rss_registry.checked_rows import CheckedModel
from rss_registry.files import stored_as


class EventSource(CheckedModel):
    event = models.ForeignKey(
        Event, on_delete=models.CASCADE, related_name="event_sources", verbose_name=_("événement")
    )
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, related_name="event_sources", verbose_name=_("source")
    )
    note = models.CharField(
        _("ce qu’elle apporte"), max_length=300, blank=True, help_text=_("Publié tel quel sur le site.")
    )

    class Meta:
        verbose_name = _("source de l’événement")
        verbose_name_plural = _("sources de l’événement")
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                fields=["event", "source"],
                name="eventsource_unique",
                violation_error_message=_("Cette source figure déjà dans la liste."),
                violation_error_code="duplicate_source",
            )
        ]

    def __str__(self):
        return str(self.source)


class EventClaim(Claim):
    class Field(models.TextChoices):
        DATES = "dates", _("dates")
        PLACE = "place", _("lieu")
        TITLE = "title", _("titre")
        HEADCOUNT = "headcount", _("effectifs")
        ROLES = "roles", _("organisations et rôles")
        FUNDING = "funding", _("financement")
        SERIES = "series", _("série")
        OTHER = "other", _("autre")

    event = models.ForeignKey(
        Event, on_delete=models.CASCADE, related_name="claims", verbose_name=_("événement")
    )
    field = models.CharField(_("élément"), max_length=40, choices=Field)

    class Meta:
        verbose_name = _("affirmation d’une source")
        verbose_name_plural = _("affirmations des sources (désaccords)")
        ordering = ("field", "-followed", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "field"],
                condition=Q(followed=True),
                name="eventclaim_follows_one",
                violation_error_message=_("Une seule affirmation peut être retenue par élément."),
                violation_error_code="two_claims_followed",
            )
        ]


class Document(CheckedModel):
    event = models.ForeignKey(
        Event, on_delete=models.CASCADE, related_name="documents", verbose_name=_("événement")
    )
    title = models.CharField(_("titre"), max_length=200)
    kind = models.CharField(_("type"), max_length=18, choices=DocumentKind)
    file = models.FileField(
        _("fichier"),
        upload_to=stored_as,
        help_text=_("PDF, Word, Excel ou OpenDocument, 5 Mo au plus."),
    )
    is_public = models.BooleanField(
        _("public"),
        default=False,
        help_text=_("Cochez seulement si le document ne nomme aucun participant."),
    )

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ("title",)

    def __str__(self):
        return self.title

    @property
    def format(self):
        """The file's format as readers know it: « PDF », « DOCX »."""
        return PurePath(self.file.name).suffix.lstrip(".").upper()


class Photo(models.Model):
    """A photo, or the mention of one that a source published (caption and credit without the file)."""

    event = models.ForeignKey(
        Event, on_delete=models.CASCADE, related_name="photos", verbose_name=_("événement")
    )
    image = models.ImageField(
        _("image"),
        upload_to=stored_as,
        blank=True,
        help_text=_(
            "JPEG ou PNG, 12 Mo au plus. La position et les données de l’appareil sont retirées. "
            "Vide : photo parue dans une source, seulement mentionnée."
        ),
    )
    printed = models.ImageField(_("image pour l’impression"), upload_to=stored_as, blank=True, editable=False)
    caption = models.CharField(_("légende"), max_length=250)
    credit = models.CharField(_("crédit"), max_length=120)
    consent = models.BooleanField(
        _("consentement recueilli"),
        default=False,
        help_text=_("Sans lui, l’image n’est jamais publiée."),
    )
    consent_note = models.CharField(
        _("comment il a été recueilli"), max_length=200, blank=True, help_text=_("Interne.")
    )
    source = models.ForeignKey(
        Source,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="photos",
        verbose_name=_("parue dans"),
    )
    position = models.PositiveSmallIntegerField(_("rang"), default=0)

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ("position", "pk")
        constraints = [
            models.CheckConstraint(
                condition=~Q(image="") | Q(source__isnull=False),
                name="photo_is_somewhere",
                violation_error_message=_("Joignez l’image, ou dites dans quelle source elle a paru."),
                violation_error_code="photo_nowhere",
            ),
            models.CheckConstraint(
                condition=~Q(credit=""),
                name="photo_has_credit",
                violation_error_message=_("Une photo porte toujours un crédit."),
                violation_error_code="photo_without_credit",
            ),
        ]

    def __str__(self):
        return self.caption
