"""The files of the guide: nothing that they name is missing, and what they quote is on a screen."""

import re
from pathlib import Path

import pytest
from django.contrib import admin, auth
from django.contrib.staticfiles import finders

from rss_registry.guide import markdown, the_guide
from rss_registry.guide.chapters import FOLDER, picture_asset
from rss_registry.guide.markdown import Links
from rss_registry.templatetags.typography import typeset

ROOT = FOLDER.parents[1]
MOST_BYTES, MOST_PICTURES = 60 * 1024, 16
GUIDE = the_guide()
SLUGS = [chapter.slug for chapter in GUIDE.chapters]
CHAPTERS = pytest.mark.parametrize("slug", SLUGS)
LINKS = Links(anchor=str, link=str, image=str, size=lambda name: (40, 20))


def html_of(source):
    return markdown.html_of(source, LINKS)


def folded(words):
    return re.sub(r"[\s\u00a0\u202f]+", " ", words.replace("'", "’")).strip(" :….").lower()


def sentences(path, keys):
    """The texts that a catalogue has under `keys`."""
    quoted = r'"(?:[^"\\]|\\.)*"'
    found = re.findall(rf"^(?:{keys}) ((?:{quoted}\s*)+)", path.read_text(), re.MULTILINE)
    return ("".join(part[1:-1] for part in re.findall(quoted, each)).replace('\\"', '"') for each in found)


@pytest.fixture(scope="module")
def words_of_the_screens():
    """Every French sentence that a screen can show: ours are msgids, those of Django its translations."""
    ours = sentences(ROOT / "locale/en/LC_MESSAGES/django.po", "msgid|msgid_plural")
    theirs = [
        sentence
        for package in (admin, auth)
        for sentence in sentences(
            Path(package.__file__).parent / "locale/fr/LC_MESSAGES/django.po", r"msgstr(?:\[\d\])?"
        )
    ]
    return {folded(text) for text in (*ours, *theirs)}


def test_each_file_is_in_the_contents_once():
    files = {path.stem for path in FOLDER.glob("*.md")} - {"README"}
    assert sorted(SLUGS) == sorted(files)


def test_the_contents_name_each_chapter_by_its_title():
    listed = re.findall(r"^\d+\. \[(.+)\]\((.+)\.md\)$", (FOLDER / "README.md").read_text(), re.MULTILINE)
    assert [(typeset(title), slug) for title, slug in listed] == [
        (each.title, each.slug) for each in GUIDE.chapters
    ]


@CHAPTERS
def test_a_chapter_has_one_title(slug):
    assert [heading.level for heading in GUIDE.named(slug).headings].count(1) == 1


@CHAPTERS
def test_no_anchor_stands_for_two_headings(slug):
    anchors = [heading.anchor for heading in GUIDE.named(slug).headings]
    assert len(anchors) == len(set(anchors))


@CHAPTERS
def test_links_lead_to_a_chapter_and_to_a_heading_of_it(slug):
    lost = []
    for link in GUIDE.named(slug).links:
        file, _, anchor = link.partition("#")
        other = GUIDE.named(file.removesuffix(".md") or slug)
        if other is None or (anchor and anchor not in other.anchors):
            lost.append(link)
    assert lost == []


@CHAPTERS
def test_what_stands_in_bold_is_on_a_screen(slug, words_of_the_screens):
    quoted = GUIDE.named(slug).words_of_screens
    assert [words for words in quoted if folded(words) not in words_of_the_screens] == []


def test_each_picture_is_there_small_shown_once_and_served():
    shown = [name for chapter in GUIDE.chapters for name in chapter.pictures]
    assert sorted(shown) == sorted(f"images/{path.name}" for path in (FOLDER / "images").iterdir())
    assert len(shown) <= MOST_PICTURES
    assert [name for name in shown if (FOLDER / name).stat().st_size > MOST_BYTES] == []
    assert [name for name in shown if finders.find(picture_asset(name)) is None] == []


def test_a_picture_becomes_a_figure_with_its_text_and_its_size():
    html = html_of('![Une page](images/a.png "Ce qu’elle montre.")')
    assert '<img src="images/a.png" alt="Une page" width="40" height="20">' in html
    assert "<figcaption>Ce qu’elle montre.</figcaption>" in html
    assert "<p>" not in html


def test_html_in_a_chapter_is_text():
    assert "<script>" not in html_of("a <script>alert(1)</script>")


def test_french_spaces_are_set_around_what_stands_in_bold():
    html = html_of("« **Garder** » : oui ?")
    assert html == "<p>«\u00a0<strong>Garder</strong>\u00a0»\u00a0: oui\u202f?</p>\n"


def test_anchors_are_those_of_github():
    assert markdown.anchor_of("Une série : toutes d’un coup") == "une-série--toutes-dun-coup"


@CHAPTERS
def test_anchors_of_the_printed_guide_carry_their_chapter(slug):
    printed = GUIDE.named(slug).on_paper()
    assert all(name.startswith(f"{slug}.") for name in re.findall(r' id="([^"]+)"', printed))
    within = [link for link in re.findall(r' href="([^"]+)"', printed) if link.startswith("#")]
    assert {link[1:].partition(".")[0] for link in within} <= set(SLUGS)


def test_the_first_and_the_last_chapter_have_one_neighbour():
    first, last = GUIDE.chapters[0], GUIDE.chapters[-1]
    assert GUIDE.around(first) == (None, GUIDE.chapters[1])
    assert GUIDE.around(last) == (GUIDE.chapters[-2], None)
