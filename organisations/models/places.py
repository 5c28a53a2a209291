"""Places: Mali's 20 units, what lies below them, and countries."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from organisations.enums import PlaceKind
from organisations.models.traits import PlaceQuerySet, PlaceTraits
from rss_registry.checked_rows import CheckedModel


class Place(PlaceTraits, CheckedModel):
    slug = models.SlugField(
        _("identifiant"),
        max_length=80,
        unique=True,
        help_text=_("Clé permanente du lieu, dans les adresses et les fichiers. Ne change plus."),
    )
    name = models.CharField(_("nom"), max_length=120)
    kind = models.CharField(_("type"), max_length=12, choices=PlaceKind)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("fait partie de"),
    )
    created_from = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="offspring",
        verbose_name=_("issue de la région"),
    )
    # Three code systems that contradict each other (09 is Taoudénit, Ménaka or Bamako
    # according to who counts): none is ever derived from another, none is the key.
    code_national = models.CharField(_("code national"), max_length=8, null=True, blank=True)  # noqa: DJ001
    code_national_certain = models.BooleanField(
        _("code national lu dans un texte"),
        default=False,
        help_text=_("Non coché : le code est déduit de l’ordre de la loi et reste à confirmer."),
    )
    iso_3166_2 = models.CharField(_("code ISO 3166-2"), max_length=8, null=True, blank=True)  # noqa: DJ001
    ocha_pcode_2021 = models.CharField(_("P-code OCHA 2021"), max_length=12, null=True, blank=True)  # noqa: DJ001
    iso_3166_1 = models.CharField(_("code ISO 3166-1 (pays)"), max_length=2, null=True, blank=True)  # noqa: DJ001
    latitude = models.DecimalField(
        _("latitude du chef-lieu"),
        max_digits=7,
        decimal_places=4,
        null=True,
        blank=True,
        help_text=_("Du chef-lieu seulement, jamais d’une salle : protection des personnes."),
    )
    longitude = models.DecimalField(
        _("longitude du chef-lieu"), max_digits=7, decimal_places=4, null=True, blank=True
    )

    objects = PlaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("lieu")
        verbose_name_plural = _("lieux")
        ordering = ("name",)
        constraints = [
            *(
                models.UniqueConstraint(
                    fields=[field],
                    name=f"place_{field}_unique",
                    violation_error_message=_("Un autre lieu porte déjà ce code."),
                    violation_error_code="duplicate_code",
                )
                for field in ("code_national", "iso_3166_2", "ocha_pcode_2021", "iso_3166_1")
            ),
            models.UniqueConstraint(
                fields=["name", "kind", "parent"],
                name="place_name_unique_in_parent",
                violation_error_message=_("Ce lieu existe déjà à cet endroit."),
                violation_error_code="duplicate_place",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="place_not_in_itself",
                violation_error_message=_("Un lieu ne peut pas faire partie de lui-même."),
                violation_error_code="place_in_itself",
            ),
            models.CheckConstraint(
                condition=Q(kind=PlaceKind.COUNTRY, parent__isnull=True)
                | (~Q(kind=PlaceKind.COUNTRY) & Q(parent__isnull=False)),
                name="place_has_parent",
                violation_error_message=_(
                    "Indiquez dans quoi se trouve ce lieu ; seul un pays n’est dans rien."
                ),
                violation_error_code="place_without_parent",
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False),
                name="place_both_coordinates",
                violation_error_message=_("Donnez la latitude et la longitude, ou aucune des deux."),
                violation_error_code="half_coordinates",
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True)
                | Q(kind=PlaceKind.COUNTRY)
                | Q(latitude__gte=10, latitude__lte=25.1, longitude__gte=-12.3, longitude__lte=4.3),
                name="place_inside_mali",
                violation_error_message=_("Ces coordonnées sont hors du Mali."),
                violation_error_code="outside_mali",
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        # A blank code is no code: two blanks must not collide on the unique constraints.
        for field in ("code_national", "iso_3166_2", "ocha_pcode_2021", "iso_3166_1"):
            setattr(self, field, getattr(self, field) or None)
        super().save(*args, **kwargs)

    def clean(self):
        super().clean()
        ancestor, seen = self.parent, {self.pk}
        while ancestor is not None:
            if ancestor.pk in seen and ancestor.pk is not None:
                circle = ValidationError(_("Ce lieu se trouverait dans lui-même."), code="place_in_circle")
                raise ValidationError({"parent": circle})
            seen.add(ancestor.pk)
            ancestor = ancestor.parent


class PlaceAlias(CheckedModel):
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="aliases", verbose_name=_("lieu"))
    name = models.CharField(
        _("autre nom"),
        max_length=120,
        help_text=_("Ancien nom ou autre graphie : trouvé par la recherche et l’import."),
    )

    class Meta:
        verbose_name = _("autre nom")
        verbose_name_plural = _("autres noms")
        ordering = ("name",)
        constraints = [
            models.UniqueConstraint(
                fields=["place", "name"],
                name="placealias_unique",
                violation_error_message=_("Ce nom figure déjà dans la liste."),
                violation_error_code="duplicate_alias",
            )
        ]

    def __str__(self):
        return self.name
