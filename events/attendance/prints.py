"""Keyed prints of people: what two lists have in common of one person, and nothing that tells who it is.

The key is no part of the database. Names of Mali can be listed, so that an unkeyed digest of them would tell
who it is of; and each organisation has a key of its own, so that no two of them can compare their people.
"""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from events.attendance.names import without_title
from events.attendance.phones import digits_of
from rss_registry.text import fold

# Of 256 bits: enough that two people never have the same one by accident.
_LENGTH = 32
_KEY_ID_LENGTH = 16
# Titles, ranks and courtesies are on one list and not on the next.
_NO_NAME = frozenset(
    {"adja", "alhadji", "hadj", "hadja", "hadji", "el", "elhadj", "elhadji"}
    | {"mme", "mlle", "mr", "m", "monsieur", "madame", "mademoiselle", "me", "maitre", "honorable"}
    | {"dr", "docteur", "pr", "prof", "professeur", "gal", "general", "col", "colonel", "cdt", "commandant"}
    | {"cne", "capitaine", "major", "lt", "lieutenant", "ep", "epouse", "veuve", "vve"}
)
# One name in several spellings; names that only sound alike (Mamadou, Mahamadou) are two.
_SPELLINGS = {
    "aichata": "aissata",
    "cissoko": "sissoko",
    "coulibali": "coulibaly",
    "dialo": "diallo",
    "jallo": "diallo",
    "kuyate": "kouyate",
    "mohammed": "mohamed",
    "muhammad": "mohamed",
    "ousman": "ousmane",
    "sisse": "cisse",
    "sisoko": "sissoko",
    "trawore": "traore",
}


@dataclass(frozen=True)
class Prints:
    """Of one person of a list. `name` is empty where there are not two words: one alone is many people's."""

    name: str
    phones: tuple[str, ...]


def key_of_organisation(secret: str, organisation: int) -> bytes:
    """The key under which one organisation's people are compared."""
    return hmac.digest(secret.encode(), f"persons of organisation {organisation}".encode(), sha256)


def key_id_of(key: bytes) -> str:
    """By which one sees whether two marks were made with one key; it tells nothing of the key."""
    return hmac.digest(key, b"identifier of this key", sha256).hex()[:_KEY_ID_LENGTH]


def prints_of(key: bytes, full_name: str, phone: str = "") -> Prints:
    words = name_words(full_name)
    initials = "".join(word[0] for word in words)
    return Prints(
        name=_print(key, "name", words) if len(words) > 1 else "",
        # A telephone may be a family's or an office's: with it stand the letters with which the names begin.
        phones=tuple(sorted({_print(key, "phone", (number, initials)) for number in _numbers(phone)})),
    )


def name_words(full_name: str) -> list[str]:
    """The words of a name, without titles, in one spelling and one order."""
    name, _sex = without_title(full_name or "")
    words = {_SPELLINGS.get(word, word) for word in fold(name).split()}
    return sorted(words - _NO_NAME)


def _numbers(phone: str) -> Iterable[str]:
    # A shorter one is an extension or a slip, and would be many people's.
    return (digits for part in (phone or "").split("/") if len(digits := digits_of(part)) == 8)


def _print(key, kind, parts):
    return hmac.digest(key, "\0".join((kind, *parts)).encode(), sha256).hex()[:_LENGTH]
