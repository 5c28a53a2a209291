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
    def renew(cls, event=None):
        """Give a new token, in the transaction of the change that asks for it.

        `event` is the key of the one event that the change touches; None when it may touch any.
        """
        token = secrets.token_hex(8)
        # First the one row: whoever writes at the same time waits here, so that the changes below are
        # numbered in the order of their commits.
        if not cls.objects.filter(pk=cls.ONLY).update(token=token):
            cls.objects.create(pk=cls.ONLY, token=token)
        PublicChange.add(event, token)


class PublicChangeQuerySet(models.QuerySet):
    def since(self, number, token):
        """The changes after that one, in their order, or None when it is not known (any more)."""
        rows = list(self.filter(pk__gte=number).order_by("pk").values_list("pk", "token", "event"))
        return rows[1:] if rows and rows[0][:2] == (number, token) else None


class PublicChange(models.Model):
    """The latest changes: who keeps something made of many events asks which of them to read again."""

    # Beyond these one rather reads everything.
    KEPT = 1_000

    # No foreign key: an event that is deleted is a change too, and its table stands further right.
    event = models.BigIntegerField(_("événement touché"), null=True)
    token = models.CharField(_("jeton"), max_length=32)

    objects = PublicChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("changement public")
        verbose_name_plural = _("changements publics")
        ordering = ("pk",)

    def __str__(self):
        return f"#{self.pk}"

    @classmethod
    def add(cls, event, token):
        number = cls.objects.create(event=event, token=token).pk
        if number % 100 == 0:
            cls.objects.filter(pk__lte=number - cls.KEPT).delete()
