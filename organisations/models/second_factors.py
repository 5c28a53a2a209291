"""The second step of a sign-in: the application that shows codes, and codes on paper when it is lost."""

import re
import time
from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_otp.models import Device
from django_otp.oath import TOTP

from organisations.models.users import User
from rss_registry.sealing import unseal

STEP_SECONDS, DIGITS = 30, 6
# One that was begun and not confirmed is made anew after so long.
BEGUN_FOR = timedelta(hours=1)
_CODE = re.compile(r"[0-9]{6}")
# Of one step before and after: clocks of telephones differ.
_TOLERANCE = 1


class AuthenticatorApp(Device):
    """An application on a telephone that shows a new code every half minute (TOTP, RFC 6238).

    Its secret is stored sealed (rss_registry/sealing.py), with a key that is not in the database. Until a
    first code was typed it is not `confirmed`, and opens nothing.
    """

    sealed_secret = models.CharField(_("secret scellé"), max_length=200)
    drift = models.SmallIntegerField(_("écart de l’horloge"), default=0)
    last_step = models.BigIntegerField(_("dernier code"), default=-1)
    made_at = models.DateTimeField(_("fait le"), auto_now_add=True)

    is_internal = True

    class Meta:
        verbose_name = _("application de codes")
        verbose_name_plural = _("applications de codes")
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(confirmed=True), name="authenticatorapp_one_confirmed"
            ),
            models.UniqueConstraint(
                fields=["user"], condition=Q(confirmed=False), name="authenticatorapp_one_begun"
            ),
        ]

    def __str__(self):
        return f"#{self.pk}"

    @property
    def secret(self) -> bytes:
        """Raises UnsealError where it was sealed with a key that is gone."""
        return unseal(self.sealed_secret, of=f"authenticator:{self.user_id}")

    def verify_token(self, token):
        """Whether this is a code of now that was not used before; call it with the row locked."""
        if not _CODE.fullmatch(token):
            return False
        totp = TOTP(self.secret, STEP_SECONDS, digits=DIGITS, drift=self.drift)
        totp.time = time.time()
        if not totp.verify(int(token), _TOLERANCE, self.last_step + 1):
            return False
        self.last_step, self.drift = totp.t(), totp.drift
        self.save(update_fields=["last_step", "drift"])
        return True


class RecoveryCode(models.Model):
    """A code on paper, good once; of it only a keyed digest is stored."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(_("empreinte"), max_length=64)

    is_internal = True

    class Meta:
        verbose_name = _("code de secours")
        verbose_name_plural = _("codes de secours")
        constraints = [models.UniqueConstraint(fields=["user", "digest"], name="recoverycode_once")]

    def __str__(self):
        return f"#{self.pk}"
