"""Parts bound into one book: one PDF/A-3a and PDF/UA-1 file that keeps their tags, links and bookmarks.

The ready tools that merge PDF files lose the tags. Here the pages of each part are copied with its tree
of tags, which becomes a section of the book's own tree; the numbers that join pages and tags are shifted,
the faces and the colours are taken from the jacket. The jacket is a document of one page, made in the way
of every document, that declares what the book is (standards, title, language, attached files); its page
is thrown away.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from warnings import catch_warnings

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, PageCopyWarning, Pdf, String

from rss_registry.pdf.assets import AttachedFile
from rss_registry.pdf.bookmarks import Bookmark, bookmarks_of, write_bookmarks
from rss_registry.pdf.engine import write_document
from rss_registry.pdf.errors import PdfError
from rss_registry.pdf.metadata import Metadata
from rss_registry.pdf.part_finish import ELSEWHERE
from rss_registry.pdf.parts import BoundPart, Running
from rss_registry.pdf.stamps import stamp_pages
from rss_registry.pdf.store import laid_out_in

TOP_OF_PAGE = 842
SMALLEST = 9
# One letter in each face, so that the jacket holds all of them.
JACKET = "<!doctype html><title>–</title><p>a<b>a</b><i>a</i><b><i>a</i></b></p>"


def write_bound_book(
    parts: Sequence[BoundPart],
    *,
    running: Running,
    metadata: Metadata,
    stylesheets: Sequence[str],
    assets: Mapping[str, bytes],
    attachments: Sequence[AttachedFile],
) -> bytes:
    jacket = write_document(
        JACKET,
        metadata=metadata,
        stylesheets=stylesheets,
        assets=assets,
        attachments=attachments,
        full_fonts=True,
    )
    book = _Book(Pdf.open(BytesIO(jacket)))
    for part in parts:
        book.add(part)
    return book.finished(running)


@dataclass
class _Book:
    pdf: Pdf
    fonts: dict[str, Object] = field(default_factory=dict)
    # What the trees of the book will hold, gathered part by part.
    sections: list[Object] = field(default_factory=list)
    parents: list[Object | int] = field(default_factory=list)
    identifiers: list[tuple[bytes, Object]] = field(default_factory=list)
    targets: dict[bytes, Array] = field(default_factory=dict)
    titles: dict[bytes, str] = field(default_factory=dict)
    bookmarks: list[Bookmark] = field(default_factory=list)
    links_elsewhere: list[Object] = field(default_factory=list)
    next_key: int = 0

    def __post_init__(self):
        page = self.pdf.pages[0]
        self.fonts = {str(font.BaseFont): font for font in page.resources.Font.values()}
        self.colours = page.resources.ColorSpace
        self.root = self.pdf.Root.StructTreeRoot
        self.document = self.root.K[0]
        del self.pdf.pages[0]

    def add(self, part: BoundPart) -> None:
        laid_out = laid_out_in(part.path)
        if laid_out is None:
            raise PdfError(f"The part {part.title!r} is no longer in the store.")
        source = Pdf.open(BytesIO(laid_out.content))
        first = len(self.pdf.pages)
        with catch_warnings(action="ignore", category=PageCopyWarning):
            # It tells us to let it rename links and targets; ours are unique, and joined below.
            self.pdf.pages.extend(source.pages)
        pages = [self.pdf.pages[number] for number in range(first, len(self.pdf.pages))]
        self._share_resources(pages[0].resources)
        self._add_tags(self.pdf.copy_foreign(source.Root.StructTreeRoot), pages)
        self._add_targets(part, source, pages)
        self._add_bookmarks(part, source, pages)

    def _share_resources(self, resources: Object) -> None:
        """Give all pages of a part (they have one table) the book's faces and colours."""
        for key, font in resources.Font.items():
            if "/DescendantFonts" not in font:
                resources.Font[key] = self.fonts[str(font.BaseFont)]
        for key in list(resources.ColorSpace):
            resources.ColorSpace[key] = self.colours[key]
        # A drawing with centred text is a group, which names its colours a second time.
        for form in resources.get("/XObject", {}).values():
            if "/Group" in form:
                form.Group.CS = next(iter(self.colours.values()))
                self._share_resources(form.Resources)

    def _add_tags(self, tree: Object, pages) -> None:
        section = tree.K[0]
        section.S = Name.Sect
        section.P = self.document
        self.sections.append(section)
        shift, parents = self.next_key, tree.ParentTree.Nums
        for position in range(0, len(parents), 2):
            self.parents += [int(parents[position]) + shift, parents[position + 1]]
        self.next_key += len(parents) // 2
        if "/IDTree" in tree:
            names = tree.IDTree.Names
            self.identifiers += [(bytes(names[n]), names[n + 1]) for n in range(0, len(names), 2)]
        for page in pages:
            page.obj.StructParents += shift
            for annotation in page.obj.get("/Annots", ()):
                annotation.StructParent += shift
                if str(annotation.get("/A", {}).get("/URI", "")).startswith(ELSEWHERE):
                    self.links_elsewhere.append(annotation)

    def _add_targets(self, part, source, pages) -> None:
        numbers = {page.obj.objgen: number for number, page in enumerate(source.pages)}
        for name, (page, *place) in _targets(source):
            self.targets[name] = Array([pages[numbers[page.objgen]].obj, *place])
        if part.anchor:
            name = part.anchor.encode()
            self.targets[name] = Array([pages[0].obj, Name.XYZ, 0, TOP_OF_PAGE, 0])
            self.titles[name] = part.title

    def _add_bookmarks(self, part, source, pages) -> None:
        if not part.is_section:
            self.bookmarks += bookmarks_of(source, pages)
            return
        bookmark = Bookmark(part.title, Array([pages[0].obj, Name.XYZ, 0, TOP_OF_PAGE, 0]))
        if not part.group:
            self.bookmarks.append(bookmark)
            return
        if not (self.bookmarks and self.bookmarks[-1].title == part.group and self.bookmarks[-1].is_group):
            self.bookmarks.append(Bookmark(part.group, bookmark.target, is_group=True))
        self.bookmarks[-1].children.append(bookmark)

    def finished(self, running: Running) -> bytes:
        self._write_tags()
        self._join_links()
        self._write_targets()
        write_bookmarks(self.pdf, self.bookmarks)
        stamp_pages(self.pdf, self.fonts, running)
        target = BytesIO()
        pikepdf.settings.set_flate_compression_level(SMALLEST)
        self.pdf.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
        return target.getvalue()

    def _write_tags(self) -> None:
        self.document.K = Array(self.sections)
        self.root.ParentTree = self.pdf.make_indirect(Dictionary(Nums=Array(self.parents)))
        self.root.ParentTreeNextKey = self.next_key
        self.identifiers.sort(key=lambda pair: pair[0])
        flat = [value for name, element in self.identifiers for value in (String(name), element)]
        self.root.IDTree = self.pdf.make_indirect(Dictionary(Names=Array(flat)))

    def _join_links(self) -> None:
        for link in self.links_elsewhere:
            name = str(link.A.URI).removeprefix(ELSEWHERE).encode()
            if name not in self.targets:
                raise PdfError(f"A link leads to {name.decode()!r}, which no part of the book holds.")
            del link["/A"]
            link.Dest = String(name)
            link.Contents = String(self.titles.get(name) or name.decode())

    def _write_targets(self) -> None:
        flat = [value for name, place in sorted(self.targets.items()) for value in (String(name), place)]
        if "/Names" not in self.pdf.Root:
            self.pdf.Root.Names = Dictionary()
        self.pdf.Root.Names.Dests = self.pdf.make_indirect(Dictionary(Names=Array(flat)))


def _targets(source: Pdf) -> Iterator[tuple[bytes, Object]]:
    names = source.Root.get("/Names", {}).get("/Dests", {}).get("/Names", ())
    for position in range(0, len(names), 2):
        yield bytes(names[position]), names[position + 1]
