"""How many persons came, and came again, as far as the public may know it (docs/decisions/0054)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from publication.models.pending import PublishedManager


class PersonBatch(models.Model):
    """Lists that entered the figures of persons together: it never gains nor loses one."""

    owner = models.BigIntegerField(db_index=True)
    participations = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("lot de listes")
        verbose_name_plural = _("lots de listes")

    def __str__(self):
        return f"#{self.pk}"


class PersonBatchMember(models.Model):
    """Which event’s list stands in which batch: no public reading sees it."""

    event = models.BigIntegerField(primary_key=True)
    batch = models.ForeignKey(PersonBatch, on_delete=models.CASCADE, related_name="members")

    class Meta:
        verbose_name = _("liste d’un lot")
        verbose_name_plural = _("listes des lots")

    def __str__(self):
        return f"#{self.event}"


class PersonFigure(models.Model):
    """What was once told of some batches: the same is told of them again, and no new figure tells more."""

    owner = models.BigIntegerField(db_index=True)
    scope = models.CharField(max_length=60)
    batches = models.JSONField()
    lists = models.PositiveIntegerField()
    participations = models.PositiveIntegerField()
    persons = models.PositiveIntegerField()
    once = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("chiffre de personnes communiqué")
        verbose_name_plural = _("chiffres de personnes communiqués")

    def __str__(self):
        return f"{self.scope}, #{self.pk}"


class PublishedPersons(models.Model):
    """The figure of an organisation’s lists, or of those of one of its programmes or series."""

    # « o12 », « o12 p3 », « o12 s5 »: keys of the organisation, programme, series.
    scope = models.CharField(max_length=60, primary_key=True)
    organisation = models.BigIntegerField(db_index=True)
    programme = models.BigIntegerField(null=True, db_index=True)
    series = models.BigIntegerField(null=True, db_index=True)
    lists = models.PositiveIntegerField(_("listes"))
    participations = models.PositiveIntegerField(_("participations"))
    persons = models.PositiveIntegerField(_("personnes"))
    once = models.PositiveIntegerField(_("venues une seule fois"), null=True)

    objects = PublishedManager()

    class Meta:
        verbose_name = _("personnes publiées")
        verbose_name_plural = _("personnes publiées")
        ordering = ("scope",)

    def __str__(self):
        return self.scope
