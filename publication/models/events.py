"""Published events: what the public may know of each, and nothing that it may not."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.enums import Sensitivity, WithdrawalReason
from publication.models.pending import PublishedManager
from publication.models.queries import NEWEST_FIRST, PublishedEventQuerySet


class PublishedEvent(models.Model):
    """One event under the key of its private record; days and places are as precise as may be known."""

    id = models.BigIntegerField(primary_key=True)
    reference = models.CharField(_("référence"), max_length=20, unique=True)
    is_suspended = models.BooleanField(
        _("suspendu"), default=False, help_text=_("Une restriction attend d’être appliquée partout.")
    )
    kind = models.CharField(_("type"), max_length=20)
    outcome = models.CharField(_("ce qu’il est devenu"), max_length=10)
    title = models.CharField(_("titre"), max_length=250)
    # Of an event known to its month: the first and the last day of that month, of the year likewise.
    first_day = models.DateField(_("premier jour"), null=True)
    last_day = models.DateField(_("dernier jour"), null=True)
    precision = models.CharField(_("précision"), max_length=5, blank=True)
    announced_on = models.DateField(_("annoncé le"), null=True)
    is_coarse = models.BooleanField(_("région et mois seulement"))
    series = models.BigIntegerField(_("série"), null=True, db_index=True)
    series_rank = models.PositiveSmallIntegerField(_("rang dans la série"), null=True)
    # Where lists put it among those of the same day, and those without a day among each other.
    is_undated = models.BooleanField(default=False)
    order_group = models.BigIntegerField(default=0)
    newest_rank = models.IntegerField(default=0)
    oldest_rank = models.IntegerField(default=0)
    published_at = models.DateTimeField(_("publié le"), null=True)
    changed_at = models.DateTimeField(_("modifié le"), db_index=True)
    item = models.TextField(_("ligne de liste"))
    digest = models.CharField(max_length=32, help_text=_("De tout ce qui en est publié."))
    # Of what stands of it in each of the tables beside this one (publication/project/rows.py).
    part_digests = models.CharField(max_length=200, default="")

    objects = PublishedManager.from_queryset(PublishedEventQuerySet)()

    class Meta:
        verbose_name = _("événement publié")
        verbose_name_plural = _("événements publiés")
        ordering = NEWEST_FIRST
        # Lists are of one outcome each: the first rows of a list are the first of an index.
        indexes = [
            models.Index(
                fields=["outcome", "is_undated", "-first_day", "order_group", "newest_rank", "-reference"],
                name="published_newest",
            ),
            models.Index(
                fields=["outcome", "is_undated", "first_day", "order_group", "oldest_rank", "reference"],
                name="published_oldest",
            ),
            # With the key, so that « all open events that were held » are read from the index alone.
            models.Index(fields=["outcome", "is_suspended", "id"], name="published_outcome"),
        ]

    def __str__(self):
        return self.reference

    def get_absolute_url(self):
        return reverse("website:event_detail", args=[self.reference])

    @property
    def protection(self) -> str:
        """How much of it may be told, as produced documents remember it."""
        return Sensitivity.REGION_AND_MONTH.value if self.is_coarse else Sensitivity.PUBLIC.value


class PublishedFacts(models.Model):
    """The public facts of one event in one language, as JSON (publication/facts/stored.py)."""

    event = models.ForeignKey(PublishedEvent, on_delete=models.CASCADE, related_name="facts")
    language = models.CharField(max_length=2)
    content = models.TextField()

    objects = PublishedManager()

    class Meta:
        verbose_name = _("faits publiés")
        verbose_name_plural = _("faits publiés")
        constraints = [models.UniqueConstraint(fields=["event", "language"], name="published_facts_once")]

    def __str__(self):
        return f"#{self.event_id} {self.language}"


class Facet(models.Model):
    """By which values one finds an event: a filter is a condition on these rows, its counts a GROUP BY."""

    event = models.ForeignKey(PublishedEvent, on_delete=models.CASCADE, related_name="facets")
    name = models.CharField(max_length=20)
    value = models.CharField(max_length=120)

    objects = PublishedManager()

    class Meta:
        verbose_name = _("facette")
        verbose_name_plural = _("facettes")
        constraints = [
            models.UniqueConstraint(fields=["name", "value", "event"], name="facet_once"),
        ]
        indexes = [models.Index(fields=["event", "name", "value"], name="facet_of_event")]

    def __str__(self):
        return f"{self.name}={self.value}"


class PublishedNumber(models.Model):
    """A number of an event that sums may take in; one that is not known or masked has no value."""

    event = models.ForeignKey(PublishedEvent, on_delete=models.CASCADE, related_name="numbers")
    name = models.CharField(max_length=40)
    state = models.CharField(max_length=10)
    value = models.PositiveIntegerField(null=True)
    basis = models.CharField(max_length=11, blank=True)

    objects = PublishedManager()

    class Meta:
        verbose_name = _("nombre publié")
        verbose_name_plural = _("nombres publiés")
        constraints = [
            models.UniqueConstraint(fields=["event", "name"], name="published_number_once"),
            models.CheckConstraint(
                condition=Q(state="stated", value__isnull=False)
                | (~Q(state="stated") & Q(value__isnull=True)),
                name="published_number_only_stated",
            ),
        ]
        indexes = [
            # In the order in which sums are grouped.
            models.Index(fields=["name", "state", "basis", "event", "value"], name="published_number_sum")
        ]

    def __str__(self):
        return f"{self.name} #{self.event_id}"


class PublishedTotal(models.Model):
    """A total that several events share, told because each of them has a page."""

    id = models.BigIntegerField(primary_key=True)
    content = models.TextField()
    events = models.ManyToManyField(PublishedEvent, related_name="shared_totals")

    objects = PublishedManager()

    class Meta:
        verbose_name = _("total commun publié")
        verbose_name_plural = _("totaux communs publiés")

    def __str__(self):
        return f"G{self.pk}"


class PublishedRecommendation(models.Model):
    """A recommendation or wish of a published event, with what became of it."""

    id = models.BigIntegerField(primary_key=True)
    event = models.ForeignKey(PublishedEvent, on_delete=models.CASCADE, related_name="recommendations")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=14)
    # Slugs, as the addresses of the list ask for them.
    addressee = models.CharField(max_length=80, blank=True, db_index=True)
    theme = models.CharField(max_length=60, blank=True, db_index=True)
    status = models.CharField(max_length=11)
    due_on = models.DateField(null=True)
    # The key of the recommendation whose words stand for all that say the same.
    same_as = models.BigIntegerField(null=True, db_index=True)
    content = models.TextField()

    objects = PublishedManager()

    class Meta:
        verbose_name = _("recommandation publiée")
        verbose_name_plural = _("recommandations publiées")
        ordering = ("event", "position", "id")
        indexes = [models.Index(fields=["kind", "status"], name="published_recommendation")]

    def __str__(self):
        return f"#{self.pk}"


class Withdrawal(models.Model):
    """A reference that once had a page and has none any more: its address answers 410.

    Whether the record was withdrawn, sent back or made less visible: no reader may tell these apart.
    """

    reference = models.CharField(_("référence"), max_length=20, primary_key=True)
    at = models.DateTimeField(_("retirée le"))
    reason = models.CharField(_("motif public"), max_length=10, choices=WithdrawalReason, blank=True)
    # Of a double, the record that stands for it: where it has a page, the address leads there.
    double_of = models.CharField(_("double de"), max_length=20, blank=True, default="")

    objects = PublishedManager()

    class Meta:
        verbose_name = _("fiche retirée")
        verbose_name_plural = _("fiches retirées")
        ordering = ("-at", "-reference")

    def __str__(self):
        return self.reference


class Correction(models.Model):
    """Which published facts of an event changed after its publication, when, and for which reason.

    It outlives the published event: one that is returned and published again was corrected all the same.
    """

    event = models.ForeignKey(
        PublishedEvent, on_delete=models.DO_NOTHING, db_constraint=False, related_name="corrections"
    )
    at = models.DateTimeField(_("le"))
    facts = models.JSONField(_("ce qui a changé"), default=list)
    reason = models.CharField(_("motif"), max_length=300, blank=True)

    objects = PublishedManager()

    class Meta:
        verbose_name = _("correction publiée")
        verbose_name_plural = _("corrections publiées")
        ordering = ("-at", "-pk")

    def __str__(self):
        return f"#{self.event_id} {self.at:%Y-%m-%d}"


class PublishedBatch(models.Model):
    """Five events « in totals only », told together and never otherwise: how many, and about how many people.

    Its events never change: one that may be told no more takes the whole batch away.
    """

    size = models.PositiveSmallIntegerField(_("événements"))
    participants = models.PositiveIntegerField(
        _("participations, à la dizaine"), null=True, help_text=_("Vide : l’effectif de l’un d’eux manque.")
    )

    objects = PublishedManager()

    class Meta:
        verbose_name = _("lot publié")
        verbose_name_plural = _("lots publiés")

    def __str__(self):
        return f"#{self.pk}"
