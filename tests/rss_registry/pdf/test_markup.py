"""A document read as XML is the one that a reader of HTML finds."""

import pytest
import tinyhtml5
from django.template.loader import render_to_string

from rss_registry.pdf import markup

PAGE = '<!doctype html>\n<html><head><meta charset="utf-8"><title>É</title></head><body>{}</body></html>'
XMLNS = "{http://www.w3.org/2000/xmlns/}xmlns"
WELL_FORMED = """
<p>Un<br>mot &amp; <a href="https://exemple.org/?a=1&amp;b=2">« œuvre » d’été</a></p>
<table><colgroup><col class="n"><col></colgroup><tbody><tr><th scope="row">É</th></tr></tbody></table>
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>7 sur 9</title><rect width="7"/></svg>
<img src="asset:photo.jpg" alt="L’atelier">
"""


def content(root):
    """All but the namespace of a drawing, which a reader of HTML repeats."""
    return [
        (
            element.tag,
            {**element.attrib, XMLNS: ""},
            (element.text or "").strip(),
            (element.tail or "").strip(),
        )
        for element in root.find("body").iter()
    ]


def as_html(text):
    return tinyhtml5.parse(text, namespace_html_elements=False)


def test_what_is_well_formed_is_read_as_xml_and_means_the_same():
    page = PAGE.format(WELL_FORMED)

    assert markup._read_as_xml(page) is not None
    assert content(markup.read(page)) == content(as_html(page))


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("<p>Un<p>Deux", id="ends left out"),
        pytest.param("<p>Un<ul><li>Deux</li></ul></p>", id="a list that ends a paragraph"),
        pytest.param("<table><tr><td>7</td></tr></table>", id="a table without a body"),
        pytest.param("<svg><title>Sept</title></svg>", id="a drawing without its namespace"),
        pytest.param("<p>Un&nbsp;mot</p>", id="an entity that XML does not know"),
        pytest.param("<p><!-- rien -->Un</p>", id="a comment"),
        pytest.param("<p hidden>Un</p>", id="an attribute without a value"),
        pytest.param('<a href="#a">Un <span><a href="#b">deux</a></span></a>', id="a link in a link"),
    ],
)
def test_whatever_else_is_read_as_html(body):
    page = PAGE.format(body)

    assert markup._read_as_xml(page) is None
    assert content(markup.read(page)) == content(as_html(page))


def test_a_declared_entity_is_not_for_a_reader_of_xml():
    bomb = (
        '<!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><html><head></head><body>&b;</body></html>'
    )

    assert markup._read_as_xml(bomb) is None
    assert markup._read_as_xml(f"<!doctype html>{bomb}") is None


def test_the_frame_of_every_part_is_well_formed():
    assert (
        markup._read_as_xml(render_to_string("reports/_part.html", {"document_title": "É & « è »"}))
        is not None
    )
    assert (
        markup._read_as_xml(render_to_string("reports/_document.html", {"document_title": "É"})) is not None
    )
