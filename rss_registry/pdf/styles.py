"""Computed styles that documents share, instead of each computing its own.

A third of the time of a layout went into finding, for each element anew, what the same style sheets say of
it. An element whose parent has the same style and to which the same rules apply has the same style in every
document: WeasyPrint knows this within one document; here it holds for all documents of a process.
"""

from collections.abc import Iterable
from math import inf

import weasyprint.css
from cssselect2 import Matcher
from weasyprint import CSS
from weasyprint.css import (
    ComputedStyle,
    StyleFor,
    declaration_precedence,
    find_style_attributes,
    preprocess_declarations,
)
from weasyprint.html import UA_STYLESHEET

from rss_registry.pdf.markup import QuickHTML

# Attributes whose value rules ask for; of all others only whether they are there.
ASKED = {"class", "id", "lang", "dir", "hidden", "style", "width", "height", "name", "type", "rel", "media"}


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


def _user_agent() -> JoinedSheets:
    """How elements look in any document, but for marks before list items and for notes.

    WeasyPrint gives every element six more styles for these, which no document of ours has.
    """
    sheet = JoinedSheets([UA_STYLESHEET])
    of_every_element = sheet.matcher.other_selectors
    of_every_element[:] = [
        (*rest, pseudo, rule) for *rest, pseudo, rule in of_every_element if pseudo is None
    ]
    return sheet


class PlainHTML(QuickHTML):
    """A document without footnotes and without marks before list items."""

    _user_agent = _user_agent()

    def _ua_stylesheets(self, forms=False):
        return [self._user_agent]


class SharedStyles(StyleFor):
    """The styles of one document's elements, most of them known from documents before it."""

    # Styles and places live as long as this process, and with them the numbers by which they are known here.
    # By the parent's style, the rules that apply and what the element says itself: the style.
    _known: dict[tuple, ComputedStyle] = {}
    # By style sheets and place: the style of the element and those of its pseudo-elements.
    _known_at: dict[tuple, dict[str | None, ComputedStyle]] = {}
    _places: dict[tuple, int] = {}

    def __init__(self, html, sheets, presentational_hints, font_config, target_collector):
        self._cascaded_styles = {}
        self._computed_styles = {}
        self.initial_page_sizes = {"box": None, "area": None}
        self._sheets = sheets
        self.font_config = font_config
        self._html = html
        own = None
        used = (id(font_config), *(id(sheet) for sheet, *_ in sheets))
        for wrapper, place in self._with_places(html):
            element = wrapper.etree_element
            styles = self._known_at.get((used, place))
            if styles is None:
                own = own or _own_declarations(html, presentational_hints)
                styles = self._known_at[used, place] = self._find_all(wrapper, own.get(element, ()))
            for pseudo, style in styles.items():
                self._computed_styles[element, pseudo] = style
            if anchor := styles[None]["anchor"]:
                target_collector.collect_anchor(anchor)
        self._cascaded_styles.clear()

    def _with_places(self, html):
        """Every element with the number of its place: of all that a rule of ours can ask about it.

        That is its name and attributes, whether it is the last, and the places of its parent and of what
        stands before it. No rule asks for the rest (tests/rss_registry/pdf/test_styles.py).
        """
        found = {}
        for wrapper in html.wrapper_element.iter_subtree():
            element = wrapper.etree_element
            said = tuple((name, value if name in ASKED else "") for name, value in element.items())
            parent = wrapper.parent and found[wrapper.parent.etree_element]
            before = wrapper.previous and found[wrapper.previous.etree_element]
            is_last = wrapper.index == len(wrapper.etree_siblings) - 1
            place = self._places.setdefault(
                (element.tag, said, is_last, parent, before), len(self._places) + 1
            )
            found[element] = place
            yield wrapper, place

    def _find_all(self, wrapper, own):
        element = wrapper.etree_element
        parent = wrapper.parent.etree_element if wrapper.parent else None
        rules = self._rules_by_pseudo_element(wrapper)
        styles = {None: self._find(element, None, parent, rules.pop(None, ()), own)}
        for pseudo, applied in rules.items():
            styles[pseudo] = self._find(element, pseudo, element, applied)
        return styles

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
        applied = tuple((id(declarations), order, weight) for _, order, weight, declarations in rules)
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
        return self._known[key]


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
