"""Where parts of WeasyPrint are replaced: what comes out must be what it would write by itself."""

import re
from importlib.metadata import version
from pathlib import Path

import pytest
import weasyprint.css
import weasyprint.pdf.fonts
import weasyprint.text.ffi
from django.contrib.staticfiles import finders
from weasyprint import CSS, HTML
from weasyprint.css import StyleFor

from rss_registry.pdf import engine, styles
from rss_registry.pdf.assets import print_assets, style_sheets
from rss_registry.pdf.specimen import PART_SPECIMEN, SPECIMEN
from tests.rss_registry.pdf.documents import METADATA

SHEETS = ("print/base.css", "print/blocks.css", "print/book.css", "print/reports.css")
OTHER_LANGUAGE = PART_SPECIMEN.replace('lang="fr"', 'lang="en"')


def write(html):
    return engine.write_document(
        html, metadata=METADATA, stylesheets=style_sheets(SHEETS), assets=print_assets()
    )


def test_weasyprint_is_the_version_whose_inner_parts_are_replaced():
    """Before another version: read `css.StyleFor`, `HTML._ua_stylesheets` and `pdf.fonts` of it again."""
    assert version("weasyprint") == "70.0"
    assert weasyprint.css.StyleFor is styles.SharedStyles


def test_documents_have_the_bytes_that_weasyprint_alone_would_write(monkeypatch):
    shared = [write(html) for html in (SPECIMEN, OTHER_LANGUAGE, SPECIMEN)]
    monkeypatch.setattr(weasyprint.css, "StyleFor", StyleFor)
    monkeypatch.setattr(weasyprint.pdf.fonts, "ffi", weasyprint.text.ffi.ffi)
    monkeypatch.setattr(engine, "PlainHTML", HTML)
    monkeypatch.setattr(
        engine._sheets,
        "read",
        lambda texts, fetcher: [
            CSS(string=text, url_fetcher=fetcher, font_config=engine._sheets.fonts) for text in texts
        ],
    )

    assert shared == [write(html) for html in (SPECIMEN, OTHER_LANGUAGE, SPECIMEN)]


def test_a_second_document_of_the_same_kind_computes_no_style():
    write(SPECIMEN)
    known = len(styles.SharedStyles._known)

    write(SPECIMEN)

    assert len(styles.SharedStyles._known) == known


@pytest.mark.parametrize(
    "absent",
    [
        pytest.param(r"footnote|note\(", id="notes"),
        pytest.param(r"::marker|list-style: (?!none)", id="marks before list items"),
        pytest.param(
            r"\d(vw|vh|vmin|vmax)\b", id="lengths that depend on the page, which styles here do not know"
        ),
        pytest.param(r"@layer", id="layers"),
        pytest.param(r"nth-last|of-type|only-child|:has|:empty", id="what follows an element, or is in it"),
        pytest.param(r"\w\[", id="values of attributes"),
    ],
)
def test_no_printed_style_sheet_uses_what_shared_styles_leave_out(absent):
    folder = Path(finders.find("print/base.css")).parent

    assert [path.name for path in folder.glob("*.css") if re.search(absent, path.read_text())] == []
