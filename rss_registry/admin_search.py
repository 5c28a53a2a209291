"""The search in the head of each page of the admin: what each kind of record answers."""

from dataclasses import dataclass

# Hits of one kind; the rest stands behind « Tout voir ».
SHOWN = 8


@dataclass(frozen=True)
class SearchSection:
    """`rows` are (title, address, details); `more` leads to the list of all, empty where these are all."""

    title: str
    rows: tuple[tuple[str, str, str], ...]
    more: str = ""
