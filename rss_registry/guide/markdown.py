"""From the Markdown of one chapter to HTML: headings that can be linked to, figures, French spaces."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.html import format_html
from markdown_it import MarkdownIt
from markdown_it.token import Token

from rss_registry.templatetags.typography import typeset

_NOT_IN_ANCHOR = re.compile(r"[^\w\- ]")
# Without HTML: a page of the admin holds nothing but what these rules write.
_PARSER = MarkdownIt("commonmark", {"html": False}).enable("table")


@dataclass(frozen=True)
class Heading:
    level: int
    anchor: str
    text: str


@dataclass(frozen=True)
class Links:
    """Where a chapter leads, which is not the same on a screen and on paper."""

    anchor: Callable[[str], str]
    """The name in this document of an anchor of the chapter."""
    link: Callable[[str], str]
    image: Callable[[str], str]
    size: Callable[[str], tuple[int, int]]


def anchor_of(text: str) -> str:
    """As GitHub names a heading, so that a link between chapters works there too."""
    return _NOT_IN_ANCHOR.sub("", text.lower()).strip().replace(" ", "-")


def parse(source: str) -> list[Token]:
    return _PARSER.parse(source)


def headings(tokens: list[Token]) -> list[Heading]:
    return [
        Heading(int(token.tag[1]), anchor_of(text), typeset(text))
        for token, inline in zip(tokens, tokens[1:], strict=False)
        if token.type == "heading_open" and (text := text_of(inline))
    ]


def text_of(inline: Token) -> str:
    return "".join(child.content for child in inline.children or () if child.type in ("text", "code_inline"))


def leaves(tokens: list[Token], kind: str) -> Iterator[Token]:
    """Every token of a kind inside the texts."""
    for token in tokens:
        yield from (child for child in token.children or () if child.type == kind)


def words_of_screens(tokens: list[Token]) -> Iterator[str]:
    """What stands in bold: buttons, fields and titles as the screens have them."""
    for token in tokens:
        within: list[str] | None = None
        for child in token.children or ():
            if child.type == "strong_open":
                within = []
            elif child.type == "strong_close":
                yield "".join(within or ())
                within = None
            elif within is not None:
                within.append(child.content)


def html_of(source: str, links: Links) -> str:
    """The HTML of a chapter, its title included."""
    tokens = parse(source)
    for token, inline in zip(tokens, tokens[1:], strict=False):
        if token.type == "heading_open":
            token.attrSet("id", links.anchor(anchor_of(text_of(inline))))
    for child in leaves(tokens, "text"):
        child.content = typeset(child.content)
    for child in leaves(tokens, "link_open"):
        child.attrSet("href", links.link(str(child.attrGet("href"))))
    return _PARSER.renderer.render(list(_with_figures(tokens, links)), _PARSER.options, {})


def _with_figures(tokens: list[Token], links: Links) -> Iterator[Token]:
    """A picture alone in its paragraph is a figure: what it shows stands below it."""
    place = 0
    while place < len(tokens):
        token = tokens[place]
        if token.type == "paragraph_open" and (picture := _picture(tokens[place + 1])):
            yield Token("html_block", "", 0, content=_figure(picture, links))
            place += 3
            continue
        if token.type == "th_open":
            token.attrSet("scope", "col")
        elif token.type == "bullet_list_open":
            token.attrSet("class", "plain")
        yield token
        place += 1


def _picture(inline: Token) -> Token | None:
    children = inline.children or ()
    return children[0] if len(children) == 1 and children[0].type == "image" else None


def _figure(picture: Token, links: Links) -> str:
    name = str(picture.attrGet("src"))
    width, height = links.size(name)
    return format_html(
        '<figure><img src="{}" alt="{}" width="{}" height="{}">\n<figcaption>{}</figcaption></figure>\n',
        links.image(name),
        typeset(picture.content),
        width,
        height,
        typeset(picture.attrGet("title") or picture.content),
    )
