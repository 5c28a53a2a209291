"""A part of a book as it leaves WeasyPrint: made to stand among others, and without what the book brings.

The faces, the colour profile and the declarations are the book's, once for all parts. Names of tags and
of targets are made unique here, where they are Python objects, so that binding need not read every tag.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import pydyf

from rss_registry.pdf.tags import finish_tags

# A link to another part of the same book, until the parts are bound.
ELSEWHERE = "elsewhere:"
# The family of the vendored faces, which a book holds whole (see `binding`).
SHARED_FAMILY = "RSS Sans"
PRINTED = 4  # the flag of an annotation that PDF/A asks for


@dataclass(frozen=True)
class PartFinisher:
    """The last step of writing a part, as the `finisher` of WeasyPrint."""

    name: str
    # Before the targets of its links: nothing for the front and the back, whose targets are the book's own.
    target_prefix: str

    def __call__(self, document, pdf: pydyf.PDF) -> None:
        self._make_identifiers_unique(finish_tags(document, pdf))
        self._make_targets_unique(pdf)
        for item in pdf.objects:
            if isinstance(item, dict) and item.get("Type") == "/Annot":
                item["F"] = PRINTED
        _leave_out_distances_of_nothing(pdf)
        _drop_shared_fonts(document, pdf)
        _drop_colour_profile(pdf)

    def _make_identifiers_unique(self, elements: Iterable[pydyf.Dictionary]) -> None:
        # A header and the cells that name it share one object, and so does the index.
        for element in elements:
            if "ID" in element:
                element["ID"].string = f"{self.name}-{element['ID'].string}"

    def _make_targets_unique(self, pdf: pydyf.PDF) -> None:
        targets = pdf.catalog.get("Names", {}).get("Dests", {}).get("Names", ())
        for target in targets[::2]:
            target.string = self.target_prefix + target.string
        for item in pdf.objects:
            if isinstance(item, dict) and isinstance(item.get("Dest"), pydyf.String):
                item["Dest"].string = self.target_prefix + item["Dest"].string


def _leave_out_distances_of_nothing(pdf: pydyf.PDF) -> None:
    """Between most letters WeasyPrint writes that they are 0 nearer than usual: a third of all drawing."""
    for item in pdf.objects:
        if isinstance(item, pydyf.Stream):
            item.stream[:] = [
                operation.replace(b">0<", b"")
                if isinstance(operation, bytes) and operation.endswith(b"] TJ")
                else operation
                for operation in item.stream
            ]


class FontsOfPart(dict):
    """The `fonts` of a document that becomes a part: nothing is made of the faces that the book brings.

    Choosing the letters that a face must keep took a sixth of the time of a part, and was thrown away.
    """

    def __setitem__(self, key, font) -> None:
        if font.family == SHARED_FAMILY:
            font.file_content = b""
            font.clean = _leave_as_it_is
        super().__setitem__(key, font)


def _leave_as_it_is(to_unicode, hinting) -> None:
    pass


def _drop_shared_fonts(document, pdf: pydyf.PDF) -> None:
    shared = {font.name.decode() for font in document.fonts.values() if font.family == SHARED_FAMILY}
    for item in pdf.objects:
        if isinstance(item, dict) and item.get("Type") == "/Font" and _name(item.get("BaseFont")) in shared:
            if "ToUnicode" in item:
                _object(pdf, item.pop("ToUnicode")).stream = []
                item.pop("DescendantFonts")
            else:
                descriptor = _object(pdf, item["FontDescriptor"])
                _object(pdf, descriptor["FontFile2"]).stream = []
                item.clear()
                descriptor.clear()


def _drop_colour_profile(pdf: pydyf.PDF) -> None:
    for intent in pdf.catalog.pop("OutputIntents", ()):
        _object(pdf, intent["DestOutputProfile"]).stream = []


def _name(value: bytes | str | None) -> str | None:
    return value.decode() if isinstance(value, bytes) else value


def _object(pdf: pydyf.PDF, reference: bytes) -> pydyf.Object:
    return pdf.objects[int(reference.split()[0])]
