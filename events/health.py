"""What the private record tells of its health: lists past their term, the index of search."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from events.services.retention import lists_to_erase
from events.services.search_text import index_errors
from rss_registry.health import examines, ill, well


@examines("lists", gettext_lazy("Listes de présence échues"))
def lists():
    number = lists_to_erase().count()
    if not number:
        return well(_("Aucune."))
    told = ngettext("%(number)d devrait être effacée.", "%(number)d devraient être effacées.", number)
    return ill(
        told % {"number": number},
        "systemctl status rss-registry-backup ; manage.py erase_attendance_lists --confirm",
    )


@examines("index", gettext_lazy("Index de recherche"), slow=True)
def index():
    wrong = len(index_errors())
    if not wrong:
        return well(_("Suit les fiches."))
    told = ngettext("%(number)d fiche y manque.", "%(number)d fiches y manquent.", wrong) % {"number": wrong}
    return ill(told, "manage.py reindex")
