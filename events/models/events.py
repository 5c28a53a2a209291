"""The event: what was held, when, where, about what."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.enums import DateInference, EventKind, Modality, Outcome, Sensitivity, Status
from events.models.event_dates import COLUMNS, DatesAsStated
from events.models.event_kinds import EventKinds
from events.models.event_names import EventName
from events.models.event_queries import EventQuerySet, StandingEvents
from events.models.event_rules import CONSTRAINTS
from events.models.series import Series
from events.models.vocabulary import Language, LegalReference, StrategyElement, Theme
from organisations.enums import DatePrecision
from organisations.models import GrantAgreement, Organisation, Place, Programme
from rss_registry.checked_rows import CheckedModel
from rss_registry.words_of_dates import validate_edtf


class Event(EventName, DatesAsStated, EventKinds, CheckedModel):  # noqa: DJ008 -- EventName does
    # -- identity and workflow
    reference = models.CharField(  # noqa: DJ001 -- null, so that drafts do not collide
        _("référence"),
        max_length=20,
        unique=True,
        null=True,
        blank=True,
        editable=False,
        help_text=_("Permanente, donnée à la première publication, jamais réutilisée."),
    )
    status = models.CharField(
        _("état de la fiche"), max_length=10, choices=Status, default=Status.DRAFT, editable=False
    )
    owner = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="owned_events",
        verbose_name=_("fiche tenue par"),
        help_text=_("L’équipe de cette organisation peut lire et corriger la fiche."),
    )
    kind = models.CharField(_("type"), max_length=20, choices=EventKind, blank=True)
    second_kind = models.CharField(
        _("et aussi"),
        max_length=20,
        choices=EventKind,
        blank=True,
        help_text=_("Seconde nature, par exemple une formation à l’installation d’un CCS."),
    )
    title = models.CharField(
        _("titre"), max_length=250, blank=True, help_text=_("Publié tel quel sur le site.")
    )
    outcome = models.CharField(_("ce qu’il est devenu"), max_length=10, choices=Outcome, default=Outcome.HELD)
    # -- when
    dates_edtf = models.CharField(
        _("dates (EDTF)"),
        max_length=30,
        blank=True,
        validators=[validate_edtf],
        help_text=_("Telles que la source les donne, en ISO 8601-2 ; vide : date inconnue."),
    )
    # Computed from it (`settle_dates`): what queries ask, and no source says.
    starts_on = models.DateField(_("premier jour"), null=True, editable=False)
    ends_on = models.DateField(_("dernier jour"), null=True, editable=False)
    date_precision = models.CharField(
        _("précision des dates"),
        max_length=5,
        choices=DatePrecision,
        default=DatePrecision.DAY,
        editable=False,
    )
    date_inference = models.CharField(
        _("origine des dates"), max_length=5, choices=DateInference, default=DateInference.NONE
    )
    date_note = models.CharField(
        _("remarque sur les dates"),
        max_length=300,
        blank=True,
        help_text=_("Obligatoire si une date est déduite : dites de quoi. Publiée sur le site."),
    )
    stated_days = models.PositiveSmallIntegerField(
        _("durée annoncée (jours)"), null=True, blank=True, help_text=_("Telle que la source la donne.")
    )
    # -- where
    venue = models.CharField(_("salle ou site"), max_length=200, blank=True)
    places = models.ManyToManyField(
        Place, through="EventPlace", related_name="events", verbose_name=_("lieux")
    )
    place_note = models.CharField(_("remarque sur le lieu"), max_length=300, blank=True)
    modality = models.CharField(_("modalité"), max_length=10, choices=Modality, default=Modality.NOT_STATED)
    languages = models.ManyToManyField(
        Language, blank=True, related_name="events", verbose_name=_("langues de travail")
    )
    # -- who came
    origins = models.ManyToManyField(
        Place,
        blank=True,
        related_name="events_of_its_people",
        verbose_name=_("provenance des participants"),
        help_text=_("Pays, régions ou communes dont ils venaient, si la source le dit."),
    )
    origin_note = models.CharField(
        _("remarque sur la provenance"),
        max_length=300,
        blank=True,
        help_text=_("Comme la source le dit : « six communes du district ». Publiée sur le site."),
    )
    # -- framework
    series = models.ForeignKey(
        Series,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="events",
        verbose_name=_("série"),
    )
    series_rank = models.PositiveSmallIntegerField(_("rang dans la série"), null=True, blank=True)
    programmes = models.ManyToManyField(
        Programme, blank=True, related_name="events", verbose_name=_("programmes")
    )
    agreements = models.ManyToManyField(
        GrantAgreement,
        blank=True,
        related_name="events",
        verbose_name=_("conventions"),
        help_text=_(
            "Celles qui financent cet événement en propre ; celles du programme suivent d’elles-mêmes."
        ),
    )
    funders_withheld = models.BooleanField(
        _("ne nommer aucun bailleur"),
        default=False,
        help_text=_("Le public lit « bailleur non divulgué », aussi pour les bailleurs du programme."),
    )
    themes = models.ManyToManyField(Theme, blank=True, related_name="events", verbose_name=_("thèmes"))
    contributes_to = models.ManyToManyField(
        StrategyElement,
        blank=True,
        related_name="events",
        verbose_name=_("contribution à la stratégie nationale"),
    )
    legal_references = models.ManyToManyField(
        LegalReference, blank=True, related_name="events", verbose_name=_("textes de référence")
    )
    # -- narrative, published as written
    context = models.TextField(_("contexte"), blank=True)
    general_objective = models.TextField(_("objectif général"), blank=True)
    methods = models.TextField(_("méthodes"), blank=True)
    results = models.TextField(_("résultats"), blank=True)
    conclusion = models.TextField(_("conclusion"), blank=True)
    # -- protection
    sensitivity = models.CharField(
        _("sensibilité"),
        max_length=16,
        choices=Sensitivity,
        default=Sensitivity.PUBLIC,
        help_text=_(
            "Ce que le public peut voir de l’événement une fois la fiche publiée. Avec « région et mois "
            "seulement », retirez aussi des textes les villes, les jours et les noms. Ce qui a déjà été "
            "public reste connu de qui l’a gardé."
        ),
    )
    delay_days = models.PositiveSmallIntegerField(
        _("délai avant publication (jours)"),
        null=True,
        blank=True,
        help_text=_("Compté depuis le dernier jour ; pour « publique après un délai » seulement."),
    )
    visible_from = models.DateField(_("visible à partir du"), null=True, editable=False)
    announced = models.BooleanField(
        _("annoncé au public"),
        default=False,
        help_text=_("Un événement à venir n’est publié que si cette case est cochée."),
    )
    announced_on = models.DateField(
        _("annoncé le"),
        null=True,
        blank=True,
        help_text=_(
            "Jour de l’annonce, publié au mois près : un an après, sans autre source, "
            "l’événement se lit « sans nouvelle »."
        ),
    )
    # -- traces
    created_at = models.DateTimeField(_("saisi le"), auto_now_add=True)
    updated_at = models.DateTimeField(_("modifié le"), auto_now=True)
    first_published_at = models.DateTimeField(_("première publication"), null=True, editable=False)
    created_by = models.ForeignKey(
        "organisations.User",
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("saisi par"),
    )

    # Deleted by its officer, and not erased yet: no reading knows it (events/services/deleting.py).
    deleted_at = models.DateTimeField(_("supprimé le"), null=True, editable=False)

    objects = StandingEvents()
    with_deleted = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("événement")
        verbose_name_plural = _("événements")
        ordering = (F("starts_on").desc(nulls_last=True), "series_rank", "-pk")
        indexes = [
            models.Index(fields=["status", "sensitivity", "outcome", "starts_on"], name="event_public"),
            models.Index(fields=["owner", "status", "first_published_at"], name="event_of_owner"),
            models.Index(fields=["owner", "outcome", "starts_on"], name="event_held_by_owner"),
            models.Index(fields=["status", "first_published_at"], name="event_latest_published"),
            models.Index(
                fields=["created_by", "deleted_at"],
                name="event_deleted_by_author",
                condition=Q(deleted_at__isnull=False),
            ),
            models.Index(fields=["date_precision", "starts_on", "ends_on"], name="event_days"),
            # The list of staff: its order and its count, and the days and states that it is cut down to.
            models.Index(
                fields=["deleted_at", "-starts_on", "series_rank", "-id", "status"], name="event_listed"
            ),
        ]
        constraints = CONSTRAINTS

    # Whoever locked its row knows that it has none, until the end of the transaction.
    reference_is_locked = False

    def save(self, *args, **kwargs):
        self.settle_dates()
        self.visible_from = self.first_visible_day
        if self.pk and self.reference is None and not self.reference_is_locked:
            # It may have been given meanwhile.
            self.reference = Event.objects.filter(pk=self.pk).values_list("reference", flat=True).first()
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, *COLUMNS, "visible_from", "updated_at"}
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("website:event_detail", args=[self.reference]) if self.reference else ""

    @property
    def is_coarse(self) -> bool:
        """Whether its page tells its region and its month only."""
        return self.sensitivity in Sensitivity.coarse()
