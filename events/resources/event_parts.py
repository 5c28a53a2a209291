"""Tables of what belongs to an event: the frame of them all."""

from django.utils.translation import gettext_lazy as _

import events.resources.indexes  # noqa: F401 -- what the columns refer to
from events.models import Event
from events.permissions import can, visible_to
from events.services.correcting import asks_reason
from events.services.search_text import index_events
from rss_registry.exchange.parts import PartResource

NOT_YOURS = _("La fiche de cet événement n’est plus la vôtre à modifier : voyez la coordination.")


class BelowEventResource(PartResource):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._touched = set()

    def event_of(self, instance):
        return instance.event

    def may_change(self, instance):
        return can(self.user, "change", self.event_of(instance))

    def refusal(self, instance):
        return NOT_YOURS

    def after_save(self, instance):
        super().after_save(instance)
        self._touched.add(self.event_of(instance).pk)
        self.corrects = self.corrects or asks_reason(self.event_of(instance))

    def follow_up(self):
        index_events(self._touched)

    def name_of(self, instance):
        return f"{self.event_of(instance)} – {instance}"


class EventPartResource(BelowEventResource):
    parent = "event"
    headings = "fixed event | événement | event | référence de l’événement, n° de fiche"
    helps = {"event": _("Sa référence, son n° de fiche, son titre ou le code que vous lui avez donné.")}

    def to_import(self):
        return super().to_import().filter(event__in=visible_to(self.user, Event.objects.all()))
