"""Published organisations, programmes, agreements, places, series, themes: those that something public names.

Their names stand here once and are joined at reading, so that a new name is one row. Columns are called
as those of the private record from which they are copied.
"""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from organisations.enums import CCSLevel, Currency, DatePrecision, FinancingKind, OrganisationKind, PlaceKind
from organisations.models.traits import (
    OrganisationQuerySet,
    OrganisationTraits,
    PlaceQuerySet,
    PlaceTraits,
)
from publication.models.pending import PublishedManager
from rss_registry.text import fold


class PublishedName(models.Model):
    """The names that stored facts leave open (publication/facts/stored.py), by key."""

    key = models.CharField(max_length=24, primary_key=True)
    full = models.CharField(max_length=300)
    short = models.CharField(max_length=250)

    objects = PublishedManager()

    class Meta:
        verbose_name = _("nom publié")
        verbose_name_plural = _("noms publiés")

    def __str__(self):
        return self.full


class PublishedPlace(PlaceTraits, models.Model):
    """Every place of the register: a vocabulary, which tells of no event."""

    id = models.BigIntegerField(primary_key=True)
    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(_("nom"), max_length=120)
    kind = models.CharField(_("type"), max_length=12, choices=PlaceKind)
    parent = models.ForeignKey(
        "self", models.DO_NOTHING, null=True, db_constraint=False, related_name="children"
    )
    created_from = models.ForeignKey(
        "self", models.DO_NOTHING, null=True, db_constraint=False, related_name="offspring"
    )
    code_national = models.CharField(max_length=8, null=True)  # noqa: DJ001 -- as in the record: no code is no text
    code_national_certain = models.BooleanField(default=False)
    iso_3166_2 = models.CharField(max_length=8, null=True)  # noqa: DJ001
    ocha_pcode_2021 = models.CharField(max_length=12, null=True)  # noqa: DJ001
    latitude = models.DecimalField(max_digits=7, decimal_places=4, null=True)
    longitude = models.DecimalField(max_digits=7, decimal_places=4, null=True)
    unit = models.BigIntegerField(null=True, db_index=True)
    aliases = models.JSONField(default=list)

    objects = PublishedManager.from_queryset(PlaceQuerySet)()

    class Meta:
        verbose_name = _("lieu publié")
        verbose_name_plural = _("lieux publiés")
        ordering = ("name",)

    def __str__(self):
        return self.name

    @property
    def folded_name(self):
        return fold(self.name)


class PublishedOrganisation(OrganisationTraits, models.Model):
    id = models.BigIntegerField(primary_key=True)
    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(_("nom"), max_length=200)
    acronym = models.CharField(_("sigle"), max_length=40, blank=True)
    kind = models.CharField(_("type"), max_length=20, choices=OrganisationKind)
    parent = models.ForeignKey(
        "self", models.DO_NOTHING, null=True, db_constraint=False, related_name="branches"
    )
    place = models.ForeignKey(
        PublishedPlace, models.DO_NOTHING, null=True, db_constraint=False, related_name="organisations"
    )
    description = models.TextField(_("présentation"), blank=True)
    website = models.URLField(_("site web"), blank=True)
    logo = models.CharField(_("logo"), max_length=200, blank=True)
    active_from = models.DateField(_("active depuis le"), null=True)
    active_to = models.DateField(_("active jusqu’au"), null=True)
    ccs_level = models.CharField(_("niveau du CCS"), max_length=10, choices=CCSLevel, blank=True)
    ccs_installed_on = models.DateField(_("CCS installé le"), null=True)
    changed_at = models.DateTimeField(_("modifiée le"))
    aliases = models.JSONField(default=list)

    objects = PublishedManager.from_queryset(OrganisationQuerySet)()

    class Meta:
        verbose_name = _("organisation publiée")
        verbose_name_plural = _("organisations publiées")
        ordering = ("name",)

    def __str__(self):
        return self.short_name


class PublishedMembership(models.Model):
    id = models.BigIntegerField(primary_key=True)
    alliance = models.ForeignKey(
        PublishedOrganisation, models.DO_NOTHING, db_constraint=False, related_name="memberships"
    )
    member = models.ForeignKey(
        PublishedOrganisation, models.DO_NOTHING, db_constraint=False, related_name="affiliations"
    )
    joined_on = models.DateField(null=True)
    joined_precision = models.CharField(max_length=5, choices=DatePrecision)
    left_on = models.DateField(null=True)
    note = models.CharField(max_length=200, blank=True)

    objects = PublishedManager()

    class Meta:
        verbose_name = _("adhésion publiée")
        verbose_name_plural = _("adhésions publiées")

    def __str__(self):
        return f"{self.member_id} → {self.alliance_id}"


