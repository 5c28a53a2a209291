"""The one or two natures of an event."""

from django.utils.translation import gettext as _

from events.enums import EventKind


class EventKinds:
    """What `kind` and `second_kind` say together."""

    @property
    def kinds(self) -> tuple[str, ...]:
        return (self.kind, self.second_kind) if self.second_kind else (self.kind,)

    @property
    def kinds_label(self) -> str:
        """« installation d’un CCS et formation »."""
        if not self.second_kind:
            return str(self.get_kind_display())
        first, second = (EventKind(kind).short for kind in self.kinds)
        return _("%(first)s et %(second)s") % {"first": first, "second": second}
