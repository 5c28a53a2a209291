"""The last step of writing a fragment: its names of tags and of targets made unique among fragments.

They are Python objects here, so that the merge need not read every tag.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import pydyf

from rss_registry.pdf.tags import finish_tags

PRINTED = 4  # the flag of an annotation that PDF/A asks for


@dataclass(frozen=True)
class FragmentFinisher:
    """The `finisher` that WeasyPrint calls with a fragment."""

    name: str
    # Before the targets of its links: nothing where they are the targets of the whole document.
    target_prefix: str

    def __call__(self, document, pdf: pydyf.PDF) -> None:
        self._make_identifiers_unique(finish_tags(pdf))
        self._make_targets_unique(pdf)
        for item in pdf.objects:
            if isinstance(item, pydyf.Stream):
                _leave_out_zero_distances(item)

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
            if isinstance(item, dict) and item.get("Type") == "/Annot":
                item["F"] = PRINTED
                if isinstance(item.get("Dest"), pydyf.String):
                    item["Dest"].string = self.target_prefix + item["Dest"].string


def _leave_out_zero_distances(stream: pydyf.Stream) -> None:
    """Between most letters WeasyPrint writes that they are 0 nearer than usual: a third of all drawing."""
    stream.stream[:] = [
        operation.replace(b">0<", b"")
        if isinstance(operation, bytes) and operation.endswith(b"] TJ")
        else operation
        for operation in stream.stream
    ]
