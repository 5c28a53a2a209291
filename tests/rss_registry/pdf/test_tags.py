"""What somebody who listens to a document hears."""

import pytest

from rss_registry.charts import BarPart, horizontal_bar, stacked_bar
from tests.rss_registry.pdf.documents import marked_contents, tagged_contents, tags, write_page

TABLE = """
<table><caption>Participants</caption>
<thead><tr><th scope="col">Catégorie</th><th scope="col">Effectif</th></tr></thead>
<tbody><tr><th scope="row">Médias</th><td>7</td></tr></tbody></table>"""
MERGED = TABLE.replace("</tr></thead>", '<th scope="col">Total</th></tr></thead>').replace(
    "<td>", '<td colspan="2">'
)


def test_headers_say_whether_they_head_a_column_or_a_row():
    headers = [tag for tag in tags(write_page(TABLE)) if tag["/S"] == "/TH"]

    assert [header["/A"]["/Scope"] for header in headers] == ["/Column", "/Column", "/Row"]


@pytest.mark.parametrize("table", [TABLE, MERGED], ids=["simple", "merged cells"])
def test_a_cell_names_no_header_since_the_scope_says_it(table):
    reader = write_page(table)

    assert not any("/ID" in tag or "/Headers" in tag.get("/A", {}) for tag in tags(reader))
    assert [tag["/A"]["/Scope"] for tag in tags(reader) if tag["/S"] == "/TH"][-1] == "/Row"


def test_running_heads_and_page_numbers_are_drawn_but_not_read():
    reader = write_page('<div class="head-left">Tête</div><p>Un.</p><p>Deux.</p>')

    assert "Page 1 / 1" in reader.pages[0].extract_text()
    assert len(tagged_contents(reader)) == 2
    assert marked_contents(reader) == tagged_contents(reader)


def test_a_heading_is_heard_once_and_a_paragraph_in_one_piece():
    reader = write_page("<h2>Contexte</h2><p>Un <strong>mot</strong> et <em>un autre</em>.</p>")

    assert [tag["/S"] for tag in tags(reader)] == ["/Document", "/H2", "/P"]
    assert marked_contents(reader) == tagged_contents(reader)


def test_key_figures_are_one_list():
    figures = '<li><span class="value">7</span> <span class="label">femmes</span></li>' * 2

    names = [tag["/S"] for tag in tags(write_page(f'<ul class="key-figures">{figures}</ul>'))]

    assert names == ["/Document", "/L", "/LI", "/LBody", "/LI", "/LBody"]


def test_the_number_of_a_record_is_read_with_it():
    reader = write_page('<ol class="records"><li><p>Former les comités.</p></li></ol>')

    (body,) = [tag for tag in tags(reader) if tag["/S"] == "/LBody"]
    assert marked_contents(reader) == tagged_contents(reader)
    assert [kid.get_object()["/S"] for kid in body["/K"] if not isinstance(kid, int)] == ["/P"]


def test_a_drawing_with_a_title_is_a_figure_and_one_without_is_a_decoration():
    share = stacked_bar([BarPart(7, "brand"), BarPart(11, "accent")], title="7 femmes, 11 hommes")
    reader = write_page(f"<div>{share}</div><div>{horizontal_bar(7, 18)}</div><p>7</p>")

    figures = [tag for tag in tags(reader) if tag["/S"] == "/Figure"]

    assert [figure["/Alt"] for figure in figures] == ["7 femmes, 11 hommes"]
    assert marked_contents(reader) == tagged_contents(reader)


def test_every_piece_of_content_of_a_long_document_is_read_once_or_is_an_artifact():
    reader = write_page(TABLE + "<h1>Titre</h1>" + "<p>Long texte. </p>" * 200)

    assert len(reader.pages) > 2
    assert marked_contents(reader) == tagged_contents(reader)
