"""Series: several events planned as one cycle."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from organisations.models import Organisation, Place, Programme
from rss_registry.checked_rows import CheckedModel


class Series(CheckedModel):
    slug = models.SlugField(_("identifiant"), max_length=80, unique=True)
    title = models.CharField(_("titre"), max_length=250, help_text=_("Publié tel quel sur le site."))
    description = models.TextField(_("présentation"), blank=True)
    final_output = models.TextField(
        _("aboutissement prévu"),
        blank=True,
        help_text=_("Par exemple : un rapport qui rassemble les recommandations de tous les forums."),
    )
    programme = models.ForeignKey(
        Programme,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="series",
        verbose_name=_("programme"),
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="series",
        verbose_name=_("organisation responsable"),
    )
    planned_number = models.PositiveSmallIntegerField(
        _("nombre d’événements prévus"),
        null=True,
        blank=True,
        help_text=_("Vide : non communiqué."),
    )
    planned_places = models.ManyToManyField(
        Place, blank=True, related_name="planned_series", verbose_name=_("lieux prévus")
    )

    class Meta:
        verbose_name = _("série")
        verbose_name_plural = _("séries")
        ordering = ("title",)
        constraints = [
            models.UniqueConstraint(
                fields=["title"],
                name="series_title_unique",
                violation_error_message=_("Une série porte déjà ce titre."),
                violation_error_code="duplicate_series",
            ),
            models.CheckConstraint(
                condition=Q(planned_number__isnull=True) | Q(planned_number__gte=1),
                name="series_plans_at_least_one",
                violation_error_message=_("Laissez vide si le nombre prévu n’est pas connu."),
                violation_error_code="no_event_planned",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("website:series_detail", args=[self.slug])
