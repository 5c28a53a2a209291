"""Parts bound into one book: what a reader opens, leafs through, follows and listens to."""

from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO

import pytest
from django.template import engines
from pypdf import PdfReader

from rss_registry.pdf import AttachedFile, Known, Part, PdfError, Running, print_assets, write_book
from rss_registry.pdf.press import Press
from tests.rss_registry.pdf.documents import marked_contents, tagged_contents, tags

CREATED_AT = datetime(2024, 3, 5, 9, 30, tzinfo=UTC)
TABLE = """
<table><caption>Effectifs</caption>
<thead><tr><th scope="col">Qui</th><th scope="col">Nombre</th></tr></thead>
<tbody><tr><th scope="row">Médias</th><td>7</td></tr></tbody></table>
"""
FRONT = """
<div class="cover"><h1>{{ document_title }}</h1></div>
<h2 id="sommaire">Sommaire</h2>
{% for line in contents %}<p><a href="#{{ line.anchor }}">{{ line.title }}</a> {{ line.page }}</p>{% endfor %}
{% with line=back_line %}
  {% if line %}<p><a href="#{{ line.anchor }}">{{ line.title }}</a> {{ line.page }}</p>{% endif %}
{% endwith %}
<p>{{ page_count }} pages</p>
"""
CHAPTER = """
<h2 id="demandes">Demandes</h2><p>{{ body }}</p><p><a href="#E">É</a> <a href="#registre">Registre</a></p>
<h2 id="registre" style="break-before: page">Registre</h2><h3>Par année</h3>
"""
SECTION = """
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


def section(name, body="", **fields):
    fields = {"title": f"Événement {name}", "anchor": name, "assets": print_assets()} | fields
    return Part(SECTION, {"name": name, "body": body}, **fields)


def write(sections, **arguments):
    arguments = {"back": None, "attachments": (), "front": Part(FRONT, assets=print_assets())} | arguments
    return write_book(
        language="fr",
        title="Rapport d’essai",
        running=Running("Rapport – ɛɔɲŋ", "https://exemple.org/rapport.pdf"),
        created_at=CREATED_AT,
        sections=sections,
        **arguments,
    )


def read(*sections, **arguments):
    return PdfReader(BytesIO(write(sections, **arguments)))


def text(reader, number):
    return reader.pages[number - 1].extract_text()


def page_of(reader, target):
    return reader.get_destination_page_number(target) + 1


def test_the_contents_give_the_page_where_each_part_begins():
    long = "<p>Une ligne.</p>" * 120

    reader = read(section("A", long), section("B"), back=section("Z", title="Annexes"))

    pages = [number for number in range(1, len(reader.pages) + 1) if "Haut" in text(reader, number)]
    assert pages[0] == 3
    contents = text(reader, 2)
    for title, page in zip(("Événement A", "Événement B", "Annexes"), pages, strict=True):
        assert f"{title} {page}" in contents
    assert f"{len(reader.pages)} pages" in contents


def test_every_page_but_the_cover_has_the_running_lines_and_its_number():
    reader = read(section("A"), section("B"))

    assert "Page" not in text(reader, 1)
    for number in (2, 3, 4):
        assert f"Page {number} / 4" in text(reader, number)
        assert "Rapport – ɛɔɲŋ" in text(reader, number)
        assert "https://exemple.org/rapport.pdf" in text(reader, number)


def test_a_title_too_long_for_the_head_of_a_page_is_cut():
    content = write_book(
        language="fr",
        title="Livre",
        running=Running("Formation des comités " * 20),
        created_at=CREATED_AT,
        front=Part(FRONT, assets=print_assets()),
        sections=[section("A")],
    )

    (head,) = [line for line in text(PdfReader(BytesIO(content)), 3).splitlines() if "Formation" in line]
    assert head.endswith("…")
    assert len(head) < 100


def test_links_lead_across_parts_and_say_where():
    reader = read(section("A"), section("B"))

    assert page_of(reader, reader.named_destinations["B"]) == 4
    assert page_of(reader, reader.named_destinations["B/haut"]) == 4
    (first, second) = [annotation.get_object() for annotation in reader.pages[1]["/Annots"]]
    assert (first["/Dest"], first["/Contents"]) == ("A", "Événement A")
    assert (second["/Dest"], second["/Contents"]) == ("B", "Événement B")
    inside, back_to_contents = [annotation.get_object() for annotation in reader.pages[3]["/Annots"]]
    assert inside["/Dest"] == "B/haut"
    assert back_to_contents["/Dest"] == "sommaire"


def test_a_link_that_leads_nowhere_in_the_book_is_an_error():
    with pytest.raises(PdfError, match="Gao"):
        write([section("A", '<a href="#Gao">Gao</a>')])


def test_bookmarks_are_the_chapters_and_the_sections_in_their_groups():
    sections = [section("A", group="2023"), section("B", group="2024"), section("C", group="2024")]

    outline = read(*sections, back=section("Z")).outline

    titles = [[item.title for item in part] if isinstance(part, list) else part.title for part in outline]
    assert titles == ["Sommaire", "2023", ["Événement A"], "2024", ["Événement B", "Événement C"], "Z"]


def test_there_is_one_tree_of_tags_and_every_content_is_read_once_or_is_an_artifact():
    reader = read(section("A", TABLE), section("B", TABLE), back=section("Z", TABLE))

    (document,) = reader.trailer["/Root"]["/StructTreeRoot"]["/K"]
    assert document.get_object()["/S"] == "/Document"
    assert [part.get_object()["/S"] for part in document.get_object()["/K"]] == ["/Sect"] * 4
    headings = [tag["/S"] for tag in tags(reader) if tag["/S"].startswith("/H")]
    assert headings == ["/H1", "/H2", "/H2", "/H2", "/H2"]
    assert marked_contents(reader) == tagged_contents(reader)


def test_cells_find_the_headers_of_their_own_table():
    merged = TABLE.replace("</tr></thead>", '<th scope="col">Total</th></tr></thead>')
    merged = merged.replace("<td>", '<td colspan="2">')
    reader = read(section("A", merged), section("B", merged))
    names = reader.trailer["/Root"]["/StructTreeRoot"]["/IDTree"]["/Names"]
    index = dict(zip(names[::2], names[1::2], strict=True))
    cells = [tag for tag in tags(reader) if tag["/S"] == "/TD"]

    assert list(index) == sorted(set(index))
    for cell in cells:
        assert {index[name].get_object()["/S"] for name in cell["/A"]["/Headers"]} == {"/TH"}
    assert cells[0]["/A"]["/Headers"] != cells[1]["/A"]["/Headers"]


def test_links_and_their_tags_find_each_other():
    reader = read(section("A"), section("B"))
    numbers = reader.trailer["/Root"]["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    parents = dict(zip(numbers[::2], numbers[1::2], strict=True))

    assert list(parents) == list(range(len(parents)))
    for page in reader.pages:
        assert isinstance(parents[page["/StructParents"]].get_object(), list)
        for annotation in page.get("/Annots", []):
            link = parents[annotation.get_object()["/StructParent"]].get_object()
            assert link["/S"] == "/Link"


def test_each_face_that_the_parts_use_is_in_the_book_once():
    few, many = (write([section(f"E{number}", "<b>b</b> <i>i</i>") for number in range(n)]) for n in (1, 12))

    assert many.count(b"/Length1") == few.count(b"/Length1") == 3
    assert (len(many) - len(few)) / 11 < 4_000


def test_the_book_declares_what_it_is_and_carries_its_files():
    figures = AttachedFile("effectifs.csv", b"a;7\n", "Effectifs")

    reader = read(section("A"), attachments=[figures])

    root = reader.trailer["/Root"]
    metadata = root["/Metadata"].get_data().decode()
    assert 'pdfaid:part="3"' in metadata
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert reader.metadata.title == "Rapport d’essai"
    assert root["/Lang"] == "fr"
    assert reader.trailer["/Info"]["/CreationDate"] == "D:20240305093000Z"
    assert reader.attachments == {"effectifs.csv": [b"a;7\n"]}
    assert root["/AF"][0].get_object()["/AFRelationship"] == "/Data"


def test_a_book_can_have_no_section():
    assert len(read(back=section("Z")).pages) == 3


def test_a_front_of_several_pages_settles_its_own_numbers():
    sections = [section(f"E{number}") for number in range(60)]

    reader = read(*sections)

    first = page_of(reader, reader.named_destinations["E0"])
    assert first > 3
    assert f"Événement E0 {first}\n" in text(reader, 2) + text(reader, 3)


def test_the_front_can_say_on_which_page_anything_is():
    front = """
    <div class="cover"><h1>{{ document_title }}</h1></div><h2 id="sommaire">Un</h2>
    <p>Résumé <span data-page-of="b"></span>, événement <span data-page-of="E"></span>.</p>
    <h2 id="b" style="break-before: page">Résumé</h2>
    """

    reader = read(section("E"), front=Part(front, assets=print_assets()))

    assert "Résumé 3, événement 4." in text(reader, 2)


def chapter(body=""):
    return Part(CHAPTER, {"body": body}, title="Demandes", anchor="demandes", assets=print_assets())


def test_chapters_stand_between_the_front_and_the_sections_with_their_own_headings_and_targets():
    front = """
    <div class="cover"><h1>{{ document_title }}</h1></div><h2 id="sommaire">Sommaire</h2>
    <p>Demandes <span data-page-of="demandes"></span>, <a href="#registre">registre</a>
    <span data-page-of="registre"></span>, {{ contents.0.title }} {{ contents.0.page }}.</p>
    """

    reader = read(section("E"), front=Part(front, assets=print_assets()), chapters=[chapter()])

    assert "Demandes 3, registre 4, Événement E 5." in text(reader, 2)
    assert page_of(reader, reader.named_destinations["registre"]) == 4
    to_event, to_register = [annotation.get_object() for annotation in reader.pages[2]["/Annots"]]
    assert (to_event["/Dest"], to_register["/Dest"]) == ("E", "registre")
    titles = [
        [item.title for item in part] if isinstance(part, list) else part.title for part in reader.outline
    ]
    assert titles == ["Sommaire", "Demandes", "Registre", ["Par année"], "Événement E"]
    assert "Page 3 / 5" in text(reader, 3)


def test_a_chapter_is_kept_when_another_part_changes(monkeypatch):
    def asked_for(front, body=""):
        asked = []
        run = Press.run
        with monkeypatch.context() as patch:
            patch.setattr(
                Press,
                "run",
                lambda self, task, **rest: asked.append(rest.get("name")) or run(self, task, **rest),
            )
            write([section("E")], front=Part(front, assets=print_assets()), chapters=[chapter(body)])
        return asked

    first = '<div class="cover"><h1>Un</h1></div><h2 id="sommaire">Sommaire</h2>'
    assert set(asked_for(first)) == {"E", "demandes", first, None}
    assert set(asked_for(second := first.replace("Un", "Deux"))) == {second, None}
    assert asked_for(second, "Une de plus.") == ["demandes", None]


def test_the_same_parts_give_the_same_bytes_whether_kept_or_made(settings, tmp_path):
    made = write([section("A", TABLE), section("B")])
    kept = write([section("A", TABLE), section("B")])
    settings.PDF_STORE_ROOT = tmp_path / "another"
    again = write([section("A", TABLE), section("B")])

    assert len({sha256(content).hexdigest() for content in (made, kept, again)}) == 1


def test_only_what_changed_is_laid_out_again(monkeypatch):
    write([section("A"), section("B")])
    asked = []
    run = Press.run
    monkeypatch.setattr(
        Press,
        "run",
        lambda self, task, **rest: asked.append((task, rest.get("name"))) or run(self, task, **rest),
    )

    write([section("A"), section("B", "<p>Corrigé.</p>")])

    assert asked == [("part", "B"), ("book", None)]


def test_sections_made_in_one_job_are_those_made_one_by_one(monkeypatch, settings, tmp_path):
    sections = [section(f"S{number}", TABLE) for number in range(9)]
    together = jobs_of(monkeypatch, lambda: write(sections))
    in_one_job = write(sections)
    settings.PDF_STORE_ROOT = tmp_path / "another"
    monkeypatch.setattr("rss_registry.pdf.book.MOST_TOGETHER", 1)
    alone = jobs_of(monkeypatch, lambda: write(sections))

    assert (together.count("parts"), alone.count("parts")) == (4, 0)
    assert write(sections) == in_one_job


def test_a_section_that_cannot_be_made_takes_no_other_with_it(monkeypatch):
    sections = [section(f"S{number}") for number in range(8)]
    faulty = section("S1", '<img src="asset:photo.jpg" alt="">')

    with pytest.raises(PdfError, match="photo.jpg"):
        write([sections[0], faulty, *sections[2:]])

    assert "S0" not in jobs_of(monkeypatch, lambda: write(sections[:2]))


def jobs_of(monkeypatch, function):
    """What the press is asked for meanwhile: the name of the part, or else of the task."""
    asked, run = [], Press.run
    with monkeypatch.context() as patch:
        patch.setattr(
            Press,
            "run",
            lambda self, task, **rest: asked.append(rest.get("name", task)) or run(self, task, **rest),
        )
        function()
    return asked


def test_a_part_known_by_name_is_not_asked_for_its_content():
    def context():
        asked.append("context")
        return {"name": "A"}

    def assets():
        asked.append("assets")
        return print_assets()

    asked = []

    def part(stamp):
        known = Known("A", stamp, holds=lambda made: (made, stamp) in {("1", "1"), ("1", "2")})
        return Part(SECTION, context, title="A", anchor="A", assets=assets, known=known)

    first = write([part("1")])
    assert asked == ["context", "assets"]

    assert write([part("1")]) == write([part("2")]) == first
    assert asked == ["context", "assets"]

    assert write([part("3")]) == first
    assert asked == 2 * ["context", "assets"]


def test_progress_is_told_part_by_part_and_can_stop_the_work():
    told = []

    class Cancelled(Exception):
        pass

    def progress(done, of):
        told.append((done, of))
        if len(told) == 5:
            raise Cancelled

    write([section("A"), section("B")], on_progress=progress)
    assert told == [(1, 3), (2, 3), (3, 3)]

    with pytest.raises(Cancelled):
        write([section("C"), section("D"), section("E")], on_progress=progress)
