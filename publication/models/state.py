"""What the publication remembers of itself: the version of public data, the day it stands at, what waits."""

import secrets

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publication.models.pending import PublishedManager


class PublicationState(models.Model):
    """One row. `token` is another one after every change of a published row, and after no other change.

    A random token rather than a number: a register restored from a backup counts on from an older
    number, and whoever kept a page under the same number would be told that nothing changed.
    """

    ONLY = 1

    token = models.CharField(_("jeton"), max_length=32)
    day = models.DateField(_("publié pour le jour"), null=True)
    key_mark = models.CharField(_("marque de la clé"), max_length=64, blank=True, default="")

    objects = PublishedManager()

    class Meta:
        verbose_name = _("état de la publication")
        verbose_name_plural = _("états de la publication")

    def __str__(self):
        return self.token

    @classmethod
    def current_token(cls) -> str:
        return cls.objects.filter(pk=cls.ONLY).values_list("token", flat=True).first() or ""

    @classmethod
    def renew(cls):
        """Give a new token, in the transaction of the change that asks for it."""
        token = secrets.token_hex(8)
        if not cls.objects.filter(pk=cls.ONLY).update(token=token):
            cls.objects.create(pk=cls.ONLY, token=token, day=timezone.localdate())


class Fingerprint(models.Model):
    """What a shared private row last said, as a digest: an unchanged save projects nothing again."""

    model = models.CharField(max_length=60)
    number = models.BigIntegerField()
    digest = models.CharField(max_length=32)

    class Meta:
        verbose_name = _("empreinte")
        verbose_name_plural = _("empreintes")
        constraints = [models.UniqueConstraint(fields=["model", "number"], name="fingerprint_once")]

    def __str__(self):
        return f"{self.model} #{self.number}"


class Waiting(models.Model):
    """An event that is to be projected again in the background."""

    event = models.BigIntegerField(primary_key=True)

    class Meta:
        verbose_name = _("événement en attente")
        verbose_name_plural = _("événements en attente")

    def __str__(self):
        return f"#{self.event}"


class DisclosedVersion(models.Model):
    """What was once disclosed of the numbers of persons of an event: it stays known, whatever follows.

    No number that was withheld is in it (publication/disclosure/stored.py).
    """

    event = models.BigIntegerField(db_index=True)
    together = models.JSONField(null=True, help_text=_("D’un total commun : tous ses événements."))
    numbers = models.JSONField()

    class Meta:
        verbose_name = _("état communiqué")
        verbose_name_plural = _("états communiqués")

    def __str__(self):
        return f"#{self.event}"


class FormerFacts(models.Model):
    """Of an event that was public and is not: what it told, as digests, and why it was changed since.

    On its return they say what was corrected in between (publication/project/corrections.py).
    """

    event = models.BigIntegerField(primary_key=True)
    digests = models.JSONField()
    reasons = models.JSONField(default=list)

    class Meta:
        verbose_name = _("état antérieur")
        verbose_name_plural = _("états antérieurs")

    def __str__(self):
        return f"#{self.event}"


class DisclosedComposition(models.Model):
    """What was once told of the seats of a committee on one day, as it is stored for the public."""

    committee = models.BigIntegerField(db_index=True)
    as_of = models.DateField()
    content = models.TextField()

    class Meta:
        verbose_name = _("composition communiquée")
        verbose_name_plural = _("compositions communiquées")

    def __str__(self):
        return f"#{self.committee}, {self.as_of}"


class CoarseInSeries(models.Model):
    """An event of this series was once told by region and month: the others must not tell its place in it.

    It stays when the event leaves the site or the series, which protects it more, until it is told in full.
    """

    event = models.BigIntegerField(db_index=True)
    series = models.BigIntegerField(db_index=True)

    class Meta:
        verbose_name = _("événement protégé d’une série")
        verbose_name_plural = _("événements protégés des séries")
        constraints = [models.UniqueConstraint(fields=["event", "series"], name="coarse_in_series_once")]

    def __str__(self):
        return f"#{self.event}, #{self.series}"

    @classmethod
    def series_told(cls) -> frozenset[int]:
        """In which no event tells its rank, and of which no planned town is told."""
        return frozenset(cls.objects.order_by().values_list("series", flat=True).distinct())


class BatchMember(models.Model):
    """Which event stands in which batch: no public reading sees it."""

    event = models.BigIntegerField(primary_key=True)
    batch = models.BigIntegerField(db_index=True)

    class Meta:
        verbose_name = _("événement d’un lot")
        verbose_name_plural = _("événements des lots")

    def __str__(self):
        return f"#{self.event}"
