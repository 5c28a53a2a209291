"""What accounts tell of the health of an installation: the second factor, and where mails go."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from organisations.models import User
from organisations.permissions import needs_second_factor
from rss_registry.health import examines, watch, well


@examines("second_factor", gettext_lazy("Second facteur"))
def second_factor():
    without = User.objects.filter(is_active=True, is_staff=True, second_factor_since__isnull=True)
    lacking = sum(needs_second_factor(user) for user in without.exclude(password__startswith="!"))
    if settings.SECOND_FACTOR == "offered":
        if not settings.HTTPS or settings.SAMPLE_REGISTER:
            return well(_("Proposé, non demandé : ce registre est à l’essai."))
        return watch(
            _("Proposé, non demandé de qui publie, tient des listes ou des comptes."),
            "SECOND_FACTOR=demanded (/etc/rss-registry.env)",
        )
    if not lacking:
        return well(_("Demandé de qui publie, tient des listes ou des comptes ; tous l’ont."))
    told = ngettext(
        "Demandé ; %(number)d compte le mettra en place à sa prochaine connexion.",
        "Demandé ; %(number)d comptes le mettront en place à leur prochaine connexion.",
        lacking,
    )
    return well(told % {"number": lacking})


@examines("mails", gettext_lazy("Courriels"))
def mails():
    """Links that open accounts must reach their holder, and nobody else."""
    if settings.KEPT_MAILS:
        return well(_("Gardés ici, lus par l’administration : ce registre est à l’essai."))
    if settings.EMAIL_BACKEND.endswith("console.EmailBackend"):
        told = _("Écrits dans le journal : invitations et mots de passe oubliés n’arrivent à personne.")
        return watch(told, "EMAIL_URL=smtp+tls://… (/etc/rss-registry.env)")
    return well(_("Envoyés par %(server)s.") % {"server": settings.EMAIL_HOST})
