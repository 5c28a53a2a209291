"""Who was what to an event: organisations by role, and public figures by the title of that day."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.enums import FigureRole, Outcome, Role, Sensitivity
from events.models.events import Event
from organisations.enums import FinancingKind, OrganisationKind, PlaceKind
from organisations.models import Organisation
from rss_registry.checked_rows import CheckedModel


class EventRoleQuerySet(models.QuerySet):
    def public(self):
        """Roles that may be named: all but the funding that itself, its event or its agreement withholds.

        Of an event that tells no more than its region, none of a body that stands for one town.
        """
        withheld = Event.agreements.through.objects.filter(
            event=OuterRef("event"),
            grantagreement__funder=OuterRef("organisation"),
            grantagreement__funder_disclosed=False,
        )
        named = Q(event__funders_withheld=False) & ~Exists(withheld)
        local = Q(
            event__sensitivity__in=Sensitivity.coarse(),
            organisation__kind__in=OrganisationKind.of_one_town(),
        )
        return self.filter(~Q(role=Role.FUNDER) | named, ~local, disclosed=True)

    def told(self):
        """Those of `public` that do not tell the town by the place of the organisation either."""
        local = Q(
            event__sensitivity__in=Sensitivity.coarse(),
            organisation__place__isnull=False,
            organisation__place__kind__in=PlaceKind.below_units(),
        )
        return self.public().filter(~local)


class EventRole(CheckedModel):
    event = models.ForeignKey(
        Event, on_delete=models.CASCADE, related_name="roles", verbose_name=_("événement")
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="event_roles",
        verbose_name=_("organisation"),
    )
    role = models.CharField(_("rôle"), max_length=17, choices=Role)
    financing_kind = models.CharField(
        _("nature de l’appui"),
        max_length=13,
        choices=FinancingKind,
        blank=True,
        help_text=_("Pour un bailleur."),
    )
    intermediary = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="funding_passed_on",
        verbose_name=_("par l’intermédiaire de"),
        help_text=_("Pour un bailleur : l’organisation par laquelle son argent est passé."),
    )
    disclosed = models.BooleanField(
        _("peut être nommé"),
        default=True,
        help_text=_("Décoché pour un bailleur : le public lit « bailleur non divulgué »."),
    )
    note = models.CharField(_("précision"), max_length=200, blank=True)

    objects = EventRoleQuerySet.as_manager()

    class Meta:
        verbose_name = _("rôle d’une organisation")
        verbose_name_plural = _("organisations et rôles")
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                fields=["event", "organisation", "role"],
                name="eventrole_unique",
                violation_error_message=_("Cette organisation tient déjà ce rôle."),
                violation_error_code="duplicate_role",
            ),
            models.CheckConstraint(
                condition=(Q(role=Role.FUNDER) & ~Q(financing_kind=""))
                | (~Q(role=Role.FUNDER) & Q(financing_kind="")),
                name="eventrole_financing_only_for_funders",
                violation_error_message=_(
                    "La nature de l’appui se donne pour un bailleur (au besoin « non précisée »), "
                    "et pour lui seul."
                ),
                violation_error_code="financing_mismatch",
            ),
            models.CheckConstraint(
                condition=Q(intermediary__isnull=True)
                | (Q(role=Role.FUNDER) & ~Q(intermediary=F("organisation"))),
                name="eventrole_intermediary_of_funder",
                violation_error_message=_("L’intermédiaire se donne pour un bailleur, et en est un autre."),
                violation_error_code="intermediary_mismatch",
            ),
            models.CheckConstraint(
                condition=Q(disclosed=True) | Q(role=Role.FUNDER),
                name="eventrole_only_funders_withheld",
                violation_error_message=_("Seul un bailleur peut ne pas être nommé."),
                violation_error_code="withheld_not_funder",
            ),
        ]

    def __str__(self):
        if not self.disclosed:
            return str(self.get_role_display())
        return f"{self.organisation} ({self.get_role_display()})"

    def clean(self):
        super().clean()
        if self.role == Role.FUNDER and self.organisation_id and self.event_id:
            check_alive_at(self.organisation, self.event)


def check_alive_at(organisation, event):
    """Refuse a body that did not exist on the days of the event (MINUSMA closed on 31 Dec 2023).

    Raises ValidationError. An undated event is held against today, unless it was held on a day that
    nobody knows: it excludes no one.
    """
    if event.starts_on is None and event.outcome == Outcome.HELD:
        return
    first = event.starts_on or timezone.localdate()
    last = event.ends_on or first
    if organisation.active_to and organisation.active_to < first:
        raise ValidationError(
            {
                "organisation": ValidationError(
                    _("%(name)s a pris fin le %(day)s, avant cet événement."),
                    params={
                        "name": organisation.short_name,
                        "day": organisation.active_to.strftime("%d/%m/%Y"),
                    },
                    code="funder_closed",
                )
            }
        )
    if organisation.active_from and organisation.active_from > last:
        raise ValidationError(
            {
                "organisation": ValidationError(
                    _("%(name)s n’existait pas encore : active depuis le %(day)s."),
                    params={
                        "name": organisation.short_name,
                        "day": organisation.active_from.strftime("%d/%m/%Y"),
                    },
                    code="funder_not_yet",
                )
            }
        )


class Person(CheckedModel):
    """A public figure, named for a public function; never a participant."""

    name = models.CharField(
        _("nom"),
        max_length=120,
        help_text=_("Personnalité publique seulement : ce nom paraît sur le site."),
    )
    note = models.CharField(
        _("pour la distinguer d’un homonyme"), max_length=200, blank=True, help_text=_("Interne.")
    )

    class Meta:
        verbose_name = _("personnalité publique")
        verbose_name_plural = _("personnalités publiques")
        ordering = ("name",)

    def __str__(self):
        return self.name


class PersonAlias(models.Model):
    """How a source writes the name otherwise: « Sissoko », « Cissoko »."""

    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="aliases", verbose_name=_("personnalité")
    )
    name = models.CharField(_("autre graphie"), max_length=120)

    class Meta:
        verbose_name = _("autre graphie")
        verbose_name_plural = _("autres graphies")
        ordering = ("name",)
        constraints = [
            models.UniqueConstraint(
                fields=["person", "name"],
                name="personalias_unique",
                violation_error_message=_("Cette graphie figure déjà dans la liste."),
                violation_error_code="duplicate_alias",
            )
        ]

    def __str__(self):
        return self.name


class EventFigure(CheckedModel):
    event = models.ForeignKey(
        Event, on_delete=models.CASCADE, related_name="figures", verbose_name=_("événement")
    )
    person = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="appearances",
        verbose_name=_("personnalité"),
        help_text=_("Vide : désignée par sa seule fonction."),
    )
    title_on_day = models.CharField(
        _("titre ce jour-là"),
        max_length=200,
        blank=True,
        help_text=_("La fonction exercée le jour de l’événement ; elle ne change plus ensuite."),
    )
    role = models.CharField(_("rôle"), max_length=15, choices=FigureRole)
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="figures",
        verbose_name=_("organisation"),
    )
    represents = models.CharField(
        _("représente"),
        max_length=200,
        blank=True,
        help_text=_("La personne ou l’autorité représentée, par sa fonction."),
    )
    statement = models.TextField(
        _("propos, en substance"),
        blank=True,
        help_text=_("Ce qui a été dit en public, avec vos mots. Publié sur le site."),
    )
    position = models.PositiveSmallIntegerField(_("rang"), default=0)

    class Meta:
        verbose_name = _("personnalité à l’événement")
        verbose_name_plural = _("présidence, intervenants et personnalités")
        ordering = ("position", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False) | ~Q(title_on_day=""),
                name="eventfigure_is_somebody",
                violation_error_message=_("Donnez un nom, ou au moins la fonction."),
                violation_error_code="nobody",
            )
        ]

    def __str__(self):
        who = self.person.name if self.person else self.title_on_day
        return f"{who} ({self.get_role_display()})"
