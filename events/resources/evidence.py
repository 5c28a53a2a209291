"""How we know, in tables: what each source brings to an event, and where sources disagree."""

from events.models import EventClaim, EventSource
from events.resources.event_parts import EventPartResource
from organisations.resources.beside import ClaimLines


class EventSourceResource(EventPartResource):
    model = EventSource
    sheet = ("Sources des événements", "Sources of events")
    example = {"event": "E1", "source": "S1", "note_fr": "Le lieu et la date."}
    same = ("source",)
    form_fields = ("source", "note_fr")

    headings = """
        source  | source             | source
        note_fr | ce qu’elle apporte | what it brings
    """


class ClaimResource(ClaimLines, EventPartResource):
    model = EventClaim
    sheet = ("Désaccords", "Disagreements")
    example = {
        "event": "E1",
        "field": "effectifs",
        "value_fr": "une quarantaine",
        "source": "S1",
        "followed": "oui",
    }
