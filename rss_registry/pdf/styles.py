"""Computed styles that documents share, instead of each computing its own.

A third of the time of a layout went into finding, for each element anew, what the same style sheets say of
it. An element whose parent has the same style and to which the same rules apply has the same style in every
document: WeasyPrint knows this within one document; here it holds for all documents of a process.
"""

from collections.abc import Iterable
from importlib.resources import files
from math import inf

import weasyprint.css
from cssselect2 import Matcher
from weasyprint import CSS, HTML
from weasyprint.css import (
    ComputedStyle,
    StyleFor,
    declaration_precedence,
    find_style_attributes,
    preprocess_declarations,
)

# The rules that begin so are for marks before list items and for notes. They would give every element six
# more styles, for what no document of ours has.
_RULES_OF_EVERY_ELEMENT = "::"


def _user_agent() -> CSS:
    """How elements look in any document, in the words of WeasyPrint."""
    lines = files("weasyprint.css").joinpath("html5_ua.css").read_text("utf-8").splitlines()
    return CSS(string="\n".join(line for line in lines if not line.startswith(_RULES_OF_EVERY_ELEMENT)))


class PlainHTML(HTML):
    """A document without footnotes and without marks before list items."""

    _user_agent = _user_agent()

    def _ua_stylesheets(self, forms=False):
        return [self._user_agent]


class JoinedSheets:
    """Style sheets that are asked as one, as if one stood below the other in the same file."""

    def __init__(self, sheets: Iterable[CSS]):
        self.layers: list[str] = []
        self.page_rules = []
        self.matcher = Matcher()
        for sheet in sheets:
            if sheet.layers:
                raise ValueError("Layers of several style sheets are not joined.")
            self.page_rules += sheet.page_rules
            self._add(sheet.matcher)

    def _add(self, other: Matcher) -> None:
        ours, before = self.matcher, self.matcher.order

        def below(entries):
            return [(test, weight, before + order, *rest) for test, weight, order, *rest in entries]

        for kind in ("id", "class", "lower_local_name", "namespace"):
            table = getattr(ours, f"{kind}_selectors")
            for name, entries in getattr(other, f"{kind}_selectors").items():
                table.setdefault(name, []).extend(below(entries))
        ours.lang_attr_selectors += below(other.lang_attr_selectors)
        ours.other_selectors += below(other.other_selectors)
        ours.order += other.order


class SharedStyles(StyleFor):
    """The styles of one document's elements, most of them known from documents before it."""

    # By the parent's style, the rules that apply and what the element says itself. The styles live as
    # long as this process, and with them the numbers by which they are known here.
    _known: dict[tuple, ComputedStyle] = {}

    def __init__(self, html, sheets, presentational_hints, font_config, target_collector):
        self._cascaded_styles = {}
        self._computed_styles = {}
        self.initial_page_sizes = {"box": None, "area": None}
        self._sheets = sheets
        self.font_config = font_config
        self._html = html
        own = _own_declarations(html, presentational_hints)
        for wrapper in html.wrapper_element.iter_subtree():
            element = wrapper.etree_element
            parent = wrapper.parent.etree_element if wrapper.parent else None
            rules = self._rules_by_pseudo_element(wrapper)
            self._find(element, None, parent, rules.pop(None, ()), own.get(element, ()))
            anchor = self._computed_styles[element, None]["anchor"]
            if anchor:
                target_collector.collect_anchor(anchor)
            for pseudo, found in rules.items():
                self._find(element, pseudo, element, found)
        self._cascaded_styles.clear()

    def _rules_by_pseudo_element(self, wrapper):
        rules = {}
        for sheet, origin, sheet_specificity in self._sheets:
            for specificity, _, pseudo, (declarations, layer) in sheet.matcher.match(wrapper):
                order = inf if layer is None else sheet.layers.index(layer)
                rule = (origin, order, sheet_specificity or specificity, declarations)
                rules.setdefault(pseudo, []).append(rule)
        return rules

    def _find(self, element, pseudo, parent, rules, own=()):
        parent_style = self._computed_styles.get((parent, None))
        applied = tuple(
            (id(declarations), order, specificity) for _, order, specificity, declarations in rules
        )
        said = tuple((name, repr(values), importance) for name, values, importance in own)
        key = (id(self.font_config), id(parent_style), pseudo, applied, said)
        if key not in self._known:
            self._cascaded_styles[element, pseudo] = _cascade(rules, own)
            self.set_computed_styles(
                element,
                parent,
                root=self._html.etree_element,
                pseudo_type=pseudo,
                base_url=self._html.base_url,
            )
            self._known[key] = self._computed_styles[element, pseudo]
        self._computed_styles[element, pseudo] = self._known[key]


def _own_declarations(html, presentational_hints):
    """What elements say themselves: their language, their name as a target, the size of a drawing."""
    own = {}
    for _, element, declarations, base_url in find_style_attributes(
        html.etree_element, presentational_hints, html.base_url
    ):
        own.setdefault(element, []).extend(preprocess_declarations(base_url, declarations))
    return own


def _cascade(rules, own):
    style = {}
    said = (("author", inf, (1, 0, 0), own),) if own else ()
    for origin, order, specificity, declarations in (*said, *rules):
        for name, values, importance in declarations:
            weight = (declaration_precedence(origin, importance), order, specificity)
            if name not in style or style[name][1] <= weight:
                style[name] = values, weight
    return style


# WeasyPrint has no setting for this. What it asks of the class is in `tests/rss_registry/pdf/test_styles.py`.
weasyprint.css.StyleFor = SharedStyles
