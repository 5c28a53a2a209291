"""Pages that repeat under several heads: laid out once, copied for each head, tags included.

A sign-in sheet of sixty rows for eight half-days is 32 pages of which four differ. The document gives the
heads first, each on a page of its own, then the pages that follow every head.
"""

import re
from io import BytesIO

from pikepdf import Array, Dictionary, Object, ObjectStreamMode, Page, Pdf

from rss_registry.pdf.errors import PdfError

# What a tag says of itself, apart from where it stands.
_OWN = {"/Type", "/S", "/A", "/Alt", "/ActualText", "/Lang"}
_MARK = re.compile(rb"/MCID (\d+)")


def repeat_body_pages(content: bytes, *, heads: int) -> bytes:
    """For each of the first `heads` pages, every page after them with that head drawn on it."""
    with Pdf.open(BytesIO(content)) as pdf:
        _Repetition(pdf, heads).run()
        pdf.remove_unreferenced_resources()
        file = BytesIO()
        pdf.save(file, deterministic_id=True, object_stream_mode=ObjectStreamMode.generate)
    return file.getvalue()


class _Repetition:
    def __init__(self, pdf: Pdf, heads: int):
        self.pdf = pdf
        self.tree = pdf.Root.StructTreeRoot
        self.document = self.tree.K[0]
        pages = [page.obj for page in pdf.pages]
        self.heads, self.bodies = pages[:heads], pages[heads:]
        if not self.heads or not self.bodies:
            raise PdfError(f"{len(pages)} pages do not hold {heads} heads and what follows them.")
        self.tags = self._tags_by_page()
        # What is marked on a body is counted on from the longest head, so that all pages share its drawing.
        self.first_mark = max(_marks(page) for page in self.heads)

    def run(self) -> None:
        for page in self.heads:
            page.Contents = self._drawing(page, 0)
        for page in self.bodies:
            page.Contents = self._drawing(page, self.first_mark)
        old, kids = len(self.pdf.pages), []
        numbers: list = []
        for head in self.heads:
            for body in self.bodies:
                page = self._add_page(head, body)
                owners: dict = {}
                for source, first in ((head, 0), (body, self.first_mark)):
                    for tag in self.tags[source.objgen]:
                        kids.append(self._copy_tag(tag, self.document, page, first, owners))
                page.StructParents = len(numbers) // 2
                listed = [owners.get(mark) for mark in range(max(owners, default=-1) + 1)]
                numbers += [page.StructParents, self.pdf.make_indirect(Array(listed))]
        del self.pdf.pages[:old]
        self.document.K = Array(kids)
        self.tree.ParentTree = self.pdf.make_indirect(Dictionary(Nums=Array(numbers)))

    def _tags_by_page(self) -> dict[tuple[int, int], list]:
        """The tags right below the document, read once, under the page that each stands on."""
        tags: dict[tuple[int, int], list] = {page.objgen: [] for page in (*self.heads, *self.bodies)}
        for tag in self.document.K:
            if "/Pg" in tag and len(tag.K):
                tags[tag.Pg.objgen].append(self._read(tag))
        return tags

    def _read(self, tag: Object) -> tuple[dict, list]:
        """What a tag says of itself, and what is in it: marks, as numbers, and other tags."""
        own = {key: value for key, value in tag.items() if key in _OWN}
        kids: list = []
        for kid in tag.K:
            if isinstance(kid, int):
                kids.append(kid)
            elif _only_wraps(kid):
                kids += list(kid.K)
            else:
                kids.append(self._read(kid))
        return own, kids

    def _drawing(self, page: Object, first_mark: int) -> Object:
        drawing = _MARK.sub(
            lambda mark: b"/MCID %d" % (int(mark[1]) + first_mark), page.Contents.read_bytes()
        )
        return self.pdf.make_stream(b"q\n" + drawing + b"\nQ\n")

    def _add_page(self, head: Object, body: Object) -> Object:
        page = Dictionary(
            {key: value for key, value in body.items() if key not in ("/Parent", "/StructParents")}
        )
        page.Contents = Array([body.Contents, head.Contents])
        self.pdf.pages.append(Page(page))
        return self.pdf.pages[-1].obj

    def _copy_tag(self, tag, parent: Object, page: Object, first_mark: int, owners: dict[int, Object]):
        """The same tag for another page, and the same below it; `owners` learns what each mark belongs to."""
        own, kids = tag
        copy = self.pdf.make_indirect(Dictionary(own | {"/P": parent, "/Pg": page}))
        copies = []
        for kid in kids:
            if isinstance(kid, int):
                copies.append(kid + first_mark)
                owners[kid + first_mark] = copy
            else:
                copies.append(self._copy_tag(kid, copy, page, first_mark, owners))
        copy.K = Array(copies)
        return copy


def _only_wraps(tag: Object) -> bool:
    """A span around text, which adds nothing to the tag that it is in."""
    return (
        tag.S == "/Span"
        and not {"/A", "/Alt", "/ActualText", "/Lang"} & tag.keys()
        and all(isinstance(kid, int) for kid in tag.K)
    )


def _marks(page: Object) -> int:
    """How many pieces of marked content the page has."""
    return max((int(number) + 1 for number in _MARK.findall(page.Contents.read_bytes())), default=0)
