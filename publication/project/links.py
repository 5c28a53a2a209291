"""How published facts name an organisation, a programme, a place or a series."""

from events.models import Series
from organisations.models import Organisation, Place, Programme
from publication.facts import Link

# The first sign of a key says what it is the key of; names are joined under it at reading.
KINDS = {Organisation: "o", Programme: "p", Place: "l", Series: "s"}


def key_of(thing) -> str:
    return f"{KINDS[type(thing)]}{thing.pk}"


def link_to(thing, note: str = "") -> Link:
    """Its name in the active language, its page where it has one, and the key of its published names."""
    full = getattr(thing, "full_name", str(thing))
    return Link(
        full, thing.get_absolute_url(), note, thing.slug, getattr(thing, "short_name", full), key_of(thing)
    )
