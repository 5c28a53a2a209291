"""Links that were sent by mail: to choose a password, or to confirm a new address."""

from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organisations.enums import LinkPurpose
from organisations.models.users import User

# An invitation that nobody took up stays in the list of administrators, who send it again or withdraw it.
_KEPT = {LinkPurpose.INVITATION: 90}


class AccountLinkQuerySet(models.QuerySet):
    def invitations(self):
        return self.filter(purpose=LinkPurpose.INVITATION)

    def past(self, on=None):
        """Those of which nobody has any more use, at the moment `on` (now by default)."""
        now = on or timezone.now()
        past = models.Q()
        for purpose in LinkPurpose:
            days = _KEPT.get(purpose, 1)
            past |= models.Q(purpose=purpose, sent_at__lt=now - timedelta(days=days))
        return self.filter(past)


class AccountLink(models.Model):
    """A link that is still good for one use; a new one of its purpose takes its place.

    Of the word in its address only a digest is stored: whoever reads the database opens nothing with it.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    purpose = models.CharField(_("usage"), max_length=10, choices=LinkPurpose)
    digest = models.CharField(_("empreinte"), max_length=64, unique=True)
    email = models.EmailField(_("adresse"))
    sent_at = models.DateTimeField(_("envoyé le"), default=timezone.now)
    sent_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = AccountLinkQuerySet.as_manager()

    # Deleted with its account without a word (organisations/admin/deletion.py).
    is_internal = True

    class Meta:
        verbose_name = _("lien de compte")
        verbose_name_plural = _("liens de compte")
        ordering = ("-sent_at",)
        constraints = [models.UniqueConstraint(fields=["user", "purpose"], name="accountlink_one_each")]

    def __str__(self):
        return f"{self.purpose} #{self.pk}"

    @property
    def expires_at(self):
        return self.sent_at + timedelta(hours=LinkPurpose(self.purpose).hours)

    def is_fresh(self, on=None):
        return (on or timezone.now()) < self.expires_at
