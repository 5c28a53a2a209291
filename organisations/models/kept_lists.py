"""What an account keeps of a list of the admin: filters under a name, and the columns that it shows."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from organisations.models.users import User


class KeptListQuerySet(models.QuerySet):
    def readable_by(self, user):
        """Its own, and those that a coordinator shares."""
        return self.filter(models.Q(user=user) | models.Q(is_shared=True))


class KeptList(models.Model):
    """Filters, search, order and columns of one list, as its address says them."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="kept_lists")
    table = models.CharField(_("table"), max_length=80)
    name = models.CharField(_("nom"), max_length=60)
    query = models.CharField(_("paramètres"), max_length=2000, blank=True)
    is_shared = models.BooleanField(_("partagée avec tous"), default=False)

    objects = KeptListQuerySet.as_manager()

    # Deleted with its account without a word (organisations/admin/deletion.py).
    is_internal = True

    class Meta:
        verbose_name = _("liste gardée")
        verbose_name_plural = _("listes gardées")
        ordering = ("name", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "table", "name"],
                name="kept_list_name_unique",
                violation_error_message=_("Vous gardez déjà une liste sous ce nom."),
                violation_error_code="duplicate_kept_list",
            )
        ]

    def __str__(self):
        return self.name


class ChosenColumns(models.Model):
    """The columns that an account wants to see of one list; without a row, the usual ones."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="chosen_columns")
    table = models.CharField(_("table"), max_length=80)
    columns = models.JSONField(_("colonnes"), default=list)

    is_internal = True

    class Meta:
        verbose_name = _("choix de colonnes")
        verbose_name_plural = _("choix de colonnes")
        constraints = [models.UniqueConstraint(fields=["user", "table"], name="chosen_columns_once_per_list")]

    def __str__(self):
        return self.table
