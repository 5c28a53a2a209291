"""What an event left behind: recommendations and their follow-up, outputs, tests."""

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.enums import (
    FollowUpStatus,
    OutputKind,
    OutputStage,
    RecommendationKind,
    Sex,
    TestMoment,
)
from events.models.events import Event
from events.models.vocabulary import Theme
from organisations.models import Organisation, Source
from rss_registry.checked_rows import CheckedModel


class RecommendationQuerySet(models.QuerySet):
    def published(self, on=None):
        """Recommendations of events that have a public page."""
        return self.filter(event__in=Event.objects.published(on))

    def with_status(self):
        """Annotate `status`: that of the latest follow-up, « suite inconnue » when there is none."""
        latest = FollowUp.objects.filter(recommendation=OuterRef("pk")).order_by("-day", "-pk")
        return self.annotate(
            status=Coalesce(Subquery(latest.values("status")[:1]), models.Value(FollowUpStatus.NOT_KNOWN))
        )

    def with_twins(self):
        """Ready for `twin_events`: what an editor has joined with each, as far as it is public."""
        public = self.model.objects.published().select_related("event")
        joined = models.Prefetch("joined", public, to_attr="public_joined")
        return self.prefetch_related(joined, models.Prefetch("same_as", public.prefetch_related(joined)))

    def overdue(self, on=None):
        day = on or timezone.localdate()
        return (
            self.with_status()
            .filter(due_on__lt=day)
            .exclude(status__in=(FollowUpStatus.DONE, FollowUpStatus.REJECTED))
        )


