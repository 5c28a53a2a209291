"""What says that something public has changed."""

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _


class DataVersion(models.Model):
    """One row, whose token is another one after every public change (docs/decisions/0011).

    A random token rather than a number: a register restored from a backup counts on from an
    older number, and whoever kept a page under the same number would be told that nothing changed.
    """

    ONLY = 1

    token = models.CharField(_("jeton"), max_length=32)

    class Meta:
        verbose_name = _("version des données publiques")
        verbose_name_plural = _("versions des données publiques")

    def __str__(self):
        return self.token

    @classmethod
    def current(cls) -> str:
        return cls.objects.filter(pk=cls.ONLY).values_list("token", flat=True).first() or ""

    @classmethod
    def renew(cls):
        """Give a new token, in the transaction of the change that asks for it."""
        token = secrets.token_hex(8)
        if not cls.objects.filter(pk=cls.ONLY).update(token=token):
            cls.objects.create(pk=cls.ONLY, token=token)
