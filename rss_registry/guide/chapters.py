"""The chapters, in the order of `docs/guide/README.md`, read once for as long as the process lives."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe
from PIL import Image

from rss_registry.guide import markdown
from rss_registry.guide.markdown import Heading, Links
from rss_registry.pdf.assets import ASSET_SCHEME

FOLDER = settings.BASE_DIR / "docs" / "guide"
IMAGES = "guide"
"""Where static files have the pictures of the guide."""
_CHAPTER_LINK = re.compile(r"^([\w-]+)\.md(?:#(.+))?$")
# Of a picture for each point of the page that it shows (tests/browser/test_guide.py).
_DOTS = 1.5


@dataclass(frozen=True)
class Chapter:
    slug: str
    title: str
    source: str
    headings: tuple[Heading, ...]

    @property
    def anchors(self) -> frozenset[str]:
        return frozenset(heading.anchor for heading in self.headings)

    @property
    def sections(self) -> tuple[Heading, ...]:
        return tuple(heading for heading in self.headings if heading.level == 2)

    @property
    def pictures(self) -> tuple[str, ...]:
        return tuple(str(token.attrGet("src")) for token in self._leaves("image"))

    @property
    def links(self) -> tuple[str, ...]:
        return tuple(str(token.attrGet("href")) for token in self._leaves("link_open"))

    @property
    def words_of_screens(self) -> tuple[str, ...]:
        return tuple(markdown.words_of_screens(markdown.parse(self.source)))

    def _leaves(self, kind):
        return markdown.leaves(markdown.parse(self.source), kind)

    def on_screen(self) -> SafeString:
        """The chapter for a page of the admin, whatever the language of the page: its links are relative."""
        return _on_screen(self)

    def on_paper(self) -> SafeString:
        """The chapter as a part of one document; every anchor carries the name of its chapter."""
        links = Links(
            anchor=lambda anchor: f"{self.slug}.{anchor}",
            link=self._link_on_paper,
            image=lambda name: f"{ASSET_SCHEME}{picture_asset(name)}",
            size=_size,
        )
        return mark_safe(markdown.html_of(self.source, links))

    def _link_on_paper(self, address):
        if match := _CHAPTER_LINK.match(address):
            return f"#{match[1]}.{match[2]}" if match[2] else f"#{match[1]}"
        return f"#{self.slug}.{address[1:]}" if address.startswith("#") else address


@dataclass(frozen=True)
class Guide:
    title: str
    introduction: SafeString
    chapters: tuple[Chapter, ...]

    def named(self, slug: str) -> Chapter | None:
        return next((chapter for chapter in self.chapters if chapter.slug == slug), None)

    def around(self, chapter: Chapter) -> tuple[Chapter | None, Chapter | None]:
        """The chapter before and the one after."""
        place = self.chapters.index(chapter)
        before = self.chapters[place - 1] if place else None
        return before, next(iter(self.chapters[place + 1 :]), None)

    @property
    def pictures(self) -> Mapping[str, Path]:
        """The pictures that the chapters show, by the name of the asset that a document asks for."""
        names = [name for chapter in self.chapters for name in chapter.pictures]
        return {picture_asset(name): FOLDER / name for name in names}


@cache
def the_guide() -> Guide:
    index = markdown.parse((FOLDER / "README.md").read_text())
    slugs = [
        match[1]
        for token in markdown.leaves(index, "link_open")
        if (match := _CHAPTER_LINK.match(str(token.attrGet("href"))))
    ]
    paragraphs = [
        following
        for token, following in zip(index, index[1:], strict=False)
        if token.type == "paragraph_open" and token.level == 0
    ]
    introduction = "\n\n".join(paragraph.content for paragraph in paragraphs)
    return Guide(
        title=markdown.headings(index)[0].text,
        introduction=mark_safe(markdown.html_of(introduction, _SCREEN)),
        chapters=tuple(_read(slug) for slug in slugs),
    )


def _read(slug: str) -> Chapter:
    source = (FOLDER / f"{slug}.md").read_text()
    found = tuple(markdown.headings(markdown.parse(source)))
    return Chapter(slug=slug, title=found[0].text, source=source, headings=found)


def picture_asset(name: str) -> str:
    return f"{IMAGES}/{name.removeprefix('images/')}"


@cache
def _size(name: str) -> tuple[int, int]:
    with Image.open(FOLDER / name) as picture:
        return round(picture.width / _DOTS), round(picture.height / _DOTS)


def _link_on_screen(address: str) -> str:
    if match := _CHAPTER_LINK.match(address):
        return f"../{match[1]}/#{match[2]}" if match[2] else f"../{match[1]}/"
    return address


_SCREEN = Links(
    anchor=lambda anchor: anchor,
    link=_link_on_screen,
    image=lambda name: static(picture_asset(name)),
    size=_size,
)


@cache
def _on_screen(chapter: Chapter) -> SafeString:
    return mark_safe(markdown.html_of(chapter.source, _SCREEN))
