"""A long document made of parts: each laid out by itself and kept, then bound into one file."""

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.timezone import is_naive

from rss_registry.pdf.assets import AttachedFile, print_assets, style_sheets
from rss_registry.pdf.errors import PdfError
from rss_registry.pdf.kept_parts import kept_part
from rss_registry.pdf.metadata import Metadata
from rss_registry.pdf.part_source import PartSource, lay_out_together, source_of
from rss_registry.pdf.parts import BOOK_STYLESHEETS, BoundPart, ContentsLine, Part, Running
from rss_registry.pdf.press import PROCESSES, press
from rss_registry.pdf.source import plain
from rss_registry.pdf.store import LaidOut, key_of, store

# The front's length decides the page numbers that it prints, which might decide its length.
MOST_LAYOUTS_OF_FRONT = 4
# Sections that one job of the press makes: dividing the press costs as much as half a section.
MOST_TOGETHER = 8
# Jobs whose parts are templates already and wait for the press: few, or a thousand would fill the memory.
MOST_WAITING = 2 * PROCESSES


def write_book(
    *,
    language: str,
    title: str,
    running: Running,
    created_at: datetime,
    front: Part,
    chapters: Sequence[Part] = (),
    sections: Sequence[Part],
    back: Part | None = None,
    attachments: Sequence[AttachedFile] = (),
    on_progress: Callable[[int, int], None] | None = None,
) -> bytes:
    """Lay out what is not kept yet, and bind everything into one PDF/A-3a and PDF/UA-1 file.

    The book is its front, then chapters that are laid out by themselves, the sections and the back. Of
    all but the sections every `id` is a target of the book, and every heading a bookmark.

    The front's template also gets `contents` (a tuple of `ContentsLine`, the sections in order),
    `back_line` (the `ContentsLine` of the back, or None) and `page_count`; page numbers count from
    the cover on. An element `<… data-page-of="anchor">` of the front is given the page of any part and
    of any target of the book. The same arguments give the same bytes.

    `on_progress(done, of)` is called after each part; what it raises stops the work.
    """
    if is_naive(created_at):
        raise ValueError("created_at needs a time zone.")
    wanted = [_Wanted(part) for part in chapters] + [_Wanted(part, is_section=True) for part in sections]
    if back:
        wanted.append(_Wanted(back))
    making = _Making(language, title, front, back, on_progress, len(wanted) + 1)
    laid_out = making.lay_out(wanted)
    parts = [making.lay_out_front(laid_out), *laid_out]
    content = _bind(parts, running, Metadata(plain(title), language, created_at), attachments)
    store.sweep()
    return content


@dataclass(frozen=True)
class _Wanted:
    """A part of the book; a section is shared between books, and its targets are named after it."""

    part: Part
    is_section: bool = False


@dataclass(frozen=True)
class _Made:
    """A part that lies in the store."""

    part: Part
    is_section: bool
    key: str
    pages: int
    targets: Mapping[str, int]

    def book_targets(self, first_page: int) -> dict[str, int]:
        """The page in the book of each target that it brings."""
        if self.is_section:
            return {}
        return {anchor: first_page + page - 1 for anchor, page in self.targets.items()}


