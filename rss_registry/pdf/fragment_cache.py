"""Fragments of documents, kept under everything that decides them and laid out when they are not there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from rss_registry.pdf.assets import style_sheets
from rss_registry.pdf.errors import PdfBusy, PdfError
from rss_registry.pdf.fragments import Fragment
from rss_registry.pdf.renderer import renderer
from rss_registry.pdf.source import html_of, layout_key
from rss_registry.pdf.store import LaidOut, key_of, store


@dataclass(frozen=True)
class FragmentSource:
    """What the renderer needs to make a fragment."""

    html: str
    assets: Mapping[str, bytes]
    stylesheets: Sequence[str]
    target_prefix: str
    page_numbers: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def key(self) -> str:
        """Its name in the store; fonts, pictures and style sheets are hashed for it, once."""
        stated = ("fragment", self.target_prefix, sorted(self.page_numbers.items()))
        return layout_key(self.html, self.stylesheets, self.assets, *stated)

    @property
    def arguments(self) -> dict[str, object]:
        return {
            "html": self.html,
            "stylesheets": style_sheets(self.stylesheets),
            "assets": dict(self.assets),
            "target_prefix": self.target_prefix,
            "page_numbers": self.page_numbers,
        }


def source_of(fragment: Fragment, title: str, language: str) -> FragmentSource:
    """`title` is for a fragment that has none of its own."""
    context = fragment.context() if callable(fragment.context) else fragment.context
    return FragmentSource(
        html=html_of(fragment.template, context, language=language, title=fragment.title or title),
        assets=fragment.assets() if callable(fragment.assets) else fragment.assets,
        stylesheets=fragment.stylesheets,
        target_prefix=f"{fragment.anchor}/" if fragment.is_event else "",
    )


def lay_out(sources: Sequence[FragmentSource], seconds: float | None = None) -> list[LaidOut]:
    """All in one job; each in its own if that one fails, so that only the fragment at fault is missing."""
    try:
        made = renderer.run("fragments", seconds=seconds, fragments=[source.arguments for source in sources])
    except PdfBusy:
        raise
    except PdfError:
        if len(sources) == 1:
            raise
        return [made for source in sources for made in lay_out([source], seconds)]
    for source, laid_out in zip(sources, made, strict=True):
        store.put(source.key, laid_out)
    return made


def cached_fragment(fragment: Fragment, title: str, language: str) -> tuple[str, LaidOut] | FragmentSource:
    """The fragment from the store, with its key; or what the renderer needs to make it."""
    name = _name_of(fragment, language)
    if (key := _known_key(fragment, name)) and (kept := store.get(key)):
        return key, kept
    source = source_of(fragment, title, language)
    if name:
        store.put(name, _entry(source.key, fragment))
    if kept := store.get(source.key):
        return source.key, kept
    return source


def prerender_fragment(fragment: Fragment, *, language: str) -> LaidOut:
    """Have the store hold an event's fragment before a document asks for it."""
    found = cached_fragment(fragment, "", language)
    return lay_out([found])[0] if isinstance(found, FragmentSource) else found[1]


def _name_of(fragment, language):
    """Under which name the store says as what the fragment was laid out, and in which state of the data."""
    if fragment.known is None:
        return ""
    stated = (fragment.known.name, fragment.template, fragment.stylesheets, fragment.title, fragment.anchor)
    return key_of("known", stated, language)


def _known_key(fragment, name):
    if not (name and (entry := store.get(name))):
        return ""
    key, _, version = entry.content.decode().partition(" ")
    if version != fragment.known.version:
        if not fragment.known.holds(version):
            return ""
        store.put(name, _entry(key, fragment))
    return key


def _entry(key, fragment):
    return LaidOut(f"{key} {fragment.known.version}".encode())
