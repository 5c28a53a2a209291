"""Fragments merged into one PDF/A-3a and PDF/UA-1 file that keeps their tags, links and bookmarks.

The ready tools that merge PDF files lose the tags. Here the pages of each fragment are copied with its tree
of tags, which becomes a section of the document's own tree; the numbers that join pages and tags are shifted,
and the fonts are those of the base document. That is a document of one page, made in the way of every
document, which declares what the whole is (standards, title, language, attached files); its page is removed.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from warnings import catch_warnings

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, OutlineItem, Page, PageCopyWarning, Pdf, String

from rss_registry.pdf.assets import AttachedFile
from rss_registry.pdf.engine import write_document
from rss_registry.pdf.errors import PdfError
from rss_registry.pdf.fragments import FragmentFile, RunningHeaders
from rss_registry.pdf.metadata import Metadata
from rss_registry.pdf.running_headers import draw_running_headers
from rss_registry.pdf.store import laid_out_in
from rss_registry.pdf.texts import ELSEWHERE

TOP_OF_PAGE = 842
SMALLEST = 9
# One letter in each font, so that the base document holds all of them.
BASE_DOCUMENT = '<!doctype html><html lang="fr"><title>–</title><p>a<b>a</b><i>a</i><b><i>a</i></b></p>'


def merge(
    fragments: Sequence[FragmentFile],
    *,
    running_headers: RunningHeaders,
    metadata: Metadata,
    stylesheets: Sequence[str],
    assets: Mapping[str, bytes],
    attachments: Sequence[AttachedFile],
) -> bytes:
    base_document = write_document(
        BASE_DOCUMENT,
        metadata=metadata,
        stylesheets=stylesheets,
        assets=assets,
        attachments=attachments,
        full_fonts=True,
    )
    merged = _MergedDocument(Pdf.open(BytesIO(base_document)))
    for fragment in fragments:
        merged.add(fragment)
    return merged.finished(running_headers)


@dataclass
class _MergedDocument:
    pdf: Pdf
    # What the trees of the document will hold, gathered fragment by fragment.
    sections: list[Object] = field(default_factory=list)
    parents: list[Object | int] = field(default_factory=list)
    targets: dict[bytes, Array] = field(default_factory=dict)
    titles: dict[bytes, str] = field(default_factory=dict)
    bookmarks: list[OutlineItem] = field(default_factory=list)
    links_elsewhere: list[Object] = field(default_factory=list)
    next_key: int = 0

    def __post_init__(self):
        self.fonts = {str(font.BaseFont): font for font in self.pdf.pages[0].resources.Font.values()}
        self.root = self.pdf.Root.StructTreeRoot
        self.document = self.root.K[0]
        del self.pdf.pages[0]

    def add(self, fragment: FragmentFile) -> None:
        laid_out = laid_out_in(fragment.path)
        if laid_out is None:
            raise PdfError(f"The fragment {fragment.title!r} is no longer in the store.")
        source = Pdf.open(BytesIO(laid_out.content))
        pages = self._copy_pages(source)
        self._add_tags(self.pdf.copy_foreign(source.Root.StructTreeRoot), pages)
        self._add_targets(fragment, source, pages)
        self._add_bookmarks(fragment, source, pages)

    def _copy_pages(self, source: Pdf) -> list[Page]:
        """The pages of a fragment (they have one table of fonts), with the document's own fonts."""
        fonts = source.pages[0].resources.Font
        shared = {key: str(font.BaseFont) for key, font in fonts.items() if str(font.BaseFont) in self.fonts}
        for key in shared:
            fonts[key] = Dictionary()  # so that the fragment's own is not copied
        first = len(self.pdf.pages)
        with catch_warnings(action="ignore", category=PageCopyWarning):
            # It tells us to let it rename links and targets; ours are unique, and joined below.
            self.pdf.pages.extend(source.pages)
        pages = [self.pdf.pages[number] for number in range(first, len(self.pdf.pages))]
        for key, font in shared.items():
            pages[0].resources.Font[key] = self.fonts[font]
        return pages

    def _add_tags(self, tree: Object, pages: Iterable[Page]) -> None:
        section = tree.K[0]
        section.S = Name.Sect
        section.P = self.document
        self.sections.append(section)
        shift, parents = self.next_key, tree.ParentTree.Nums
        for position in range(0, len(parents), 2):
            self.parents += [int(parents[position]) + shift, parents[position + 1]]
        self.next_key += len(parents) // 2
        for page in pages:
            page.obj.StructParents += shift
            for annotation in page.obj.get("/Annots", ()):
                annotation.StructParent += shift
                if str(annotation.get("/A", {}).get("/URI", "")).startswith(ELSEWHERE):
                    self.links_elsewhere.append(annotation)

    def _add_targets(self, fragment: FragmentFile, source: Pdf, pages: Sequence[Page]) -> None:
        for name, target in _targets(source):
            self.targets[name] = _place(target, pages)
        if fragment.anchor:
            name = fragment.anchor.encode()
            self.targets[name] = _top_of(pages[0])
            self.titles[name] = fragment.title

    def _add_bookmarks(self, fragment: FragmentFile, source: Pdf, pages: Sequence[Page]) -> None:
        if not fragment.is_event:
            self.bookmarks += _copies(source.open_outline().root, pages)
            return
        level = self.bookmarks
        if fragment.group:
            if not level or level[-1].title != fragment.group:
                level.append(OutlineItem(fragment.group, _top_of(pages[0])))
                level[-1].is_closed = True
            level = level[-1].children
        level.append(OutlineItem(fragment.title, _top_of(pages[0])))

    def finished(self, running_headers: RunningHeaders) -> bytes:
        self._write_tags()
        self._join_links()
        self._write_targets()
        with self.pdf.open_outline() as outline:
            outline.root[:] = self.bookmarks
        draw_running_headers(self.pdf, self.fonts, running_headers)
        target = BytesIO()
        pikepdf.settings.set_flate_compression_level(SMALLEST)
        self.pdf.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
        return target.getvalue()

    def _write_tags(self) -> None:
        self.document.K = Array(self.sections)
        self.root.ParentTree = self.pdf.make_indirect(Dictionary(Nums=Array(self.parents)))
        self.root.ParentTreeNextKey = self.next_key

    def _join_links(self) -> None:
        for link in self.links_elsewhere:
            name = str(link.A.URI).removeprefix(ELSEWHERE).encode()
            if name not in self.targets:
                raise PdfError(f"A link leads to {name.decode()!r}, which no fragment of the document holds.")
            del link["/A"]
            link.Dest = String(name)
            link.Contents = String(self.titles.get(name) or name.decode())

    def _write_targets(self) -> None:
        if "/Names" not in self.pdf.Root:
            self.pdf.Root.Names = Dictionary()
        flat = [value for name, place in sorted(self.targets.items()) for value in (String(name), place)]
        self.pdf.Root.Names.Dests = self.pdf.make_indirect(Dictionary(Names=Array(flat)))


def _place(target: Array, pages: Sequence[Page]) -> Array:
    """A place in a fragment, as a place in the document."""
    page, *place = target
    return Array([pages[Page(page).index].obj, *place])


def _top_of(page: Page) -> Array:
    return Array([page.obj, Name.XYZ, 0, TOP_OF_PAGE, 0])


def _copies(bookmarks: Iterable[OutlineItem], pages: Sequence[Page]) -> Iterator[OutlineItem]:
    for bookmark in bookmarks:
        copy = OutlineItem(bookmark.title, _place(bookmark.destination, pages))
        copy.children += _copies(bookmark.children, pages)
        copy.is_closed = bool(copy.children)
        yield copy


def _targets(source: Pdf) -> Iterator[tuple[bytes, Array]]:
    names = source.Root.get("/Names", {}).get("/Dests", {}).get("/Names", ())
    for position in range(0, len(names), 2):
        yield bytes(names[position]), names[position + 1]
