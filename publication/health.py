"""What the publication tells of its health: what waits, whether it follows the record, and the key."""

from itertools import islice

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from publication.models import Waiting
from publication.services.key_mark import is_own_key
from publication.services.rebuilding import differences
from rss_registry.health import examines, ill, watch, well

_MOST_DIFFERENCES = 100


@examines("key", gettext_lazy("Clé"))
def key():
    if is_own_key():
        return well(_("Celle de ce registre."))
    return ill(
        _("SECRET_KEY n’est pas la clé de ce registre : les documents à venir portent d’autres codes."),
        _("reprendre l’ancienne dans /etc/rss-registry.env ; si elle est perdue : manage.py accept_key"),
    )


@examines("waiting", gettext_lazy("Événements à publier de nouveau"))
def waiting():
    number = Waiting.objects.count()
    if not number:
        return well(_("Aucun n’attend."))
    told = ngettext("%(number)d attend.", "%(number)d attendent.", number) % {"number": number}
    return watch(told, "systemctl status rss-registry-documents ; manage.py rebuild_publication")


@examines("publication", gettext_lazy("Ce qui est publié et les fiches"), slow=True)
def publication():
    found = len(list(islice(differences(), _MOST_DIFFERENCES)))
    if not found:
        return well(_("S’accordent."))
    told = ngettext("%(number)d différence.", "%(number)d différences.", found) % {"number": found}
    return ill(told, "manage.py rebuild_publication")


@examines("public_role", gettext_lazy("Ce que la base refuse au public"))
def public_role():
    if connection.vendor == "sqlite" or settings.PUBLIC_DATABASE_ROLE:
        return well(_("Tout ce qui n’est pas publié."))
    return watch(
        _("Rien : PUBLIC_DATABASE_ROLE n’est pas donné."), "docs/deploy.md ; manage.py create_public_role"
    )
