"""A long document made of parts: each laid out by itself, kept, and bound into one file."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.template.loader import render_to_string
from django.utils import translation

from rss_registry.pdf.assets import AttachedFile

BOOK_STYLESHEETS = ("print/base.css", "print/blocks.css", "print/book.css")


@dataclass(frozen=True)
class Part:
    """A stretch of a book that starts on its own page: the front matter, an event, the annexes.

    `anchor` is its name inside the book: any part may link to it with `href="#<anchor>"`, and to an
    `id` within it with `href="#<anchor>/<id>"`. (Of the front and the back every `id` is a target.)
    `title` is its bookmark; the bookmarks of sections of the same `group` are gathered under it.
    `details` is for the table of contents alone: whatever it prints beside the title.

    `context` and `assets` may be functions. They are called when the part must be made, which is rare
    when `known_as` names everything that they depend on (the version of the data, the language, the
    event): a part laid out once under that name is used again without asking.
    """

    template: str
    context: Mapping[str, object] | Callable[[], Mapping[str, object]] = field(default_factory=dict)
    title: str = ""
    anchor: str = ""
    group: str = ""
    details: object = None
    assets: Mapping[str, bytes] | Callable[[], Mapping[str, bytes]] = field(default_factory=dict)
    stylesheets: Sequence[str] = BOOK_STYLESHEETS
    known_as: str = ""


@dataclass(frozen=True)
class ContentsLine:
    """Where a section starts, for the table of contents."""

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
    """What stands on every page but the cover, beside « Page i / N »."""

    head: str = ""
    foot: str = ""
    # « Page %(page)s / %(pages)s »: the caller's words.
    number: str = "Page {page} / {pages}"


def write_book(
    *,
    language: str,
    title: str,
    running: Running,
    created_at: datetime,
    front: Part,
    sections: Sequence[Part],
    back: Part | None = None,
    attachments: Sequence[AttachedFile] = (),
    on_progress: Callable[[int, int], None] | None = None,
) -> bytes:
    """Lay out what is not kept yet, and bind everything into one PDF/A-3a and PDF/UA-1 file.

    The front's template also gets `contents` (a tuple of `ContentsLine`, the sections in order),
    `back_line` (the `ContentsLine` of the back, or None) and `page_count`; page numbers count from
    the cover on. The same arguments give the same bytes.

    `on_progress(done, of)` is called after each part; what it raises stops the work.
    """
    from io import BytesIO

    import pikepdf

    from rss_registry.pdf.assets import style_sheets
    from rss_registry.pdf.metadata import Metadata
    from rss_registry.pdf.press import press

    done, of = 0, len(sections) + 1 + (back is not None)

    def lay_out(part, **more):
        nonlocal done
        context = part.context() if callable(part.context) else part.context
        assets = part.assets() if callable(part.assets) else part.assets
        with translation.override(language):
            html = render_to_string(part.template, {**context, **more, "document_title": part.title or title})
        content = press.run(
            "document",
            html=html,
            metadata=Metadata(title=title, language=language, created_at=created_at),
            stylesheets=style_sheets(part.stylesheets),
            assets=dict(assets),
            links_elsewhere=True,
        )
        done += 1
        if on_progress:
            on_progress(done, of)
        return pikepdf.open(BytesIO(content))

    made = [lay_out(part) for part in sections]
    front_length = 1
    while True:
        page, lines = front_length + 1, []
        for part, pdf in zip(sections, made, strict=True):
            lines.append(ContentsLine(part, page))
            page += len(pdf.pages)
        back_line = ContentsLine(back, page) if back else None
        first = lay_out(front, contents=tuple(lines), back_line=back_line, page_count=page)
        if len(first.pages) == front_length:
            break
        front_length = len(first.pages)
    for pdf in [*made, *([lay_out(back)] if back else [])]:
        first.pages.extend(pdf.pages)
    target = BytesIO()
    first.save(target)
    return target.getvalue()
