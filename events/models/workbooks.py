"""Workbooks that were imported, with what it takes to take them back."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from organisations.models import User


class WorkbookImport(models.Model):
    """One workbook; events/services/workbook_undo.py alone reads its `journal`."""

    file_name = models.CharField(_("fichier"), max_length=200)
    lines = models.PositiveIntegerField(_("lignes nouvelles ou modifiées"))
    journal = models.JSONField(_("journal"), default=dict)
    created_by = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="+", verbose_name=_("importé par")
    )
    created_at = models.DateTimeField(_("importé le"), auto_now_add=True)

    # Deleted with its account without a word (organisations/admin/deletion.py).
    is_internal = True

    class Meta:
        verbose_name = _("import d’un classeur")
        verbose_name_plural = _("imports de classeurs")
        ordering = ("-pk",)

    def __str__(self):
        return str(_("Import #%(number)s") % {"number": self.pk})
