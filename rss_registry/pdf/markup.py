"""HTML read as XML where it is both, which takes a tenth of the time.

The templates close what they open, so that documents are well-formed, but for elements without an end
(`<br>`). Whatever is not, or would mean something else as XML, is read as HTML.
"""

import re
from xml.etree.ElementTree import Element, ParseError, fromstring

import cssselect2
import tinyhtml5
from weasyprint import HTML

_DOCTYPE = re.compile(r"\s*<!doctype html>", re.IGNORECASE)
_WITHOUT_END = re.compile(r"<((?:br|col|hr|img|meta|wbr)\b[^<>]*?)\s*/?>")
# What ends a paragraph in HTML, whether or not its own end was written.
_BLOCKS = {"div", "dl", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "ol", "p", "section", "table", "ul"}


class QuickHTML(HTML):
    """A document of WeasyPrint that was read from text."""

    def __init__(self, string, url_fetcher):
        root = read(string)
        self.base_url = None
        self.url_fetcher = url_fetcher
        self.media_type = "print"
        self.wrapper_element = cssselect2.ElementWrapper.from_html_root(root)
        self.etree_element = root


def read(html: str) -> Element:
    return _read_as_xml(html) or tinyhtml5.parse(html, namespace_html_elements=False)


def _read_as_xml(html: str) -> Element | None:
    content, has_doctype = _DOCTYPE.subn("", html, count=1)
    if not has_doctype or "<!" in content:
        return None  # neither an entity nor a second document type is for a parser of XML
    try:
        root = fromstring(_WITHOUT_END.sub(r"<\1/>", content))
    except ParseError:
        return None
    return root if _means_the_same(root) else None


def _means_the_same(root: Element) -> bool:
    """Whether a reader of HTML would open and close the same elements."""
    return (
        [child.tag for child in root] == ["head", "body"]
        and root.find(".//svg") is None  # it is in a namespace of its own, said or not
        and not any(table.find("tr") is not None for table in root.iter("table"))
        and not any(block.tag in _BLOCKS for p in root.iter("p") for block in p.iter() if block is not p)
        and not any(link is not inner for link in root.iter("a") for inner in link.iter("a"))
    )
