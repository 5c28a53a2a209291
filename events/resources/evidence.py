"""How we know, in tables: what each source brings to an event, and where sources disagree."""

from django.utils.translation import gettext_lazy as _

from events.models import EventClaim, EventSource
from events.resources.event_parts import EventPartResource, event_column
from organisations.resources.beside import FollowedLast
from rss_registry.exchange.columns import Choice, Flag, Text
from rss_registry.exchange.links import Link


class EventSourceResource(EventPartResource):
    table_name = _("Sources des événements")
    file_name = "sources-des-evenements"
    same = ("source",)
    form_fields = ("source", "note_fr")

    event = event_column()
    source = Link("source", "source", index="sources", required=True)
    note_fr = Text("ce qu’elle apporte", "what it brings")
    note_en = Text("ce qu’elle apporte (anglais)", "what it brings (English)")

    class Meta:
        model = EventSource


class ClaimResource(FollowedLast, EventPartResource):
    table_name = _("Désaccords entre sources")
    file_name = "desaccords"
    same = ("field", "source", "value_fr")
    form_fields = ("field", "value_fr", "source", "followed", "note_fr")
    errors_at = {"two_claims_followed": "followed"}

    event = event_column()
    field = Choice("élément", "element", choices=EventClaim.Field, required=True)
    value_fr = Text("ce que dit la source", "what the source says", required=True, aliases=("valeur",))
    value_en = Text("ce que dit la source (anglais)", "what the source says (English)")
    source = Link("source", "source", index="sources", required=True)
    followed = Flag(
        "retenu par la fiche", "followed", default=False, aliases=("retenu",), help=_("Vide : non.")
    )
    note_fr = Text("pourquoi", "why")
    note_en = Text("pourquoi (anglais)", "why (English)")

    class Meta:
        model = EventClaim
