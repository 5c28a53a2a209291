"""What a feed, a calendar and a list of references call an event: made of its reference alone.

The address of the site may change; a reader that has seen an event must know it again all the same.
"""

from uuid import UUID, uuid5

# Drawn once, for this register.
_NAMESPACE = UUID("6f1c2b0e-5a0d-4c57-9d0a-3f8f2a7e4b61")


def event_uuid(reference: str) -> UUID:
    return uuid5(_NAMESPACE, reference)


def event_urn(reference: str) -> str:
    return event_uuid(reference).urn
