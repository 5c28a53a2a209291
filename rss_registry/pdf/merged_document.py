"""A long document made of fragments: each laid out by itself and kept, then merged into one file."""

from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings
from django.utils.timezone import is_naive

from rss_registry.pdf.assets import AttachedFile, print_assets, style_sheets
from rss_registry.pdf.errors import PdfError
from rss_registry.pdf.fragment_cache import FragmentSource, cached_fragment, lay_out, source_of
from rss_registry.pdf.fragments import FRAGMENT_STYLESHEETS, Fragment, FragmentFile, RunningHeaders
from rss_registry.pdf.metadata import Metadata
from rss_registry.pdf.renderer import JOBS_AT_ONCE, renderer
from rss_registry.pdf.source import plain
from rss_registry.pdf.store import LaidOut, key_of, store

# The front's length decides the page numbers that it prints, which might decide its length.
MOST_LAYOUTS_OF_FRONT = 4
# Fragments that one job makes: a fork costs 35 to 50 ms.
MOST_TOGETHER = 8
# Jobs whose fragments are HTML already and wait for the renderer: few, or a thousand would fill the memory.
MOST_WAITING = 2 * JOBS_AT_ONCE


def write_merged_document(
    *,
    language: str,
    title: str,
    running_headers: RunningHeaders,
    created_at: datetime,
    front: Fragment,
    fragments: Sequence[Fragment],
    attachments: Sequence[AttachedFile] = (),
    on_progress: Callable[[int, int], None] | None = None,
) -> bytes:
    """Lay out what is not kept yet, and merge everything into one PDF/A-3a and PDF/UA-1 file.

    The front comes first, and prints the pages of the others: its elements `<… data-page-of="anchor">` are
    given the page of any fragment and of any target of the document, counted from the cover on. The same
    arguments give the same bytes. `on_progress(done, of)` is called after each fragment; what it raises
    stops the work.
    """
    if is_naive(created_at):
        raise ValueError("created_at needs a time zone.")
    layout = _Layout(language, title, on_progress, len(fragments) + 1)
    made = layout.lay_out(fragments)
    made.insert(0, layout.lay_out_front(front, made))
    content = _merge(made, running_headers, Metadata(plain(title), language, created_at), attachments)
    store.evict()
    return content


@dataclass
class _Layout:
    """The work on one document, as far as it has come."""

    language: str
    title: str
    on_progress: Callable[[int, int], None] | None
    of: int
    done: int = 0

    def lay_out(self, fragments: Sequence[Fragment]) -> list[FragmentFile]:
        """Each fragment from the store, or made: templates in this thread, layouts in the renderer."""
        made: dict[int, FragmentFile] = {}
        batch: dict[int, FragmentSource] = {}
        jobs: deque = deque()
        together = max(1, min(MOST_TOGETHER, sum(item.is_event for item in fragments) // MOST_WAITING))

        def start_job():
            if batch:
                jobs.append((dict(batch), threads.submit(lay_out, list(batch.values()))))
                batch.clear()

        def finish_job():
            sources, job = jobs.popleft()
            for (number, source), laid_out in zip(sources.items(), job.result(), strict=True):
                made[number] = self._made(fragments[number], source.key, laid_out)

        threads = ThreadPoolExecutor(JOBS_AT_ONCE)
        try:
            for number, fragment in enumerate(fragments):
                found = cached_fragment(fragment, self.title, self.language)
                if isinstance(found, FragmentSource):
                    batch[number] = found
                    if len(batch) == together or not fragment.is_event:
                        start_job()
                else:
                    made[number] = self._made(fragment, *found)
                while jobs and (len(jobs) > MOST_WAITING or jobs[0][1].done()):
                    finish_job()
            start_job()
            while jobs:
                finish_job()
        finally:
            # After an error or a cancellation nothing more is begun.
            threads.shutdown(cancel_futures=True)
        return [made[number] for number in range(len(fragments))]

    def lay_out_front(self, front: Fragment, rest: Sequence[FragmentFile]) -> FragmentFile:
        """The front with the right page numbers, on the supposition that it is as long as the last one."""
        kind = key_of("front", front.template, self.language, len(rest))
        supposed = store.get(kind) or LaidOut(b"", 1)
        source = source_of(front, self.title, self.language)
        for _ in range(MOST_LAYOUTS_OF_FRONT):
            numbered = replace(source, page_numbers={**supposed.targets, **_pages_of(rest, supposed.pages)})
            found = store.get(numbered.key) or lay_out([numbered], settings.PDF_LONG_SECONDS)[0]
            if (found.pages, found.targets) == (supposed.pages, supposed.targets):
                store.put(kind, LaidOut(b"", found.pages, found.targets))
                return self._made(front, numbered.key, found)
            supposed = found
        raise PdfError(f"The length of {front.template!r} changes with the page numbers that it prints.")

    def _made(self, fragment: Fragment, key: str, laid_out: LaidOut) -> FragmentFile:
        self.done += 1
        if self.on_progress:
            self.on_progress(self.done, self.of)
        return FragmentFile(
            path=store.path(key),
            pages=laid_out.pages,
            targets=laid_out.targets,
            title=plain(fragment.title),
            anchor=fragment.anchor,
            group=plain(fragment.group),
            is_event=fragment.is_event,
        )


def _pages_of(fragments: Sequence[FragmentFile], page: int) -> dict[str, int]:
    """On which page of the document each target after that page is."""
    targets: dict[str, int] = {}
    for fragment in fragments:
        targets |= {anchor: page + number for anchor, number in fragment.targets.items()}
        targets[fragment.anchor] = page + 1
        page += fragment.pages
    return targets


def _merge(fragments: Sequence[FragmentFile], running_headers, metadata, attachments) -> bytes:
    stated = [(fragment.path.name, fragment.title, fragment.anchor, fragment.group) for fragment in fragments]
    key = key_of("merged", stated, running_headers, metadata, attachments)
    if kept := store.get(key):
        return kept.content
    content = renderer.run(
        "merge",
        seconds=settings.PDF_LONG_SECONDS,
        fragments=fragments,
        running_headers=running_headers,
        metadata=metadata,
        stylesheets=style_sheets(FRAGMENT_STYLESHEETS),
        assets=dict(print_assets()),
        attachments=tuple(attachments),
    )
    store.put(key, LaidOut(content))
    return content
