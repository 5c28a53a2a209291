"""The fragments of a merged document, as their authors and the merge see them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

FRAGMENT_STYLESHEETS = ("print/base.css", "print/blocks.css", "print/merged_document.css")


@dataclass(frozen=True)
class Known:
    """By what a fragment is found in the cache without being asked for its content.

    `name` says what it is about, `version` in which state the data are, read before them. A fragment made at
    another version is used again when it `holds`: when it would be made the same now.
    """

    name: str
    version: str
    holds: Callable[[str], bool]


@dataclass(frozen=True)
class Fragment:
    """Pages that start on a new page of the document: the front matter, a chapter, an event, the annexes.

    `anchor` is its name in the document: any fragment may link to it with `href="#<anchor>"`. Its headings
    are bookmarks, and each `id` a target. An event's fragment is shared between documents: its only bookmark
    is its `title` (those of the same `group` are gathered under it), and one links to an `id` in it with
    `href="#<anchor>/<id>"`. `details` is for the table of contents: what it prints beside the title.

    `context` and `assets` may be functions. They are called when the fragment must be made, which is rare
    when it is `known`: one that was laid out under that name is used again without asking.
    """

    template: str
    context: Mapping[str, object] | Callable[[], Mapping[str, object]] = field(default_factory=dict)
    title: str = ""
    anchor: str = ""
    group: str = ""
    details: object = None
    assets: Mapping[str, bytes] | Callable[[], Mapping[str, bytes]] = field(default_factory=dict)
    stylesheets: Sequence[str] = FRAGMENT_STYLESHEETS
    is_event: bool = False
    known: Known | None = None


@dataclass(frozen=True)
class RunningHeaders:
    """What stands on every page but the cover. `number` says {page} and {pages} in the caller's words."""

    head: str = ""
    foot: str = ""
    number: str = "Page {page} / {pages}"


@dataclass(frozen=True)
class FragmentFile:
    """A fragment that was laid out: its file, its pages, their targets, and how it is listed."""

    path: Path
    pages: int
    targets: Mapping[str, int]
    title: str
    anchor: str
    group: str
    is_event: bool
