"""What WeasyPrint leaves to do in the tags of a document, as the `finisher` of its writing.

A screen reader then hears to which column or row a header belongs, and no longer hears
running heads, page numbers and decorations in the middle of a sentence.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pydyf

# The parent tree is flat: [0, tags of page 0, 1, tags of page 1, …, then links].
PAGE_ENTRIES = slice(1, None, 2)

CELLS = {"/TH", "/TD"}
BOXES = {"/NonStruct", "/Span"}
HEADINGS = {f"/H{level}" for level in range(1, 7)}
# The tags that may hold pieces of content themselves.
TEXTS = {"/NonStruct", "/P", "/LBody", "/Lbl", "/TH", "/TD", "/Caption", "/Link", "/Span", *HEADINGS}


@dataclass(frozen=True)
class StructureTree:
    """The tags of a document, for reading and correcting."""

    pdf: pydyf.PDF

    @property
    def root(self) -> pydyf.Dictionary:
        return self.resolve(self.pdf.catalog["StructTreeRoot"])

    @property
    def contents_by_page(self) -> list[pydyf.Array]:
        """For each page, the tag of each piece of marked content, by its number there."""
        numbers = self.resolve(self.root["ParentTree"])["Nums"]
        return numbers[PAGE_ENTRIES][: len(self.pdf.page_references)]

    def resolve(self, reference: bytes) -> pydyf.Object:
        return self.pdf.objects[_object_number(reference)]

    def children(self, element: pydyf.Dictionary) -> Iterator[pydyf.Dictionary]:
        """The tags right below this one (numbers among its kids are pieces of content)."""
        for kid in element["K"]:
            if isinstance(kid, bytes):
                child = self.resolve(kid)
                if child.get("Type") == "/StructElem":
                    yield child

    def walk(self) -> Iterator[tuple[pydyf.Dictionary, bool]]:
        """Every tag that a reader can reach, and whether it stands in a table's head."""
        pending = [(self.resolve(self.root["K"][0]), False)]
        while pending:
            element, in_head = pending.pop()
            in_head = in_head or element["S"] == "/THead"
            yield element, in_head
            pending.extend((child, in_head) for child in self.children(element))


def finish_tags(pdf: pydyf.PDF) -> None:
    """Correct the tags of a document that is about to be written."""
    tree = StructureTree(pdf)
    _lift_what_says_nothing(tree)
    reachable = set()
    for element, in_head in tree.walk():
        reachable.add(element.reference)
        if element["S"] == "/TH":
            element["A"]["Scope"] = "/Column" if in_head else "/Row"
        if element["S"] in CELLS:
            # The scope of a header says which cells it heads: they need not name it.
            element.pop("ID", None)
            element["A"].pop("Headers", None)
    _make_artifacts_of_the_rest(tree, reachable)
    _name_attached_files_once(pdf)


def finish_fragment(document, pdf: pydyf.PDF) -> None:
    finish_tags(pdf)
    # Between most letters WeasyPrint writes that they are 0 nearer than usual: a third of all drawing.
    for item in pdf.objects:
        if isinstance(item, pydyf.Stream):
            item.stream[:] = map(_without_zero_distances, item.stream)


def _without_zero_distances(operation):
    is_text = isinstance(operation, bytes) and operation.endswith(b"] TJ")
    return operation.replace(b">0<", b"") if is_text else operation


def _lift_what_says_nothing(tree: StructureTree) -> None:
    """Take out the tags that only mirror boxes: spans, anonymous boxes, a heading around a heading's text.

    Half of all tags are such; without them a heading is heard once, and a file is smaller.
    A drawing without a title is taken out too: it says nothing that the text beside it does not say.
    """
    pages = dict(zip(tree.pdf.page_references, tree.contents_by_page, strict=True))
    # From the leaves up, so that what is lifted out of one tag can be lifted out of the next.
    for element, _ in reversed(list(tree.walk())):
        kids = []
        for kid in element["K"]:
            child = tree.resolve(kid) if isinstance(kid, bytes) else {}
            if child.get("S") == "/Figure" and "Alt" not in child:
                continue
            if _can_be_lifted(child, element):
                for content in child["K"]:
                    if isinstance(content, int):
                        pages[element["Pg"]][content] = element.reference
                    elif "P" in (grandchild := tree.resolve(content)):
                        grandchild["P"] = element.reference
                kids += child["K"]
                child.clear()
            else:
                kids.append(kid)
        element["K"][:] = kids


def _can_be_lifted(child: dict, parent: dict) -> bool:
    # A heading around a heading's text; a list that is laid out as a table, around itself.
    repeats = child.get("S") == parent["S"] and (parent["S"] in HEADINGS or _is_list_of_one(parent))
    mirrors_a_box = child.get("S") in BOXES or repeats
    holds_content = any(isinstance(kid, int) for kid in child.get("K", ()))
    return (
        mirrors_a_box
        and not child.keys() & {"A", "Alt"}
        and child["Pg"] == parent.get("Pg")
        and (parent["S"] in TEXTS or not holds_content)
    )


def _is_list_of_one(element: dict) -> bool:
    return element["S"] == "/L" and len(element["K"]) == 1


def _make_artifacts_of_the_rest(tree: StructureTree, reachable: set[bytes]) -> None:
    """Content whose tag nobody can reach (margins of the page, decorations) is not read."""
    for page_reference, tags in zip(tree.pdf.page_references, tree.contents_by_page, strict=True):
        unread = {number for number, tag in enumerate(tags) if tag not in reachable}
        if not unread:
            continue
        _mark_as_artifacts(tree.resolve(tree.resolve(page_reference)["Contents"]).stream, unread)
        for number in unread:
            tags[number] = b"null"


def _mark_as_artifacts(operations: list, numbers: set[int]) -> None:
    """Turn `/Span <</MCID 7>> BDC` into an artifact: the operands precede the operator."""
    for position, operand in enumerate(operations):
        if isinstance(operand, pydyf.Dictionary) and operand.get("MCID") in numbers:
            operations[position - 1] = "/Artifact"
            operations[position] = pydyf.Dictionary()


def _name_attached_files_once(pdf: pydyf.PDF) -> None:
    """WeasyPrint lists each attached file twice among the associated files."""
    if "AF" in pdf.catalog:
        pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))


def _object_number(reference: bytes) -> int:
    return int(reference[: -len(b" 0 R")])
