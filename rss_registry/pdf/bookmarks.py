"""The bookmarks of a book: read from its parts, written as one tree."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pikepdf import Array, Dictionary, Object, Pdf, String


@dataclass
class Bookmark:
    title: str
    target: Array
    children: list["Bookmark"] = field(default_factory=list)
    is_group: bool = False


def bookmarks_of(source: Pdf, pages: Sequence) -> list[Bookmark]:
    """Those of a part, aimed at its pages in the book."""
    if "/Outlines" not in source.Root:
        return []
    numbers = {page.obj.objgen: number for number, page in enumerate(source.pages)}

    def read(parent):
        for item in _children(parent):
            page, *place = item.Dest
            target = Array([pages[numbers[page.objgen]].obj, *place])
            yield Bookmark(str(item.Title), target, list(read(item)))

    return list(read(source.Root.Outlines))


def _children(parent: Object) -> Iterator[Object]:
    item = parent.get("/First")
    while item is not None:
        yield item
        item = item.get("/Next")


def write_bookmarks(pdf: Pdf, bookmarks: Sequence[Bookmark]) -> None:
    """Only the first level is open: a book of a thousand events opens on its chapters and groups."""
    if not bookmarks:
        return
    root = pdf.make_indirect(Dictionary(Count=len(bookmarks)))
    _write_level(pdf, root, bookmarks)
    pdf.Root.Outlines = root


def _write_level(pdf: Pdf, parent: Object, bookmarks: Sequence[Bookmark]) -> None:
    items = [
        pdf.make_indirect(Dictionary(Title=String(bookmark.title), Dest=bookmark.target, Parent=parent))
        for bookmark in bookmarks
    ]
    parent.First, parent.Last = items[0], items[-1]
    for item, following in zip(items, items[1:], strict=False):
        item.Next, following.Prev = following, item
    for item, bookmark in zip(items, bookmarks, strict=True):
        if bookmark.children:
            item.Count = -len(bookmark.children)
            _write_level(pdf, item, bookmark.children)
