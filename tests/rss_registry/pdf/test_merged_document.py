"""Fragments merged into one document: what a reader opens, leafs through, follows and listens to."""

import re
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO

import pytest
from django.template import engines
from pypdf import PdfReader

from rss_registry.pdf import (
    AttachedFile,
    Fragment,
    Known,
    PdfError,
    RunningHeaders,
    print_assets,
    write_merged_document,
)
from rss_registry.pdf.renderer import Renderer
from tests.rss_registry.pdf.documents import marked_contents, tagged_contents, tags

FIRST_HEADING = re.compile("<h[12][^>]*>([^<]*)")
CREATED_AT = datetime(2024, 3, 5, 9, 30, tzinfo=UTC)
TABLE = """
<table><caption>Effectifs</caption>
<thead><tr><th scope="col">Qui</th><th scope="col">Nombre</th></tr></thead>
<tbody><tr><th scope="row">Médias</th><td>7</td></tr></tbody></table>
"""
FRONT = """
<div class="cover"><h1>{{ document_title }}</h1></div>
<h2 id="sommaire">Sommaire</h2>
{% for fragment in listed %}
  <p><a href="#{{ fragment.anchor }}">{{ fragment.title }}</a>
  <b data-page-of="{{ fragment.anchor }}"></b></p>
{% endfor %}
"""
CHAPTER = """
<h2 id="demandes">Demandes</h2><p>{{ body }}</p><p><a href="#E">É</a> <a href="#registre">Registre</a></p>
<h2 id="registre" style="break-before: page">Registre</h2><h3>Par année</h3>
"""
EVENT = """
<h2 id="haut">{{ name }}</h2>
<p><a href="#haut">Haut</a> <a href="#sommaire">Sommaire</a></p>
{{ body|safe }}
"""


@pytest.fixture(autouse=True)
def _templates_from_texts(monkeypatch):
    """The templates of these tests are their own texts, not files of the project."""

    def rendered(template, context):
        return (
            engines["django"]
            .from_string(f'<!doctype html><html lang="fr"><title>Partie</title><body>{template}')
            .render(context)
        )

    monkeypatch.setattr("rss_registry.pdf.source.render_to_string", rendered)


def event_fragment(name, body="", **fields):
    fields = {"title": f"Événement {name}", "anchor": name, "assets": print_assets()} | fields
    return Fragment(EVENT, {"name": name, "body": body}, **{"is_event": True} | fields)


def back(name, body="", **fields):
    return event_fragment(name, body, is_event=False, **fields)


def front(template=FRONT, listed=()):
    return Fragment(template, {"listed": listed}, assets=print_assets())


def write(fragments, template=FRONT, **arguments):
    return write_merged_document(
        language="fr",
        title="Rapport d’essai",
        running_headers=RunningHeaders("Rapport – ɛɔɲŋ", "https://exemple.org/rapport.pdf"),
        created_at=CREATED_AT,
        front=front(template, fragments),
        fragments=fragments,
        **arguments,
    )


def read(*fragments, **arguments):
    return PdfReader(BytesIO(write(fragments, **arguments)))


def text(reader, number):
    return reader.pages[number - 1].extract_text()


def page_of(reader, target):
    return reader.get_destination_page_number(target) + 1


def test_the_contents_give_the_page_where_each_fragment_begins():
    long = "<p>Une ligne.</p>" * 120

    reader = read(event_fragment("A", long), event_fragment("B"), back("Z", title="Annexes"))

    pages = [number for number in range(1, len(reader.pages) + 1) if "Haut" in text(reader, number)]
    assert pages[0] == 3
    contents = text(reader, 2)
    for title, page in zip(("Événement A", "Événement B", "Annexes"), pages, strict=True):
        assert f"{title} {page}" in contents


def test_every_page_but_the_cover_has_the_running_lines_and_its_number():
    reader = read(event_fragment("A"), event_fragment("B"))

    assert "Page" not in text(reader, 1)
    for number in (2, 3, 4):
        assert f"Page {number} / 4" in text(reader, number)
        assert "Rapport – ɛɔɲŋ" in text(reader, number)
        assert "https://exemple.org/rapport.pdf" in text(reader, number)


def test_a_title_too_long_for_the_head_of_a_page_is_cut():
    content = write_merged_document(
        language="fr",
        title="Livre",
        running_headers=RunningHeaders("Formation des comités " * 20),
        created_at=CREATED_AT,
        front=front(),
        fragments=[event_fragment("A")],
    )

    (head,) = [line for line in text(PdfReader(BytesIO(content)), 3).splitlines() if "Formation" in line]
    assert head.endswith("…")
    assert len(head) < 100


