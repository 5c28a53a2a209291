"""Staff accounts: a user belongs to an organisation and has a role there."""

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organisations.enums import AccountLanguage, UserRole
from organisations.models.organisations import Organisation


class User(AbstractUser):
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="users",
        verbose_name=_("organisation"),
    )
    role = models.CharField(_("rôle"), max_length=13, choices=UserRole, default=UserRole.OFFICER)
    keeps_lists = models.BooleanField(
        _("tient les listes de présence"),
        default=False,
        help_text=_(
            "Donne accès aux noms, téléphones et adresses des participants des événements "
            "de son organisation, et à eux seuls."
        ),
    )
    language = models.CharField(
        _("langue"), max_length=2, choices=AccountLanguage, default=AccountLanguage.FRENCH
    )
    told_of_sign_ins = models.BooleanField(
        _("prévenir d’une connexion depuis un nouvel endroit"),
        default=True,
        help_text=_("Un courriel, quand ni le navigateur ni le réseau n’ont encore servi à ce compte."),
    )
    second_factor_since = models.DateTimeField(_("second facteur depuis"), null=True, editable=False)

    objects = UserManager()

    class Meta(AbstractUser.Meta):
        verbose_name = _("compte")
        verbose_name_plural = _("comptes")
        constraints = [
            models.CheckConstraint(
                condition=~Q(role=UserRole.OFFICER) | Q(organisation__isnull=False) | Q(is_superuser=True),
                name="user_officer_has_organisation",
                violation_error_message=_("Un agent de saisie doit appartenir à une organisation."),
                violation_error_code="officer_without_organisation",
            ),
            models.CheckConstraint(
                condition=Q(keeps_lists=False) | Q(organisation__isnull=False),
                name="user_list_keeper_has_organisation",
                violation_error_message=_(
                    "Seul le compte d’une organisation peut tenir des listes de présence."
                ),
                violation_error_code="list_keeper_without_organisation",
            ),
        ]
