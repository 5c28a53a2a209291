"""The parts of books that lie in the store already, found by what is known of them without making them."""

from rss_registry.pdf.part_source import PartSource, source_of
from rss_registry.pdf.parts import Part
from rss_registry.pdf.store import LaidOut, key_of, store


def kept_part(part: Part, title: str, language: str, *, is_section: bool) -> tuple[str, LaidOut] | PartSource:
    """The part from the store, with its key; or what the press needs to make it.

    `title` is for a part that has none of its own.
    """
    name = _name_of(part, language)
    if (key := _known_key(part, name)) and (kept := store.get(key)):
        return key, kept
    source = source_of(part, part.title or title, language, is_section)
    if name:
        store.put(name, _entry(source.key, part))
    if kept := store.get(source.key):
        return source.key, kept
    return source


def lay_out_section(part: Part, *, language: str) -> LaidOut:
    """Have the store hold a section before a book asks for it."""
    found = kept_part(part, "", language, is_section=True)
    return found.lay_out() if isinstance(found, PartSource) else found[1]


def _name_of(part, language):
    """Under which name the store says as what the part was laid out, and in which state of the data."""
    if part.known is None:
        return ""
    stated = (part.known.name, part.template, part.stylesheets, part.title, part.anchor, language)
    return key_of("known", stated)


def _known_key(part, name):
    if not (name and (entry := store.get(name))):
        return ""
    key, _, stamp = entry.content.decode().partition(" ")
    if stamp != part.known.stamp:
        if not part.known.holds(stamp):
            return ""
        store.put(name, _entry(key, part))
    return key


def _entry(key, part):
    return LaidOut(f"{key} {part.known.stamp}".encode())
