"""Headcounts: the public figure, by sex, category and age band, each possibly not stated."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.enums import AgeBand, Basis, Category, CountUnit, Sex
from events.models.events import Event
from events.models.vocabulary import CategoryTerm
from organisations.models import Source
from rss_registry.checked_rows import CheckedModel
from rss_registry.text import fold
from rss_registry.words_of_counts import Count, count_text


class HeadcountGroup(CheckedModel):
    """Events that share one total, which must not be split nor counted twice (report 3)."""

    label = models.CharField(
        _("libellé"),
        max_length=200,
        blank=True,
        help_text=_("Publié : par exemple « les deux ateliers d’avril 2023 »."),
    )
    events = models.ManyToManyField(Event, related_name="headcount_groups", verbose_name=_("événements"))

    class Meta:
        verbose_name = _("total commun à plusieurs événements")
        verbose_name_plural = _("totaux communs à plusieurs événements")
        ordering = ("label",)

    def __str__(self):
        return self.label or str(_("Total commun n° %(number)s") % {"number": self.pk})


class InACategory(CheckedModel):
    """What is of one category, or of one that the source says in its own words."""

    category_words = models.CharField(
        _("catégorie, en mots"),
        max_length=80,
        blank=True,
        help_text=_("Dans les mots de la source, s’ils ne sont pas ceux de la liste."),
    )

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        if self.is_in_words:
            CategoryTerm.note(self.category_words)

    @property
    def category_label(self) -> str:
        """The category; of one that is in no list, what the source calls it."""
        return self.category_words if self.is_in_words else str(self.get_category_display())

    @property
    def is_in_words(self) -> bool:
        return self.category == Category.OTHER and self.category_words != ""


_COLUMNS = ["unit", "sex", "category", "age_band"]


def _one_row_per_cell(scope, *, planned, in_words):
    condition = Q(**{f"{scope}__isnull": False})
    condition &= Q(basis=Basis.PLANNED) if planned else ~Q(basis=Basis.PLANNED)
    condition &= Q(category=Category.OTHER) if in_words else ~Q(category=Category.OTHER)
    return models.UniqueConstraint(
        fields=[scope, *_COLUMNS, *(["category_words"] if in_words else [])],
        condition=condition,
        name="_".join(
            [
                "headcount_one_row_per",
                scope,
                "words" if in_words else "cell",
                *(["planned"] if planned else []),
            ]
        ),
        violation_error_message=_(
            "Cette ligne d’effectifs existe déjà (même sexe, même catégorie, même tranche d’âge)."
        ),
        violation_error_code="duplicate_headcount",
    )


class Headcount(InACategory):
    """One number. The row that states neither sex, category nor age is the total.

    What no row states is « non communiqué », never 0.
    """

    event = models.ForeignKey(
        Event,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="headcounts",
        verbose_name=_("événement"),
    )
    group = models.ForeignKey(
        HeadcountGroup,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="headcounts",
        verbose_name=_("total commun"),
    )
    unit = models.CharField(_("unité"), max_length=13, choices=CountUnit, default=CountUnit.PERSONS)
    sex = models.CharField(_("sexe"), max_length=5, choices=Sex, blank=True, default=Sex.NOT_STATED)
    category = models.CharField(
        _("catégorie"), max_length=20, choices=Category, blank=True, default=Category.NOT_STATED
    )
    age_band = models.CharField(
        _("tranche d’âge"), max_length=8, choices=AgeBand, blank=True, default=AgeBand.NOT_STATED
    )
    number = models.PositiveIntegerField(
        _("nombre"), help_text=_("Si le nombre n’est pas connu, supprimez la ligne : ce n’est pas zéro.")
    )
    basis = models.CharField(_("valeur"), max_length=11, choices=Basis, default=Basis.EXACT)
    source = models.ForeignKey(
        Source,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="headcounts",
        verbose_name=_("source"),
    )
    published_by_organiser = models.BooleanField(
        _("publié par l’organisateur"),
        default=False,
        help_text=_("Figure dans une source publique : affiché tel quel, même s’il est petit."),
    )

    class Meta:
        verbose_name = _("effectif")
        verbose_name_plural = _("effectifs")
        ordering = ("unit", "sex", "category", "age_band", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(event__isnull=False, group__isnull=True)
                | Q(event__isnull=True, group__isnull=False),
                name="headcount_one_scope",
                violation_error_message=_(
                    "Un effectif concerne un événement ou un groupe d’événements, pas les deux."
                ),
                violation_error_code="two_scopes",
            ),
            models.CheckConstraint(
                condition=Q(unit=CountUnit.PERSONS) | Q(sex="", category="", age_band=""),
                name="headcount_organisations_have_no_sex",
                violation_error_message=_("Les organisations se comptent sans sexe, catégorie ni âge."),
                violation_error_code="organisations_split",
            ),
            models.CheckConstraint(
                condition=Q(published_by_organiser=False) | Q(source__isnull=False),
                name="headcount_published_names_source",
                violation_error_message=_("Indiquez la source publique qui donne ce nombre."),
                violation_error_code="published_without_source",
            ),
            models.CheckConstraint(
                condition=Q(category_words="") | ~Q(category=""),
                name="headcount_words_have_category",
                violation_error_message=_("Une catégorie en mots va avec « autre catégorie »."),
                violation_error_code="words_without_category",
            ),
            *(
                _one_row_per_cell(scope, planned=planned, in_words=in_words)
                for scope in ("event", "group")
                for planned in (False, True)
                for in_words in (False, True)
            ),
        ]

    def __str__(self):
        parts = [
            label
            for value, label in (
                (self.sex, self.get_sex_display()),
                (self.category, self.category_label),
                (self.age_band, self.get_age_band_display()),
            )
            if value
        ]
        is_rough = self.basis in (Basis.APPROXIMATE, Basis.AT_LEAST)
        number = count_text(Count(self.number, self.basis)) if is_rough else self.number
        return f"{', '.join(map(str, parts)) or _('total')} : {number}"


class Audience(InACategory):
    """A category of people who were there, whether or not anybody counted them (report 3)."""

    event = models.ForeignKey(
        Event, on_delete=models.CASCADE, related_name="audiences", verbose_name=_("événement")
    )
    category = models.CharField(_("catégorie"), max_length=20, choices=Category.stated())

    class Meta:
        verbose_name = _("public présent")
        verbose_name_plural = _("publics présents")
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                fields=["event", "category", "category_words"],
                name="audience_unique",
                violation_error_message=_("Ce public figure déjà dans la liste."),
                violation_error_code="duplicate_audience",
            )
        ]

    def __str__(self):
        return self.category_label


def words_said(**of) -> set[str]:
    """The keys of the categories in words that rows say, of all or of those for which `of` holds."""
    rows = (model.objects.filter(**of).exclude(category_words="") for model in (Headcount, Audience))
    words = (each.order_by().values_list("category_words", flat=True).distinct() for each in rows)
    return {fold(text) for each in words for text in each}
