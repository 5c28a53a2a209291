"""Which events decide otherwise of whom the register names: only then are bodies published with them."""

from collections.abc import Iterable, Mapping

from publication.models import Fingerprint
from publication.project.rows import EventRows

# Under which the fingerprints of events are kept.
NAMING = "events.Event"


def forget_former_naming(
    expected: Mapping[int, EventRows], *, gone: Iterable[int], known: Mapping[int, str] | None = None
) -> dict[int, str]:
    """What the events that decide otherwise than before say now; of one that left, nothing.

    Forgotten here, and remembered by who publishes the bodies (`remember_naming`): if that does not come to
    pass, the next change of such an event publishes them. `known`: what they said before, if it was read.
    """
    if known is None:
        standing = Fingerprint.objects.filter(model=NAMING, number__in=expected)
        known = dict(standing.values_list("number", "digest"))
    changed = {key: rows.naming for key, rows in expected.items() if known.get(key) != rows.naming}
    changed |= dict.fromkeys(gone, "")
    if forgotten := known.keys() & changed.keys():
        forget_naming(forgotten)
    return changed


def forget_naming(keys: Iterable[int]) -> None:
    Fingerprint.objects.filter(model=NAMING, number__in=keys).delete()


def remember_naming(naming: Mapping[int, str]) -> None:
    """In the transaction that published the bodies. What another transaction remembers meanwhile is newer."""
    rows = (Fingerprint(model=NAMING, number=key, digest=said) for key, said in naming.items() if said)
    Fingerprint.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