class Recommendation(CheckedModel):
    event = models.ForeignKey(
        Event, on_delete=models.CASCADE, related_name="recommendations", verbose_name=_("événement")
    )
    position = models.PositiveSmallIntegerField(_("rang"), default=0)
    kind = models.CharField(
        _("nature"),
        max_length=14,
        choices=RecommendationKind,
        default=RecommendationKind.RECOMMENDATION,
        help_text=_("Seules les recommandations sont comptées comme telles."),
    )
    text = models.TextField(_("texte"), help_text=_("Publié tel quel sur le site."))
    addressee = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="recommendations_received",
        verbose_name=_("destinataire"),
    )
    addressee_text = models.CharField(
        _("destinataire (en clair)"),
        max_length=200,
        blank=True,
        help_text=_("Si le destinataire n’est pas une organisation du registre."),
    )
    theme = models.ForeignKey(
        Theme,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="recommendations",
        verbose_name=_("thème"),
    )
    due_on = models.DateField(_("échéance"), null=True, blank=True)
    # Never a chain: whoever keeps the words points at nobody (`services/joined_recommendations.py`).
    same_as = models.ForeignKey(
        "self",
        # Without the one that kept the words, each speaks for itself again.
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="joined",
        verbose_name=_("même recommandation que"),
        help_text=_("Les rapports les comptent pour une seule, dans les mots de celle-ci."),
    )

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        verbose_name = _("recommandation")
        verbose_name_plural = _("recommandations")
        ordering = ("event", "position", "pk")
        indexes = [
            models.Index(fields=["due_on"], name="recommendation_due", condition=Q(due_on__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(same_as__isnull=True) | ~Q(same_as=F("id")),
                name="recommendation_not_same_as_itself",
                violation_error_message=_("Une recommandation ne se réunit pas avec elle-même."),
                violation_error_code="same_as_itself",
            )
        ]

    def __str__(self):
        return self.text[:80]

    @property
    def twin_events(self):
        """The other public events that ask for the same, as an editor says (read it `with_twins`)."""
        kept = self.same_as or self
        events = {row.event_id: row.event for row in (kept, *kept.public_joined)}
        return [event for key, event in events.items() if key != self.event_id]


class FollowUp(CheckedModel):
    recommendation = models.ForeignKey(
        Recommendation,
        on_delete=models.CASCADE,
        related_name="follow_ups",
        verbose_name=_("recommandation"),
    )
    day = models.DateField(_("constaté le"))
    status = models.CharField(_("suite"), max_length=11, choices=FollowUpStatus)
    note = models.TextField(_("constat"), blank=True, help_text=_("Publié tel quel sur le site."))
    source = models.ForeignKey(
        Source,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="follow_ups",
        verbose_name=_("source"),
    )

    class Meta:
        verbose_name = _("suite donnée")
        verbose_name_plural = _("suites données")
        ordering = ("-day", "-pk")

    def __str__(self):
        return f"{self.day:%d/%m/%Y} – {self.get_status_display()}"


class Output(CheckedModel):
    event = models.ForeignKey(
        Event, on_delete=models.CASCADE, related_name="outputs", verbose_name=_("événement")
    )
    kind = models.CharField(_("type"), max_length=12, choices=OutputKind)
    title = models.CharField(_("intitulé"), max_length=250)
    stage = models.CharField(
        _("avancement"), max_length=10, choices=OutputStage, default=OutputStage.NOT_STATED
    )
    quantity = models.PositiveIntegerField(
        _("nombre"), null=True, blank=True, help_text=_("Vide : non communiqué.")
    )

    class Meta:
        verbose_name = _("production")
        verbose_name_plural = _("productions")
        ordering = ("pk",)

    def __str__(self):
        return self.title


class KnowledgeTest(CheckedModel):
    """A pre- or post-test as a whole; each score is private and optional."""

    event = models.ForeignKey(
        Event, on_delete=models.CASCADE, related_name="tests", verbose_name=_("événement")
    )
    moment = models.CharField(_("moment"), max_length=6, choices=TestMoment)
    sex = models.CharField(
        _("sexe"),
        max_length=5,
        choices=Sex,
        blank=True,
        default=Sex.NOT_STATED,
        help_text=_("Vide : tous ensemble."),
    )
    taken_by = models.PositiveIntegerField(
        _("nombre de copies"), null=True, blank=True, help_text=_("Vide : non communiqué.")
    )
    mean_score = models.DecimalField(_("moyenne"), max_digits=6, decimal_places=2, null=True, blank=True)
    median_score = models.DecimalField(_("médiane"), max_digits=6, decimal_places=2, null=True, blank=True)
    scale = models.PositiveSmallIntegerField(_("barème (sur)"), null=True, blank=True)
    note = models.CharField(_("remarque"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("test de connaissances")
        verbose_name_plural = _("tests de connaissances")
        ordering = ("-moment", "sex")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "moment", "sex"],
                name="knowledgetest_unique",
                violation_error_message=_("Ce test figure déjà dans la liste."),
                violation_error_code="duplicate_test",
            ),
            models.CheckConstraint(
                condition=Q(mean_score__isnull=True, median_score__isnull=True)
                | Q(
                    Q(mean_score__isnull=True) | Q(mean_score__gte=0, mean_score__lte=F("scale")),
                    Q(median_score__isnull=True) | Q(median_score__gte=0, median_score__lte=F("scale")),
                    scale__gt=0,
                ),
                name="knowledgetest_score_within_scale",
                violation_error_message=_("Donnez le barème ; une note ne peut pas le dépasser."),
                violation_error_code="score_out_of_scale",
            ),
        ]

    def __str__(self):
        return str(self.get_moment_display())


class TestScore(models.Model):
    """One participant's score: private, erased with the list."""

    __test__ = False

    test = models.ForeignKey(
        KnowledgeTest, on_delete=models.CASCADE, related_name="scores", verbose_name=_("test")
    )
    participant = models.ForeignKey(
        "events.Participant", on_delete=models.CASCADE, related_name="scores", verbose_name=_("participant")
    )
    score = models.DecimalField(_("note"), max_digits=6, decimal_places=2)

    class Meta:
        verbose_name = _("note d’un participant")
        verbose_name_plural = _("notes des participants")
        ordering = ("test", "participant")
        constraints = [
            models.UniqueConstraint(
                fields=["test", "participant"],
                name="testscore_unique",
                violation_error_message=_("Ce participant a déjà une note à ce test."),
                violation_error_code="duplicate_score",
            ),
            models.CheckConstraint(
                condition=Q(score__gte=0),
                name="testscore_not_negative",
                violation_error_message=_("Une note ne peut pas être négative."),
                violation_error_code="negative_score",
            ),
        ]

    def __str__(self):
        return str(_("Note #%(number)s") % {"number": self.pk})
