"""A part of a book as the press is given it, and the parts that one job of the press makes together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from rss_registry.pdf.assets import style_sheets
from rss_registry.pdf.errors import PdfBusy, PdfError
from rss_registry.pdf.parts import Part
from rss_registry.pdf.press import press
from rss_registry.pdf.source import html_of, layout_key
from rss_registry.pdf.store import LaidOut, store


@dataclass(frozen=True)
class PartSource:
    """A part ready for the press."""

    html: str
    assets: Mapping[str, bytes]
    stylesheets: Sequence[str]
    name: str
    target_prefix: str
    page_numbers: Mapping[str, int]

    @cached_property
    def key(self) -> str:
        """Its name in the store; faces, pictures and style sheets are hashed for it, once."""
        stated = ("part", self.name, self.target_prefix, sorted(self.page_numbers.items()))
        return layout_key(self.html, self.stylesheets, self.assets, *stated)

    @property
    def layout(self) -> dict[str, object]:
        """What the press is told of it."""
        return {
            "html": self.html,
            "stylesheets": style_sheets(self.stylesheets),
            "assets": dict(self.assets),
            "name": self.name,
            "target_prefix": self.target_prefix,
            "page_numbers": self.page_numbers,
        }

    def lay_out(self, seconds: float | None = None) -> LaidOut:
        """The part from the press, put into the store."""
        made = press.run("part", seconds=seconds, **self.layout)
        store.put(self.key, made)
        return made


def lay_out_together(sources: Sequence[PartSource]) -> list[LaidOut]:
    """In one job; each in a job of its own if that one fails, so that the part at fault is the only one."""
    if len(sources) > 1:
        try:
            made = press.run("parts", parts=[source.layout for source in sources])
        except PdfBusy:
            raise
        except PdfError:
            pass  # one of them is at fault: by itself it can say which
        else:
            for source, laid_out in zip(sources, made, strict=True):
                store.put(source.key, laid_out)
            return made
    return [source.lay_out() for source in sources]


def source_of(
    part: Part,
    title: str,
    language: str,
    is_section: bool,
    more: Mapping[str, object] | None = None,
    page_numbers: Mapping[str, int] | None = None,
) -> PartSource:
    context = part.context() if callable(part.context) else part.context
    return PartSource(
        html=html_of(part.template, {**context, **(more or {})}, language=language, title=title),
        assets=part.assets() if callable(part.assets) else part.assets,
        stylesheets=part.stylesheets,
        name=part.anchor or part.template,
        target_prefix=f"{part.anchor}/" if is_section else "",
        page_numbers=page_numbers or {},
    )
