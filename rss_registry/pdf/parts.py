"""The parts of a book, as those who make them and those who bind them see them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

BOOK_STYLESHEETS = ("print/base.css", "print/blocks.css", "print/book.css")


@dataclass(frozen=True)
class Known:
    """By what a part is known without being asked for its content.

    `name` says what it is about, `stamp` in which state the data are, read before them. A part made at
    another stamp is used again when it `holds`: when it would be made the same now.
    """

    name: str
    stamp: str
    holds: Callable[[str], bool]


@dataclass(frozen=True)
class Part:
    """A stretch of a book that starts on its own page: the front matter, a chapter, an event, the annexes.

    `anchor` is its name inside the book: any part may link to it with `href="#<anchor>"`, and to an
    `id` within a section with `href="#<anchor>/<id>"`. (Of the other parts every `id` is a target.)
    `title` is the bookmark of a section; those of the same `group` are gathered under it. The bookmarks
    of the other parts are their headings.
    `details` is for the table of contents alone: whatever it prints beside the title.

    `context` and `assets` may be functions. They are called when the part must be made, which is rare
    when it is `known`: a part laid out once under that name is used again without asking.
    """

    template: str
    context: Mapping[str, object] | Callable[[], Mapping[str, object]] = field(default_factory=dict)
    title: str = ""
    anchor: str = ""
    group: str = ""
    details: object = None
    assets: Mapping[str, bytes] | Callable[[], Mapping[str, bytes]] = field(default_factory=dict)
    stylesheets: Sequence[str] = BOOK_STYLESHEETS
    known: Known | None = None


@dataclass(frozen=True)
class ContentsLine:
    """Where a part starts, for the table of contents."""

    part: Part
    page: int

    @property
    def title(self) -> str:
        return self.part.title

    @property
    def anchor(self) -> str:
        return self.part.anchor

    @property
    def group(self) -> str:
        return self.part.group


@dataclass(frozen=True)
class Running:
    """What stands on every page but the cover. `number` says {page} and {pages} in the caller's words."""

    head: str = ""
    foot: str = ""
    number: str = "Page {page} / {pages}"


@dataclass(frozen=True)
class BoundPart:
    """A part that was laid out, where it lies in the store, and what the book says of it."""

    path: Path
    title: str
    anchor: str = ""
    group: str = ""
    # The bookmark of a section is one, its title; those of the other parts are their headings.
    is_section: bool = True
