"""Pages that repeat under several heads: laid out once, printed again for each head, tags included.

A sheet of sixty rows for eight half-days is 32 pages of which four differ. The document gives the
heads first, each on a page of its own, then the pages that follow every head.
"""

import re
from io import BytesIO

from rss_registry.pdf.errors import PdfError

# What a tag says of itself, apart from where it stands.
_SAID = {"/Type", "/S", "/Alt", "/ActualText", "/Lang"}
_MARK = re.compile(rb"/MCID (\d+)")


def print_under_each_head(content: bytes, *, heads: int) -> bytes:
    """For each of the first `heads` pages, every page after them with that head printed on it."""
    import pikepdf

    with pikepdf.open(BytesIO(content)) as pdf:
        _Overprint(pdf, heads).run()
        pdf.remove_unreferenced_resources()
        file = BytesIO()
        pdf.save(file, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return file.getvalue()


class _Overprint:
    def __init__(self, pdf, heads):
        import pikepdf

        self.array, self.dictionary, self.page = pikepdf.Array, pikepdf.Dictionary, pikepdf.Page
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
        old, kids, numbers = len(self.pdf.pages), [], []
        for head in self.heads:
            for body in self.bodies:
                page = self._add_page(head, body)
                owners = {}
                for source, first in ((head, 0), (body, self.first_mark)):
                    for tag in self.tags[source.objgen]:
                        kids.append(self._print_tag(tag, self.document, page, first, owners))
                page.StructParents = len(numbers) // 2
                listed = [owners.get(mark) for mark in range(max(owners, default=-1) + 1)]
                numbers += [page.StructParents, self.pdf.make_indirect(self.array(listed))]
        del self.pdf.pages[:old]
        self.document.K = self.array(kids)
        self.tree.ParentTree = self.pdf.make_indirect(self.dictionary(Nums=self.array(numbers)))
        if "/IDTree" in self.tree:
            del self.tree.IDTree

    def _tags_by_page(self):
        """The tags right below the document, read once, under the page that each stands on."""
        tags = {page.objgen: [] for page in (*self.heads, *self.bodies)}
        for tag in self.document.K:
            if "/Pg" in tag and len(tag.K):
                tags[tag.Pg.objgen].append(self._read(tag))
        return tags

    def _read(self, tag):
        """What a tag says of itself, and what is in it: marks, as numbers, and other tags."""
        said = {key: value for key, value in tag.items() if key in _SAID}
        if "/A" in tag:
            # Identifiers are unique in a document; without them a header is known by its scope.
            said["/A"] = self.dictionary({key: value for key, value in tag.A.items() if key != "/Headers"})
        kids = []
        for kid in tag.K:
            if isinstance(kid, int):
                kids.append(kid)
            elif _only_wraps(kid):
                kids += list(kid.K)
            else:
                kids.append(self._read(kid))
        return said, kids

    def _drawing(self, page, first_mark):
        drawing = _MARK.sub(
            lambda mark: b"/MCID %d" % (int(mark[1]) + first_mark), page.Contents.read_bytes()
        )
        return self.pdf.make_stream(b"q\n" + drawing + b"\nQ\n")

    def _add_page(self, head, body):
        page = self.dictionary(
            {key: value for key, value in body.items() if key not in ("/Parent", "/StructParents")}
        )
        page.Contents = self.array([body.Contents, head.Contents])
        self.pdf.pages.append(self.page(page))
        return self.pdf.pages[-1].obj

    def _print_tag(self, tag, parent, page, first_mark, owners):
        """The same tag for another page, and the same below it; `owners` learns what each mark belongs to."""
        said, kids = tag
        copy = self.pdf.make_indirect(self.dictionary(said | {"/P": parent, "/Pg": page}))
        printed = []
        for kid in kids:
            if isinstance(kid, int):
                printed.append(kid + first_mark)
                owners[kid + first_mark] = copy
            else:
                printed.append(self._print_tag(kid, copy, page, first_mark, owners))
        copy.K = self.array(printed)
        return copy


def _only_wraps(tag) -> bool:
    """A span around text, which adds nothing to the tag that it is in."""
    return (
        tag.S == "/Span"
        and not {"/A", "/Alt", "/ActualText", "/Lang"} & tag.keys()
        and all(isinstance(kid, int) for kid in tag.K)
    )


def _marks(page) -> int:
    """How many pieces of marked content the page has."""
    return max((int(number) + 1 for number in _MARK.findall(page.Contents.read_bytes())), default=0)