def test_links_lead_across_fragments_and_say_where():
    reader = read(event_fragment("A"), event_fragment("B"))

    assert page_of(reader, reader.named_destinations["B"]) == 4
    assert page_of(reader, reader.named_destinations["B/haut"]) == 4
    (first, second) = [annotation.get_object() for annotation in reader.pages[1]["/Annots"]]
    assert (first["/Dest"], first["/Contents"]) == ("A", "Événement A")
    assert (second["/Dest"], second["/Contents"]) == ("B", "Événement B")
    inside, back_to_contents = [annotation.get_object() for annotation in reader.pages[3]["/Annots"]]
    assert inside["/Dest"] == "B/haut"
    assert back_to_contents["/Dest"] == "sommaire"


def test_a_link_that_leads_nowhere_in_the_document_is_an_error():
    with pytest.raises(PdfError, match="Gao"):
        write([event_fragment("A", '<a href="#Gao">Gao</a>')])


def test_bookmarks_are_the_chapters_and_the_events_in_their_groups():
    events = [
        event_fragment("A", group="2023"),
        event_fragment("B", group="2024"),
        event_fragment("C", group="2024"),
    ]

    outline = read(*events, back("Z")).outline

    titles = [[item.title for item in part] if isinstance(part, list) else part.title for part in outline]
    assert titles == ["Sommaire", "2023", ["Événement A"], "2024", ["Événement B", "Événement C"], "Z"]


def test_there_is_one_tree_of_tags_and_every_content_is_read_once_or_is_an_artifact():
    reader = read(event_fragment("A", TABLE), event_fragment("B", TABLE), back("Z", TABLE))

    (document,) = reader.trailer["/Root"]["/StructTreeRoot"]["/K"]
    assert document.get_object()["/S"] == "/Document"
    assert [part.get_object()["/S"] for part in document.get_object()["/K"]] == ["/Sect"] * 4
    headings = [tag["/S"] for tag in tags(reader) if tag["/S"].startswith("/H")]
    assert headings == ["/H1", "/H2", "/H2", "/H2", "/H2"]
    assert marked_contents(reader) == tagged_contents(reader)


