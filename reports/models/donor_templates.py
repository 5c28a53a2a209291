"""The forms of donors as data: their sections, what feeds each, and what officers write under them."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from organisations.models import GrantAgreement, Organisation, Programme
from reports.enums import TemplateLanguage
from rss_registry.dates import span_text

# What a part of a report may hold: seven pages, more than any form allows.
LONGEST_TEXT = 20_000


class DonorTemplate(models.Model):
    """One donor's form: a new version of the form is a new template, the old one is put aside."""

    slug = models.SlugField(
        _("identifiant"),
        max_length=80,
        unique=True,
        help_text=_("Figure dans le nom des fichiers produits. Ne change plus."),
    )
    name = models.CharField(_("nom"), max_length=160, help_text=_("Imprimé en tête du rapport."))
    audience = models.CharField(
        _("pour qui"), max_length=200, blank=True, help_text=_("Le bailleur ou l’autorité qui le demande.")
    )
    languages = models.CharField(
        _("langues acceptées"), max_length=4, choices=TemplateLanguage, default=TemplateLanguage.BOTH
    )
    origin = models.TextField(
        _("version suivie"),
        blank=True,
        help_text=_("Quel formulaire ce modèle suit, et de quelle date. Lu par l’équipe, jamais imprimé."),
    )
    is_active = models.BooleanField(
        _("proposé"), default=True, help_text=_("Décoché : n’est plus proposé pour un nouveau rapport.")
    )

    class Meta:
        verbose_name = _("modèle de rapport")
        verbose_name_plural = _("modèles de rapport")
        ordering = ("name",)
        constraints = [
            models.UniqueConstraint(
                fields=["name"],
                name="donortemplate_name_unique",
                violation_error_message=_("Un modèle porte déjà ce nom."),
                violation_error_code="duplicate_template",
            )
        ]

    def __str__(self):
        return self.name


class DonorSection(models.Model):
    """One numbered part of a form. What feeds it are codes of the registry of fields."""

    template = models.ForeignKey(
        DonorTemplate, on_delete=models.CASCADE, related_name="sections", verbose_name=_("modèle")
    )
    position = models.PositiveSmallIntegerField(_("rang"), default=0)
    number = models.CharField(
        _("numéro"), max_length=12, help_text=_("Tel que le formulaire l’écrit : « 2 », « 2.1 ».")
    )
    title = models.CharField(_("intitulé"), max_length=250)
    instruction = models.TextField(
        _("consigne"), blank=True, help_text=_("Ce que le bailleur attend ici. Lue par l’équipe seule.")
    )
    fed_by = models.JSONField(
        _("champs du registre"),
        default=list,
        blank=True,
        help_text=_("Imprimés ici, dans l’ordre de cette liste, sans rien retaper."),
    )
    fixed_text = models.TextField(
        _("texte fixe"), blank=True, help_text=_("Imprimé tel quel dans chaque rapport.")
    )
    is_required = models.BooleanField(
        _("obligatoire"), default=True, help_text=_("Vide, cette partie est signalée « à compléter ».")
    )
    expects_text = models.BooleanField(
        _("texte attendu"),
        default=False,
        help_text=_("Le bailleur attend une analyse de l’équipe, en plus de ce que le registre imprime."),
    )
    word_limit = models.PositiveSmallIntegerField(
        _("mots au plus"), null=True, blank=True, help_text=_("Du texte libre, si le formulaire le limite.")
    )

    class Meta:
        verbose_name = _("partie")
        verbose_name_plural = _("parties du formulaire, dans l’ordre")
        ordering = ("template", "position", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["template", "number"],
                name="donorsection_number_unique",
                violation_error_message=_("Une autre partie porte déjà ce numéro."),
                violation_error_code="duplicate_number",
            )
        ]

    def __str__(self):
        return f"{self.number} {self.title}"

    @property
    def level(self):
        """0 for « 2 », 1 for « 2.1 », 2 for « 2.1.3 » and deeper."""
        return min(self.number.strip(".").count("."), 2)


_ONE_SCOPE = (
    Q(programme__isnull=False, agreement__isnull=True, subject__isnull=True)
    | Q(programme__isnull=True, agreement__isnull=False, subject__isnull=True)
    | Q(programme__isnull=True, agreement__isnull=True, subject__isnull=False)
)


class DonorReport(models.Model):
    """A report in preparation: a form, over one programme, agreement or organisation, for a period."""

    template = models.ForeignKey(
        DonorTemplate, on_delete=models.PROTECT, related_name="reports", verbose_name=_("modèle")
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="donor_reports",
        verbose_name=_("préparé par"),
        help_text=_("L’équipe de cette organisation lit et complète ce rapport."),
    )
    programme = models.ForeignKey(
        Programme,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="donor_reports",
        verbose_name=_("programme"),
    )
    agreement = models.ForeignKey(
        GrantAgreement,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="donor_reports",
        verbose_name=_("convention"),
        help_text=_("Celles que tient votre organisation."),
    )
    subject = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="donor_reports_about",
        verbose_name=_("organisation ou CCS"),
        help_text=_("Toute l’activité d’une organisation (rapport mensuel), ou un CCS (fiche)."),
    )
    starts_on = models.DateField(_("du"))
    ends_on = models.DateField(_("au"))
    created_at = models.DateTimeField(_("créé le"), auto_now_add=True)
    updated_at = models.DateTimeField(_("modifié le"), auto_now=True)

    class Meta:
        verbose_name = _("rapport à un bailleur")
        verbose_name_plural = _("rapports aux bailleurs")
        ordering = ("-ends_on", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=_ONE_SCOPE,
                name="donorreport_one_scope",
                violation_error_message=_(
                    "Choisissez un programme, une convention ou une organisation : un seul des trois."
                ),
                violation_error_code="not_one_scope",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="donorreport_period_ordered",
                violation_error_message=_("La fin précède le début : vérifiez les deux dates."),
                violation_error_code="period_reversed",
            ),
            *(
                models.UniqueConstraint(
                    fields=["template", "organisation", scope, "starts_on", "ends_on"],
                    name=f"donorreport_one_per_{scope}",
                    violation_error_message=_("Ce rapport est déjà dans la liste : ouvrez-le."),
                    violation_error_code="duplicate_report",
                )
                for scope in ("programme", "agreement", "subject")
            ),
        ]

    def __str__(self):
        return f"{self.template} – {span_text(self.starts_on, self.ends_on)}"


class DonorText(models.Model):
    """What an officer writes under one part: kept with its history, whatever becomes of the form."""

    report = models.ForeignKey(
        DonorReport, on_delete=models.CASCADE, related_name="texts", verbose_name=_("rapport")
    )
    # A part that holds what somebody wrote is not deleted: the text would lose its question.
    section = models.ForeignKey(
        DonorSection, on_delete=models.PROTECT, related_name="texts", verbose_name=_("partie")
    )
    text = models.TextField(_("texte"), blank=True)

    class Meta:
        verbose_name = _("texte libre")
        verbose_name_plural = _("textes libres")
        ordering = ("section__position", "pk")
        constraints = [
            models.UniqueConstraint(fields=["report", "section"], name="donortext_one_per_section")
        ]

    def __str__(self):
        return str(_("Texte #%(number)s") % {"number": self.pk})
