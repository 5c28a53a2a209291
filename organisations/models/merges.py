"""Records that turned out to be one, and pairs of which somebody said that they are not."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from organisations.models.users import User


class Merge(models.Model):
    """One record that went into another of the same table.

    `journal` says what it takes to part them again; organisations/services/merging.py alone reads it.
    """

    table = models.CharField(_("table"), max_length=80)
    kept_key = models.BigIntegerField(_("fiche gardée"))
    absorbed_key = models.BigIntegerField(_("fiche réunie"))
    absorbed_name = models.CharField(_("nom réuni"), max_length=250)
    # Where the record had a public page: its address goes on leading somewhere.
    former_slug = models.CharField(_("ancien identifiant"), max_length=100, blank=True)
    journal = models.JSONField(_("journal"), default=dict)
    merged_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("réunie par")
    )
    merged_at = models.DateTimeField(_("réunie le"), auto_now_add=True)

    # Deleted with its account without a word (organisations/admin/deletion.py).
    is_internal = True

    class Meta:
        verbose_name = _("fiche réunie à une autre")
        verbose_name_plural = _("fiches réunies à d’autres")
        ordering = ("-pk",)
        indexes = [models.Index(fields=["table", "kept_key"], name="merge_of_kept")]

    def __str__(self):
        return str(_("Réunion #%(number)s") % {"number": self.pk})


class DifferentRecords(models.Model):
    """« Ce n’est pas un doublon »: said of two records under the names that they had then."""

    table = models.CharField(_("table"), max_length=80)
    first_key = models.BigIntegerField(_("première fiche"))
    second_key = models.BigIntegerField(_("seconde fiche"))
    # When either is renamed, the question comes back.
    names_then = models.CharField(_("noms d’alors"), max_length=64)
    said_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("dit par")
    )

    is_internal = True

    class Meta:
        verbose_name = _("paire de fiches distinctes")
        verbose_name_plural = _("paires de fiches distinctes")
        constraints = [
            models.UniqueConstraint(
                fields=["table", "first_key", "second_key"], name="different_records_once"
            ),
            models.CheckConstraint(
                condition=models.Q(first_key__lt=models.F("second_key")), name="different_records_ordered"
            ),
        ]

    def __str__(self):
        return str(_("Paire #%(number)s") % {"number": self.pk})
