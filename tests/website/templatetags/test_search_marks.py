import pytest

from tests.factories import make_published_event
from website.templatetags.search_marks import marked


@pytest.mark.parametrize(
    ("text", "search", "expected"),
    [
        ("Sécurité pour tous", "securite", "<mark>Sécurité</mark> pour tous"),
        ("L’État, les États", "etat", "L’<mark>État</mark>, les <mark>États</mark>"),
        ("L’œuvre des femmes", '"oeuvre des"', "L’<mark>œuvre</mark> <mark>des</mark> femmes"),
        ("Atelier", "", "Atelier"),
        ("Atelier", "!!!", "Atelier"),
        ("<b>gras</b> & co", "gras", "&lt;b&gt;<mark>gras</mark>&lt;/b&gt; &amp; co"),
        ("amp; & lt", "amp lt", "<mark>amp</mark>; &amp; <mark>lt</mark>"),
    ],
)
def test_what_was_searched_is_marked_and_everything_is_escaped(text, search, expected):
    assert marked(text, search) == expected


@pytest.mark.django_db
def test_the_list_marks_the_words_of_a_search(client):
    make_published_event(title_fr="Forum <i>régional</i>")
    page = client.get("/fr/evenements/?q=régio").content.decode()
    assert "Forum &lt;i&gt;<mark>régional</mark>&lt;/i&gt;" in page


@pytest.mark.django_db
@pytest.mark.parametrize("search", ['"', "*", "NEAR(a", "a:b", "-", "🙂", "\x00", "a" * 10_000, "<script>"])
def test_hostile_searches_are_answered_with_a_page(client, search):
    response = client.get("/fr/evenements/", {"q": search})
    assert response.status_code == 200
    assert "<script" not in response.content.decode()
