"""Small shared vocabularies: themes, languages, the national strategy, legal references."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from events.enums import Category
from rss_registry.text import fold


class Theme(models.Model):
    slug = models.SlugField(_("identifiant"), max_length=60, unique=True)
    name = models.CharField(_("thème"), max_length=120)

    class Meta:
        verbose_name = _("thème")
        verbose_name_plural = _("thèmes")
        ordering = ("name",)

    def __str__(self):
        return self.name


class Language(models.Model):
    code = models.CharField(_("code ISO 639-3"), max_length=3, unique=True)
    name = models.CharField(_("langue"), max_length=60)

    class Meta:
        verbose_name = _("langue")
        verbose_name_plural = _("langues")
        ordering = ("name",)

    def __str__(self):
        return self.name


class StrategyElement(models.Model):
    """The national strategy (SNRSS), its action plans, and their axes as the official text numbers them."""

    code = models.SlugField(_("identifiant"), max_length=40, unique=True)
    name = models.CharField(_("intitulé"), max_length=250)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="axes",
        verbose_name=_("fait partie de"),
    )
    position = models.PositiveSmallIntegerField(_("rang"), default=0)

    class Meta:
        verbose_name = _("élément de la stratégie nationale")
        verbose_name_plural = _("stratégie nationale et axes")
        ordering = ("position", "code")
        constraints = [
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="strategyelement_not_in_itself",
                violation_error_message=_("Un élément ne peut pas faire partie de lui-même."),
                violation_error_code="element_in_itself",
            )
        ]

    def __str__(self):
        return self.name


class CategoryTerm(models.Model):
    """What sources call a category of participants, and which category a coordinator says that it is."""

    key = models.CharField(_("clé"), max_length=80, unique=True, editable=False)
    words = models.CharField(_("dans les mots des sources"), max_length=80, editable=False)
    category = models.CharField(
        _("catégorie"),
        max_length=20,
        choices=Category.listed(),
        blank=True,
        help_text=_("Vide : à classer ; le public lit « autre catégorie », avec ces mots."),
    )

    class Meta:
        verbose_name = _("catégorie en mots")
        verbose_name_plural = _("catégories en mots")
        ordering = ("category", "words")

    def __str__(self):
        return self.words

    @classmethod
    def note(cls, words: str) -> None:
        """Let coordinators know of `words`, where nobody has written them yet."""
        cls.objects.get_or_create(key=fold(words), defaults={"words": words})


class LegalReference(models.Model):
    code = models.SlugField(_("identifiant"), max_length=60, unique=True)
    name = models.CharField(
        _("intitulé"), max_length=250, help_text=_("Par exemple « Décret n° 2019-041 sur les CCS ».")
    )
    url = models.URLField(_("adresse"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("texte de référence")
        verbose_name_plural = _("textes de référence")
        ordering = ("name",)

    def __str__(self):
        return self.name
