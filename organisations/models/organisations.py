"""Organisations, their other names, and the alliances that they join."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organisations.enums import CCSLevel, DatePrecision, OrganisationKind
from organisations.models.places import Place
from organisations.models.traits import OrganisationQuerySet, OrganisationTraits, alive_on
from rss_registry.checked_rows import CheckedModel
from rss_registry.files import stored_as


class NamedOrganisationQuerySet(OrganisationQuerySet):
    def named(self, text):
        """Organisations whose name, acronym, slug or alias is `text`, letter case apart."""
        wanted = " ".join(text.split())
        return self.filter(
            Q(name_fr__iexact=wanted)
            | Q(name_en__iexact=wanted)
            | Q(acronym__iexact=wanted)
            | Q(slug=wanted)
            | Q(aliases__name__iexact=wanted)
        ).distinct()


class Organisation(OrganisationTraits, CheckedModel):
    slug = models.SlugField(
        _("identifiant"),
        max_length=80,
        unique=True,
        help_text=_("Figure dans l’adresse publique de l’organisation. Ne change plus."),
    )
    name = models.CharField(_("nom"), max_length=200, help_text=_("Publié tel quel sur le site."))
    acronym = models.CharField(_("sigle"), max_length=40, blank=True)
    kind = models.CharField(_("type"), max_length=20, choices=OrganisationKind)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="branches",
        verbose_name=_("rattachée à"),
        help_text=_(
            "Pour un bureau national : l’organisation dont il dépend. Pour un ministère qui finance : "
            "son pays ; ils sont alors un seul bailleur."
        ),
    )
    place = models.ForeignKey(
        Place,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="organisations",
        verbose_name=_("lieu"),
        help_text=_("Siège au Mali, ou ressort pour un CCS."),
    )
    description = models.TextField(_("présentation"), blank=True, help_text=_("Publiée sur le site."))
    website = models.URLField(_("site web"), blank=True)
    logo = models.ImageField(
        _("logo"),
        upload_to=stored_as,
        blank=True,
        help_text=_(
            "PNG, JPEG ou WebP, sur fond clair ou transparent. Imprimé sur les rapports "
            "des conventions qui demandent les logos."
        ),
    )
    active_from = models.DateField(_("active depuis le"), null=True, blank=True)
    active_to = models.DateField(
        _("active jusqu’au"),
        null=True,
        blank=True,
        help_text=_(
            "Après ce jour, l’organisation reste dans l’historique et n’est plus proposée pour un événement."
        ),
    )
    ccs_level = models.CharField(_("niveau du CCS"), max_length=10, choices=CCSLevel, blank=True)
    ccs_installed_on = models.DateField(_("CCS installé le"), null=True, blank=True)
    created_by = models.ForeignKey(
        "organisations.User",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("saisie par"),
    )

    objects = NamedOrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ("name",)
        constraints = [
            models.UniqueConstraint(
                fields=["name"],
                name="organisation_name_unique",
                violation_error_message=_("Une organisation porte déjà ce nom."),
                violation_error_code="duplicate_organisation",
            ),
            models.CheckConstraint(
                condition=Q(active_from__isnull=True)
                | Q(active_to__isnull=True)
                | Q(active_to__gte=F("active_from")),
                name="organisation_period_ordered",
                violation_error_message=_("La fin d’activité précède le début : vérifiez les deux dates."),
                violation_error_code="period_reversed",
            ),
            models.CheckConstraint(
                condition=Q(kind=OrganisationKind.CCS) | Q(ccs_level="", ccs_installed_on__isnull=True),
                name="organisation_ccs_facts_only_for_ccs",
                violation_error_message=_(
                    "Le niveau et la date d’installation ne concernent que les CCS : "
                    "changez le type ou videz ces champs."
                ),
                violation_error_code="ccs_facts_elsewhere",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="organisation_not_its_own_parent",
                violation_error_message=_("Une organisation ne peut pas dépendre d’elle-même."),
                violation_error_code="own_parent",
            ),
        ]

    def __str__(self):
        return self.short_name


class OrganisationAlias(CheckedModel):
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="aliases", verbose_name=_("organisation")
    )
    name = models.CharField(
        _("autre nom"),
        max_length=200,
        help_text=_("Ancien nom, autre sigle ou autre graphie : trouvé par la recherche et l’import."),
    )

    class Meta:
        verbose_name = _("autre nom")
        verbose_name_plural = _("autres noms")
        ordering = ("name",)
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name"],
                name="organisationalias_unique",
                violation_error_message=_("Ce nom figure déjà dans la liste."),
                violation_error_code="duplicate_alias",
            )
        ]

    def __str__(self):
        return self.name


class MembershipQuerySet(models.QuerySet):
    def current(self, on=None):
        """Memberships that hold on the day `on` (today by default)."""
        return self.filter(alive_on(on or timezone.localdate(), start="joined_on", end="left_on"))


class Membership(models.Model):
    alliance = models.ForeignKey(
        Organisation,
        on_delete=models.CASCADE,
        related_name="memberships",
        verbose_name=_("alliance"),
    )
    member = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="affiliations",
        verbose_name=_("membre"),
    )
    joined_on = models.DateField(_("membre depuis"), null=True, blank=True)
    joined_precision = models.CharField(
        _("précision"), max_length=5, choices=DatePrecision, default=DatePrecision.DAY
    )
    left_on = models.DateField(_("membre jusqu’au"), null=True, blank=True)
    note = models.CharField(_("précision sur l’adhésion"), max_length=200, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("adhésion")
        verbose_name_plural = _("adhésions")
        ordering = ("alliance", "member__name")
        constraints = [
            # Two constraints, since SQLite holds two unknown dates for different ones.
            models.UniqueConstraint(
                fields=["alliance", "member", "joined_on"],
                name="membership_unique",
                violation_error_message=_("Cette adhésion est déjà enregistrée."),
                violation_error_code="duplicate_membership",
            ),
            models.UniqueConstraint(
                fields=["alliance", "member"],
                condition=Q(joined_on__isnull=True),
                name="membership_unique_undated",
                violation_error_message=_("Cette adhésion est déjà enregistrée."),
                violation_error_code="duplicate_membership",
            ),
            models.CheckConstraint(
                condition=~Q(alliance=F("member")),
                name="membership_not_of_itself",
                violation_error_message=_("Une organisation ne peut pas être membre d’elle-même."),
                violation_error_code="member_of_itself",
            ),
            models.CheckConstraint(
                condition=Q(joined_on__isnull=True)
                | Q(left_on__isnull=True)
                | Q(left_on__gte=F("joined_on")),
                name="membership_period_ordered",
                violation_error_message=_("La sortie précède l’entrée : vérifiez les deux dates."),
                violation_error_code="period_reversed",
            ),
        ]

    def __str__(self):
        return f"{self.member} → {self.alliance}"

    def clean(self):
        super().clean()
        if self.alliance_id and self.member_id and self._closes_a_circle():
            raise ValidationError(
                _("%(member)s compte déjà %(alliance)s parmi ses membres : ce serait un cercle."),
                params={"member": self.member, "alliance": self.alliance},
                code="membership_circle",
            )

    def _closes_a_circle(self):
        """Whether the alliance is already, through any chain, a member of its new member."""
        reached, frontier = set(), {self.member_id}
        while frontier:
            reached |= frontier
            frontier = (
                set(
                    Membership.objects.filter(alliance__in=frontier)
                    .exclude(pk=self.pk)
                    .values_list("member", flat=True)
                )
                - reached
            )
        return self.alliance_id in reached
