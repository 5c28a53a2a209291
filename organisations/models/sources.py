"""Sources, and the claims that sources make when they disagree."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organisations.enums import SourceKind, SourceLanguage
from organisations.models.organisations import Organisation
from rss_registry.checked_rows import CheckedModel
from rss_registry.edtf import YEAR, EdtfError, When, parse
from rss_registry.words_of_dates import validate_edtf


class Source(CheckedModel):
    title = models.CharField(_("titre"), max_length=300, help_text=_("Publié tel quel sur le site."))
    kind = models.CharField(_("type"), max_length=10, choices=SourceKind)
    publisher = models.CharField(_("éditeur ou média"), max_length=200, blank=True)
    publisher_organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="published_sources",
        verbose_name=_("organisation éditrice"),
    )
    author = models.CharField(
        _("auteur"),
        max_length=200,
        blank=True,
        help_text=_("Signature publiée avec l’article ; jamais le nom d’un participant."),
    )
    published_edtf = models.CharField(
        _("parution (EDTF)"),
        max_length=30,
        blank=True,
        validators=[validate_edtf],
        help_text=_("Telle que la source la donne, en ISO 8601-2 ; vide : date inconnue."),
    )
    # Computed from it: by what sources are put in order, and no source says.
    published_on = models.DateField(_("parution"), null=True, editable=False)
    language = models.CharField(
        _("langue"), max_length=3, choices=SourceLanguage, blank=True, default=SourceLanguage.NOT_STATED
    )
    url = models.URLField(_("adresse"), max_length=500, blank=True)
    archived_url = models.URLField(_("copie archivée"), max_length=500, blank=True)
    note = models.TextField(_("remarque"), blank=True, help_text=_("Interne : n’est pas publiée."))

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ("-published_on", "title")
        constraints = [
            models.UniqueConstraint(
                fields=["url"],
                condition=~Q(url=""),
                name="source_url_unique",
                violation_error_message=_("Une source porte déjà cette adresse."),
                violation_error_code="duplicate_source",
            ),
        ]

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        self.published_on = self.published.bounds()[0]
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, "published_on"}
        super().save(*args, **kwargs)

    @property
    def published(self) -> When:
        try:
            return parse(self.published_edtf)
        except EdtfError:
            return When()

    @property
    def published_about(self) -> date | None:
        """A day near to its publication; None where no month is known, let alone a day."""
        return None if self.published.precision == YEAR else self.published_on

    @property
    def signature(self):
        """Author and publisher in one line, whichever is known."""
        return ", ".join(part for part in (self.author, self.publisher) if part)


class Claim(CheckedModel):
    """What one source says of one field; the record follows one claim and shows the others.

    `value` is written as a reader would read it (« 2020-2025 »), without quotation.
    """

    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, related_name="%(class)ss", verbose_name=_("source")
    )
    field = models.CharField(_("élément"), max_length=40)
    value = models.CharField(_("ce que dit la source"), max_length=300)
    followed = models.BooleanField(
        _("retenu par la fiche"),
        default=False,
        help_text=_("Une seule affirmation est retenue par élément ; les autres restent affichées."),
    )
    note = models.CharField(_("pourquoi"), max_length=300, blank=True)

    class Meta:
        abstract = True

    def __str__(self):
        return f"{self.get_field_display()} : {self.value}"

    def clean(self):
        super().clean()
        if not self.value.strip():
            raise ValidationError({"value": _("Indiquez ce que dit la source.")})
