"""The words by which staff find organisations, places, programmes, agreements, sources and series."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rss_registry.full_text import WordsField


class RecordSearch(models.Model):
    """Which record the words of one row of the index are of: `kind` names its model."""

    # No reader knows of it: the page that asks for a deletion does not count it.
    is_internal = True

    kind = models.CharField(_("type"), max_length=40)
    key = models.PositiveBigIntegerField(_("clé"))

    class Meta:
        verbose_name = _("fiche trouvée par ses mots")
        verbose_name_plural = _("fiches trouvées par leurs mots")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key"],
                name="recordsearch_one_per_record",
                violation_error_message=_("Cette fiche est déjà dans l’index."),
            )
        ]

    def __str__(self):
        return f"{self.kind} #{self.key}"


class RecordWords(models.Model):
    """The full-text index; a table of the database's own kind, made by a migration."""

    is_internal = True

    record = models.OneToOneField(
        RecordSearch,
        on_delete=models.CASCADE,
        primary_key=True,
        db_column="rowid",
        db_constraint=False,
        related_name="words",
        verbose_name=_("fiche"),
    )
    words = WordsField(_("mots"))

    class Meta:
        managed = False
        db_table = "organisations_recordwords"
        verbose_name = _("index de recherche des fiches")
        verbose_name_plural = _("index de recherche des fiches")

    def __str__(self):
        return f"#{self.record_id}"
