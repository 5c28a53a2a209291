"""How a record is called by its staff, with a title or without one."""

from django.utils.text import capfirst
from django.utils.translation import gettext


class EventName:
    def __str__(self):
        return self.title or self._name_without_title()

    def _name_without_title(self):
        """For staff: what else is known of a draft that has no title yet."""
        places = [item.place.name for item in self.event_places.all()[:1]] if self.pk else []
        known = [capfirst(self.get_kind_display())] if self.kind else []
        if not (known or places):
            return gettext("Brouillon sans titre")
        return gettext("%(known)s (sans titre)") % {
            "known": " – ".join([*(known or [gettext("Événement")]), *places])
        }