def test_links_and_their_tags_find_each_other():
    reader = read(event_fragment("A"), event_fragment("B"))
    numbers = reader.trailer["/Root"]["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    parents = dict(zip(numbers[::2], numbers[1::2], strict=True))

    assert list(parents) == list(range(len(parents)))
    for page in reader.pages:
        assert isinstance(parents[page["/StructParents"]].get_object(), list)
        for annotation in page.get("/Annots", []):
            link = parents[annotation.get_object()["/StructParent"]].get_object()
            assert link["/S"] == "/Link"


def test_each_font_that_the_fragments_use_is_in_the_document_once():
    few, many = (
        write([event_fragment(f"E{number}", "<b>b</b> <i>i</i>") for number in range(n)]) for n in (1, 12)
    )

    assert many.count(b"/Length1") == few.count(b"/Length1") == 3
    assert (len(many) - len(few)) / 11 < 4_000


def test_the_document_declares_what_it_is_and_carries_its_files():
    figures = AttachedFile("effectifs.csv", b"a;7\n", "Effectifs")

    reader = read(event_fragment("A"), attachments=[figures])

    root = reader.trailer["/Root"]
    metadata = root["/Metadata"].get_data().decode()
    assert 'pdfaid:part="3"' in metadata
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert reader.metadata.title == "Rapport d’essai"
    assert root["/Lang"] == "fr"
    assert reader.trailer["/Info"]["/CreationDate"] == "D:20240305093000Z"
    assert reader.attachments == {"effectifs.csv": [b"a;7\n"]}
    assert root["/AF"][0].get_object()["/AFRelationship"] == "/Data"


def test_a_document_can_have_no_event():
    assert len(read(back("Z")).pages) == 3


def test_a_front_of_several_pages_settles_its_own_numbers():
    events = [event_fragment(f"E{number}") for number in range(60)]

    reader = read(*events)

    first = page_of(reader, reader.named_destinations["E0"])
    assert first > 3
    assert f"Événement E0 {first}\n" in text(reader, 2) + text(reader, 3)


def test_the_front_can_say_on_which_page_anything_is():
    template = """
    <div class="cover"><h1>{{ document_title }}</h1></div><h2 id="sommaire">Un</h2>
    <p>Résumé <span data-page-of="b"></span>, événement <span data-page-of="E"></span>.</p>
    <h2 id="b" style="break-before: page">Résumé</h2>
    """

    reader = read(event_fragment("E"), template=template)

    assert "Résumé 3, événement 4." in text(reader, 2)


def chapter(body=""):
    return Fragment(CHAPTER, {"body": body}, title="Demandes", anchor="demandes", assets=print_assets())


def test_chapters_stand_between_the_front_and_the_events_with_their_own_headings_and_targets():
    template = """
    <div class="cover"><h1>{{ document_title }}</h1></div><h2 id="sommaire">Sommaire</h2>
    <p>Demandes <span data-page-of="demandes"></span>, <a href="#registre">registre</a>
    <span data-page-of="registre"></span>, {{ listed.1.title }} <span data-page-of="E"></span>.</p>
    """

    reader = read(chapter(), event_fragment("E"), template=template)

    assert "Demandes 3, registre 4, Événement E 5." in text(reader, 2)
    assert page_of(reader, reader.named_destinations["registre"]) == 4
    to_event, to_register = [annotation.get_object() for annotation in reader.pages[2]["/Annots"]]
    assert (to_event["/Dest"], to_register["/Dest"]) == ("E", "registre")
    titles = [
        [item.title for item in part] if isinstance(part, list) else part.title for part in reader.outline
    ]
    assert titles == ["Sommaire", "Demandes", "Registre", ["Par année"], "Événement E"]
    assert "Page 3 / 5" in text(reader, 3)


def jobs_of(monkeypatch, function):
    """What the renderer is asked for meanwhile: the titles of the fragments of each job, or else its task."""
    asked, run = [], Renderer.run

    def noted(self, task, **arguments):
        sources = arguments["fragments"] if task == "fragments" else ()
        asked.append(tuple(FIRST_HEADING.search(source["html"])[1] for source in sources) or task)
        return run(self, task, **arguments)

    with monkeypatch.context() as patch:
        patch.setattr(Renderer, "run", noted)
        function()
    return asked


def test_a_chapter_is_kept_when_another_fragment_changes(monkeypatch):
    def asked_for(template, body=""):
        return jobs_of(monkeypatch, lambda: write([chapter(body), event_fragment("E")], template))

    first = '<div class="cover"><h1>Un</h1></div><h2 id="sommaire">Sommaire</h2>'
    assert set(asked_for(first)) == {("E",), ("Demandes",), ("Un",), "merge"}
    assert set(asked_for(second := first.replace("Un", "Deux"))) == {("Deux",), "merge"}
    assert asked_for(second, "Une de plus.") == [("Demandes",), "merge"]


def test_the_same_fragments_give_the_same_bytes_whether_kept_or_made(settings, tmp_path):
    made = write([event_fragment("A", TABLE), event_fragment("B")])
    kept = write([event_fragment("A", TABLE), event_fragment("B")])
    settings.PDF_STORE_ROOT = tmp_path / "another"
    again = write([event_fragment("A", TABLE), event_fragment("B")])

    assert len({sha256(content).hexdigest() for content in (made, kept, again)}) == 1


def test_only_what_changed_is_laid_out_again(monkeypatch):
    write([event_fragment("A"), event_fragment("B")])

    asked = jobs_of(monkeypatch, lambda: write([event_fragment("A"), event_fragment("B", "<p>Corrigé.</p>")]))

    assert asked == [("B",), "merge"]


def test_events_made_in_one_job_are_those_made_one_by_one(monkeypatch, settings, tmp_path):
    events = [event_fragment(f"S{number}", TABLE) for number in range(9)]
    together = jobs_of(monkeypatch, lambda: write(events))
    in_one_job = write(events)
    settings.PDF_STORE_ROOT = tmp_path / "another"
    monkeypatch.setattr("rss_registry.pdf.merged_document.MOST_TOGETHER", 1)
    alone = jobs_of(monkeypatch, lambda: write(events))

    names = [f"S{number}" for number in range(9)]
    assert {job for job in together if job[0] in names} == {tuple(names[n : n + 2]) for n in range(0, 9, 2)}
    assert {job for job in alone if job[0] in names} == {(name,) for name in names}
    assert write(events) == in_one_job


def test_an_event_that_cannot_be_made_takes_no_other_with_it(monkeypatch):
    events = [event_fragment(f"S{number}") for number in range(8)]
    faulty = event_fragment("S1", '<img src="asset:photo.jpg" alt="">')

    with pytest.raises(PdfError, match="photo.jpg"):
        write([events[0], faulty, *events[2:]])

    assert not any("S0" in job for job in jobs_of(monkeypatch, lambda: write(events[:2])))


def test_a_fragment_known_by_name_is_not_asked_for_its_content():
    def context():
        asked.append("context")
        return {"name": "A"}

    def assets():
        asked.append("assets")
        return print_assets()

    asked = []

    def known_fragment(version):
        known = Known("A", version, holds=lambda made: (made, version) in {("1", "1"), ("1", "2")})
        return Fragment(EVENT, context, title="A", anchor="A", assets=assets, is_event=True, known=known)

    first = write([known_fragment("1")])
    assert asked == ["context", "assets"]

    assert write([known_fragment("1")]) == write([known_fragment("2")]) == first
    assert asked == ["context", "assets"]

    assert write([known_fragment("3")]) == first
    assert asked == 2 * ["context", "assets"]


def test_progress_is_told_fragment_by_fragment_and_can_stop_the_work():
    told = []

    class Cancelled(Exception):
        pass

    def progress(done, of):
        told.append((done, of))
        if len(told) == 5:
            raise Cancelled

    write([event_fragment("A"), event_fragment("B")], on_progress=progress)
    assert told == [(1, 3), (2, 3), (3, 3)]

    with pytest.raises(Cancelled):
        write([event_fragment("C"), event_fragment("D"), event_fragment("E")], on_progress=progress)
