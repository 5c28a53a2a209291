"""What is kept of sign-ins: how many failed of late, from where an account is known, and which go on."""

from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organisations.models.users import User

# After so long without a wrong word, the count begins anew.
QUIET = timedelta(hours=6)
# From where nobody has signed in for so long, an account is not known any more.
NETWORK_KNOWN_FOR = timedelta(days=90)
# A session ends after so long without a page, and in any case after so long; seen is noted so often.
IDLE, LONGEST_SESSION, SEEN_EVERY = timedelta(minutes=60), timedelta(hours=12), timedelta(minutes=2)


class AttemptCounterQuerySet(models.QuerySet):
    def past(self, on=None):
        return self.filter(last_at__lt=(on or timezone.now()) - QUIET)


class AttemptCounter(models.Model):
    """How many wrong words came for one account, or from one network or device; how long the next one waits.

    Of whom it counts only a keyed digest is stored: neither names nor addresses can be read from it.
    """

    digest = models.CharField(_("empreinte"), max_length=64, unique=True)
    count = models.PositiveIntegerField(_("essais"), default=0)
    last_at = models.DateTimeField(_("dernier essai"), default=timezone.now, db_index=True)
    until = models.DateTimeField(_("prochain essai"), null=True)

    objects = AttemptCounterQuerySet.as_manager()

    class Meta:
        verbose_name = _("compteur d’essais")
        verbose_name_plural = _("compteurs d’essais")

    def __str__(self):
        return f"#{self.pk}"


class KnownNetworkQuerySet(models.QuerySet):
    def past(self, on=None):
        return self.filter(last_seen_at__lt=(on or timezone.now()) - NETWORK_KNOWN_FOR)


class KnownNetwork(models.Model):
    """A network from which an account has signed in; of its address only a keyed digest is stored."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(_("empreinte"), max_length=64)
    last_seen_at = models.DateTimeField(_("vu le"), default=timezone.now)

    objects = KnownNetworkQuerySet.as_manager()

    # Deleted with its account without a word (organisations/admin/deletion.py).
    is_internal = True

    class Meta:
        verbose_name = _("réseau connu")
        verbose_name_plural = _("réseaux connus")
        constraints = [models.UniqueConstraint(fields=["user", "digest"], name="knownnetwork_once")]

    def __str__(self):
        return f"#{self.pk}"


class SignInQuerySet(models.QuerySet):
    def going_on(self, on=None):
        """Those whose session neither rests for too long nor lasts for too long."""
        now = on or timezone.now()
        return self.filter(began_at__gt=now - LONGEST_SESSION, seen_at__gt=now - IDLE - SEEN_EVERY)

    def past(self, on=None):
        return self.filter(began_at__lte=(on or timezone.now()) - LONGEST_SESSION)


class SignIn(models.Model):
    """A session of an account, so that its holder sees it and can end it."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    session_key = models.CharField(_("session"), max_length=40, unique=True)
    browser = models.CharField(_("navigateur"), max_length=60, blank=True)
    network = models.CharField(_("réseau"), max_length=40, blank=True)
    began_at = models.DateTimeField(_("depuis"), default=timezone.now)
    seen_at = models.DateTimeField(_("vu le"), default=timezone.now)

    objects = SignInQuerySet.as_manager()

    # Deleted with its account without a word (organisations/admin/deletion.py).
    is_internal = True

    class Meta:
        verbose_name = _("connexion")
        verbose_name_plural = _("connexions")
        ordering = ("-seen_at",)

    def __str__(self):
        return f"#{self.pk}"