@dataclass
class _Making:
    """The work on one book, as far as it has come."""

    language: str
    title: str
    front: Part
    back: Part | None
    on_progress: Callable[[int, int], None] | None
    of: int
    done: int = 0

    def lay_out(self, wanted: Sequence[_Wanted]) -> list[_Made]:
        """Each part from the store, or made: templates in this thread, layouts in those of the press."""
        made: dict[int, _Made] = {}
        waiting: dict[int, PartSource] = {}
        begun: deque[tuple[dict[int, PartSource], Future]] = deque()
        sections = sum(item.is_section for item in wanted)
        together = max(1, min(MOST_TOGETHER, sections // MOST_WAITING))

        def begin():
            if waiting:
                begun.append((dict(waiting), threads.submit(lay_out_together, list(waiting.values()))))
                waiting.clear()

        def finish_first():
            sources, layouts = begun.popleft()
            for (number, source), laid_out in zip(sources.items(), layouts.result(), strict=True):
                made[number] = _made(wanted[number], source.key, laid_out)
                self._advance()

        threads = ThreadPoolExecutor(PROCESSES)
        try:
            kind = self._kind_of_front(len(wanted))
            draft = None if store.get(kind) else self._draft_of_front(wanted)
            drafted = draft and threads.submit(draft.lay_out, settings.PDF_BOOK_SECONDS)
            for number, item in enumerate(wanted):
                found = self._kept(item)
                if isinstance(found, _Made):
                    made[number] = found
                    self._advance()
                elif item.is_section:
                    waiting[number] = found
                    if len(waiting) == together:
                        begin()
                else:
                    begin()
                    waiting[number] = found
                    begin()
                while begun and (len(begun) > MOST_WAITING or begun[0][1].done()):
                    finish_first()
            begin()
            while begun:
                finish_first()
            if drafted:
                store.put(kind, LaidOut(b"", drafted.result().pages, drafted.result().targets))
        finally:
            # After an error or a cancellation nothing more is begun.
            threads.shutdown(cancel_futures=True)
        return [made[number] for number in range(len(wanted))]

    def _kept(self, wanted: _Wanted) -> _Made | PartSource:
        """The part from the store, or what the press needs to make it."""
        kept = kept_part(wanted.part, self.title, self.language, is_section=wanted.is_section)
        return kept if isinstance(kept, PartSource) else _made(wanted, *kept)

    def _advance(self) -> None:
        self.done += 1
        if self.on_progress:
            self.on_progress(self.done, self.of)

    def lay_out_front(self, laid_out: Sequence[_Made]) -> _Made:
        """The front with the right page numbers, on the supposition that it is as long as the last one."""
        kind = self._kind_of_front(len(laid_out))
        supposed = store.get(kind) or LaidOut(b"", 1)
        for _ in range(MOST_LAYOUTS_OF_FRONT):
            source = self._front(_contents(supposed.pages, laid_out, self.back), supposed)
            found = store.get(source.key) or source.lay_out(settings.PDF_BOOK_SECONDS)
            if (found.pages, found.targets) == (supposed.pages, supposed.targets):
                store.put(kind, LaidOut(b"", found.pages, found.targets))
                self._advance()
                return _made(_Wanted(self.front), source.key, found)
            supposed = found
        raise PdfError(f"The length of {self.front.template!r} changes with the page numbers that it prints.")

    def _draft_of_front(self, wanted: Sequence[_Wanted]) -> PartSource:
        """The first of its kind, laid out beside the other parts for its length; its numbers are wrong."""
        unknown = [_Made(item.part, item.is_section, "", 1, {}) for item in wanted]
        return self._front(_contents(1, unknown, self.back), LaidOut(b"", 1))

    def _kind_of_front(self, parts: int) -> str:
        return key_of("front", self.front.template, self.language, parts)

    def _front(self, contents: "_Contents", supposed: LaidOut) -> PartSource:
        numbers = {**supposed.targets, **contents.targets}
        return source_of(self.front, self.title, self.language, False, contents.context, numbers)


def _made(wanted: _Wanted, key: str, laid_out: LaidOut) -> _Made:
    return _Made(wanted.part, wanted.is_section, key, laid_out.pages, laid_out.targets)


@dataclass(frozen=True)
class _Contents:
    """Where the parts after the front begin, and on which page each of their targets is."""

    lines: tuple[ContentsLine, ...]
    back_line: ContentsLine | None
    page_count: int
    targets: Mapping[str, int]

    @property
    def context(self) -> dict[str, object]:
        return {"contents": self.lines, "back_line": self.back_line, "page_count": self.page_count}


def _contents(front_pages: int, laid_out: Sequence[_Made], back: Part | None) -> _Contents:
    lines, targets, page = [], {}, front_pages + 1
    back_line = None
    for made in laid_out:
        targets |= {**made.book_targets(page), made.part.anchor: page}
        if made.is_section:
            lines.append(ContentsLine(made.part, page))
        elif made.part is back:
            back_line = ContentsLine(back, page)
        page += made.pages
    return _Contents(tuple(lines), back_line, page - 1, targets)


def _bound(made: _Made) -> BoundPart:
    return BoundPart(
        path=store.path(made.key),
        title=plain(made.part.title),
        anchor=made.part.anchor,
        group=plain(made.part.group),
        is_section=made.is_section,
    )


def _bind(parts: Sequence[_Made], running, metadata, attachments) -> bytes:
    stated = [(made.key, made.part.title, made.part.anchor, made.part.group) for made in parts]
    key = key_of("book", stated, running, metadata, attachments)
    if kept := store.get(key):
        return kept.content
    content = press.run(
        "book",
        seconds=settings.PDF_BOOK_SECONDS,
        parts=[_bound(made) for made in parts],
        running=running,
        metadata=metadata,
        stylesheets=style_sheets(BOOK_STYLESHEETS),
        assets=dict(print_assets()),
        attachments=tuple(attachments),
    )
    store.put(key, LaidOut(content))
    return content
