"""Search against a naive oracle in Python, on whichever database the suite runs."""

import random
import unicodedata

import pytest

from events.models import Event, EventSearchIndex, EventSearchText
from events.models.search_terms import words_of
from events.services.search_text import index_errors
from tests.factories import make_event, make_organisation, make_place, make_role

pytestmark = pytest.mark.django_db

TITLES = [
    "Atelier sur l’État de droit à Gao",
    "Formation : contrôle démocratique des forces",
    "L’œuvre des femmes, cœur de la paix",
    "Forum régional 2023 – sécurité pour tous",
    "La sécurité, pour tous les jeunes",
    "Installation du CCS d’Alafia (2e phase)",
    "Séminaire 1e5 et 12abc, n° 7",
    "Éducation à la non-violence",
    "Échange sur la réforme du secteur de la sécurité",
    "Sɔrɔ : ɛntɛrineti ni sanuya",
    "Rencontre à Ségou, rive gauche : rive-droite",
    "Réunion AC-RSS / WANEP-Mali",
]


def plain(text):
    """Lower case, no accents, words apart: written apart from `fold` on purpose."""
    text = text.lower().replace("œ", "oe").replace("ɛ", "e").replace("ɔ", "o")
    letters = [sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign)]
    return "".join(
        sign if sign in "abcdefghijklmnopqrstuvwxyz0123456789" else " " for sign in letters
    ).split()


def oracle(query):
    """The titles that hold every whole word, every phrase, and a word that starts as the last one does."""
    phrases, loose, quoted = [], [], False
    pieces = query.split('"')
    for number, piece in enumerate(pieces):
        quoted = number % 2 == 1 and number < len(pieces) - 1
        (phrases.append(plain(piece)) if quoted else loose.extend(plain(piece)))
    ends_in_phrase = len(pieces) % 2 == 1 and len(pieces) > 1 and not pieces[-1].strip()
    beginning = loose.pop() if loose and not ends_in_phrase else ""
    if not (loose or beginning or any(phrases)):
        return set()

    def holds(title):
        words = plain(title)
        return (
            all(word in words for word in loose)
            and any(word.startswith(beginning) for word in words)
            and all(
                any(words[at : at + len(phrase)] == phrase for at in range(len(words))) for phrase in phrases
            )
        )

    return {title for title in TITLES if holds(title)}


def generated_queries(number):
    chance = random.Random(2023)
    words = [word for title in TITLES for word in title.split()] + ["absent", "NEAR", "OR", "*", "-", "œ"]
    for _ in range(number):
        chosen = [chance.choice(words) for _ in range(chance.choice((1, 1, 2, 2, 3)))]
        shape = chance.random()
        if shape < 0.4:
            title = chance.choice(TITLES).split()
            start = chance.randrange(len(title))
            chosen = title[start : start + chance.randint(1, 3)]
        if shape < 0.2:
            chosen = [f'"{" ".join(chosen)}"', *([chance.choice(words)] if shape < 0.1 else [])]
        elif chance.random() < 0.5:
            chosen[-1] = chosen[-1][: chance.randint(1, 4)]
        query = " ".join(chosen)
        yield chance.choice((str, str.upper, str.lower))(query)


@pytest.fixture
def titled():
    """Events of which the index holds the title alone, so that the oracle can be naive."""
    for title in TITLES:
        event = make_event(title_fr=title)
        text = f" {' '.join(words_of(title))} "
        EventSearchText.objects.filter(event=event).update(text=text)
        EventSearchIndex.objects.filter(event=event).update(words=text)


def test_two_hundred_queries_find_what_a_naive_reading_finds(titled):
    differing = {}
    found_something = 0
    for query in generated_queries(200):
        found = set(Event.objects.search(query).values_list("title_fr", flat=True))
        found_something += bool(found)
        if found != (expected := oracle(query)):
            differing[query] = (found, expected)
    assert differing == {}
    assert found_something > 60


@pytest.mark.parametrize(
    "query",
    [
        '"',
        '""',
        '"""',
        "*",
        "NEAR(",
        "NEAR(a b)",
        "a:b",
        "title:x",
        "-",
        "- -",
        "🙂",
        "a" * 10_000,
        "' OR 1=1 --",
        "\\",
        "%",
        "_",
    ],
)
def test_hostile_syntax_is_only_text(titled, query):
    assert set(Event.objects.search(query).values_list("title_fr", flat=True)) == oracle(query[:1000])


def test_a_search_for_nothing_filters_nothing_and_one_without_words_finds_nothing(titled):
    assert Event.objects.search("  ").count() == len(TITLES)
    assert not Event.objects.search("!!!").exists()


def test_a_phrase_does_not_run_from_one_text_into_the_next():
    make_role(make_event(title_fr="Forum de la paix"), make_organisation(name_fr="Durable Mali"))
    assert Event.objects.search('"de la paix"').exists()
    assert not Event.objects.search('"paix durable"').exists()
    assert Event.objects.search("paix durable").exists()


def test_the_index_stays_true_when_an_event_is_deleted():
    place = make_place()
    event = make_event(places=[place])
    make_event()
    event.delete()
    assert index_errors() == []
