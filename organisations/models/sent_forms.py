"""Which record the form of a new one has made: sent twice, it makes one."""

from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organisations.models.users import User

# As long as a browser keeps a copy of what was typed, and may send it again.
KEPT_FOR = timedelta(days=7)


class SentFormQuerySet(models.QuerySet):
    def past(self, on=None):
        """Those that no page is sent under any more, at the moment `on` (now by default)."""
        return self.filter(sent_at__lt=(on or timezone.now()) - KEPT_FOR)


class SentForm(models.Model):
    """A form that was opened for a new record and is saved (docs/decisions/0049).

    `digest` is a word for what was sent, `rows` the keys of the rows that it made, by the prefix of their
    inline and their number there, `version` the record as it was then, in the word of its own form.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(_("clé"), max_length=32)
    table = models.CharField(_("table"), max_length=80)
    record_id = models.BigIntegerField(_("fiche"), null=True)
    digest = models.CharField(_("empreinte"), max_length=64, blank=True)
    rows = models.JSONField(_("lignes"), default=dict)
    version = models.TextField(_("version"), blank=True)
    sent_at = models.DateTimeField(_("envoyé le"), auto_now_add=True, db_index=True)

    objects = SentFormQuerySet.as_manager()

    # Deleted with its account without a word (organisations/admin/deletion.py).
    is_internal = True

    class Meta:
        verbose_name = _("formulaire envoyé")
        verbose_name_plural = _("formulaires envoyés")
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="sentform_once")]

    def __str__(self):
        return f"{self.table} #{self.record_id}"