class PublishedProgramme(models.Model):
    id = models.BigIntegerField(primary_key=True)
    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(_("nom"), max_length=200)
    acronym = models.CharField(_("sigle"), max_length=40, blank=True)
    description = models.TextField(_("présentation"), blank=True)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    period_precision = models.CharField(max_length=5, choices=DatePrecision)
    budget = models.DecimalField(max_digits=15, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, choices=Currency, blank=True)
    has_withheld_funder = models.BooleanField(default=False)
    aliases = models.JSONField(default=list)
    # Phases, partners, claims of sources, indicators (publication/facts/programmes).
    content = models.TextField()

    objects = PublishedManager()

    class Meta:
        verbose_name = _("programme publié")
        verbose_name_plural = _("programmes publiés")
        ordering = ("name",)

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("website:programme_detail", args=[self.slug])


class PublishedAgreement(models.Model):
    """The public part of an agreement whose funder may be named."""

    id = models.BigIntegerField(primary_key=True)
    programme = models.ForeignKey(
        PublishedProgramme, models.DO_NOTHING, null=True, db_constraint=False, related_name="agreements"
    )
    funder = models.ForeignKey(
        PublishedOrganisation, models.DO_NOTHING, db_constraint=False, related_name="agreements_funded"
    )
    recipient = models.ForeignKey(
        PublishedOrganisation,
        models.DO_NOTHING,
        null=True,
        db_constraint=False,
        related_name="agreements_held",
    )
    intermediary = models.ForeignKey(
        PublishedOrganisation,
        models.DO_NOTHING,
        null=True,
        db_constraint=False,
        related_name="agreements_relayed",
    )
    financing_kind = models.CharField(max_length=13, choices=FinancingKind)
    amount = models.DecimalField(max_digits=15, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, choices=Currency, blank=True)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)

    objects = PublishedManager()

    class Meta:
        verbose_name = _("convention publiée")
        verbose_name_plural = _("conventions publiées")
        ordering = (models.F("starts_on").desc(nulls_last=True), "id")

    def __str__(self):
        return f"#{self.pk}"


class PublishedSeries(models.Model):
    id = models.BigIntegerField(primary_key=True)
    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(_("titre"), max_length=250)
    description = models.TextField(_("présentation"), blank=True)
    final_output = models.TextField(_("aboutissement prévu"), blank=True)
    programme = models.ForeignKey(
        PublishedProgramme, models.DO_NOTHING, null=True, db_constraint=False, related_name="series"
    )
    organisation = models.ForeignKey(
        PublishedOrganisation, models.DO_NOTHING, null=True, db_constraint=False, related_name="series"
    )
    planned_number = models.PositiveSmallIntegerField(null=True)
    # Keys of places, in the order in which they were planned.
    planned_places = models.JSONField(default=list)

    objects = PublishedManager()

    class Meta:
        verbose_name = _("série publiée")
        verbose_name_plural = _("séries publiées")
        ordering = ("title",)

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("website:series_detail", args=[self.slug])


class PublishedTheme(models.Model):
    id = models.BigIntegerField(primary_key=True)
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(_("thème"), max_length=120)

    objects = PublishedManager()

    class Meta:
        verbose_name = _("thème publié")
        verbose_name_plural = _("thèmes publiés")
        ordering = ("name",)

    def __str__(self):
        return self.name


class PublishedComposition(models.Model):
    """The latest known composition of a CCS: seats and women, no name."""

    committee = models.OneToOneField(
        PublishedOrganisation,
        models.DO_NOTHING,
        primary_key=True,
        db_constraint=False,
        related_name="composition",
    )
    content = models.TextField()

    objects = PublishedManager()

    class Meta:
        verbose_name = _("composition publiée")
        verbose_name_plural = _("compositions publiées")

    def __str__(self):
        return f"#{self.committee_id}"


class FormerAddress(models.Model):
    """The address of a record that was made one with another: it leads to that one's page."""

    id = models.BigIntegerField(primary_key=True)
    table = models.CharField(max_length=80)
    slug = models.SlugField(max_length=100)
    target = models.SlugField(max_length=100)

    objects = PublishedManager()

    class Meta:
        verbose_name = _("ancienne adresse")
        verbose_name_plural = _("anciennes adresses")
        indexes = [models.Index(fields=["table", "slug"], name="former_address")]

    def __str__(self):
        return self.slug
