"""A search says where it found an event: in words that its public page shows, and nowhere else."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from events.enums import Sensitivity
from events.models import Event, EventFigure, Objective
from events.narratives import NARRATIVES
from publication.models.pending import settle
from publication.project.facts import build_event_facts
from publication.questions.excerpts import LONGEST, excerpt_of
from publication.services.rebuilding import open_day
from tests.factories import make_event, make_place, make_published_event, make_recommendation, publish_event

LONG = "Une phrase qui ne dit rien de ce que l’on cherche. " * 20

pytestmark = pytest.mark.django_db


def found(event, search, shown=()):
    facts = build_event_facts(Event.objects.with_facts().get(pk=event.pk))
    excerpt = excerpt_of(facts, search, shown)
    return excerpt and (excerpt.label, excerpt.text)


def listed(client, search, language="fr"):
    address = {"fr": "/fr/evenements/", "en": "/en/events/"}[language]
    return client.get(address, {"q": search}).content.decode()


def test_the_piece_begins_with_its_sentence_and_says_where_text_is_left_out():
    event = make_event(context=f"{LONG}Ici l’Œuvre commune est décrite. {LONG}")
    label, text = found(event, "oeuvre")
    assert label == "Contexte"
    assert text.startswith("… Ici l’Œuvre commune est décrite. Une phrase") and text.endswith(" …")
    assert LONGEST - 20 < len(text) <= LONGEST + 4


def test_a_short_text_is_shown_whole():
    event = make_event(results="Douze   engagements\nont été pris.")
    assert found(event, "engagement") == ("Résultats", "Douze engagements ont été pris.")


def test_what_the_line_shows_already_needs_no_excerpt():
    event = make_event(context="La réforme à Gao.")
    assert found(event, "reforme", shown=["Atelier sur la Réforme"]) is None
    assert found(event, "reforme gao", shown=["Atelier sur la Réforme"]) == ("Contexte", "La réforme à Gao.")


def test_what_the_line_shows_is_marked_beside_its_title(client):
    make_published_event(places=[make_place(name_fr="Ménaka")])
    assert "<mark>Ménaka</mark>" in listed(client, "menaka")


def test_small_words_alone_make_no_excerpt():
    event = make_event(context="La réforme de la sécurité.")
    assert found(event, "forum de la ", shown=["Forum"]) is None


def test_the_text_that_answers_most_is_chosen_and_the_piece_that_does():
    event = make_event(
        context="La sécurité d’abord.", conclusion=f"La sécurité. {LONG} La sécurité des femmes. {LONG}"
    )
    label, text = found(event, "securite femmes")
    assert label == "Conclusion" and "sécurité des femmes" in text


def test_objectives_and_recommendations_are_searched_too():
    event = make_event()
    Objective.objects.create(event=event, text_fr="Outiller les médiatrices.")
    make_recommendation(event, text_fr="Financer les patrouilles mixtes.")
    assert found(event, "mediatrices") == ("Objectifs", "Outiller les médiatrices.")
    assert found(event, "patrouilles") == ("Recommandations", "Financer les patrouilles mixtes.")


def test_what_was_said_is_found_under_the_name_or_the_office_of_who_said_it():
    event = make_event(venue="Gouvernorat")
    EventFigure.objects.create(
        event=event, title_on_day_fr="Gouverneur", role="chair", statement_fr="La paix se prépare."
    )
    assert found(event, "paix") == ("Gouverneur", "La paix se prépare.")
    assert found(event, "gouverneur") == ("Présidence", "Gouverneur")
    assert found(event, "gouvernorat") == ("Lieu", "Gouvernorat")


def test_a_text_typed_with_combining_accents_is_read_as_any_other():
    event = make_event(context="Les E\u0301tats ge\u0301ne\u0301raux.")
    assert found(event, "generaux") == ("Contexte", "Les États généraux.")


def test_the_list_marks_what_it_found_in_both_languages(client):
    make_published_event(
        title_fr="Forum", title_en="Forum", context_fr="La <b>Œuvre</b>.", context_en="The deed."
    )
    assert "Contexte\u00a0: La &lt;b&gt;<mark>Œuvre</mark>&lt;/b&gt;." in listed(client, "oeuvre")
    assert "The <mark>deed</mark>." in listed(client, "deed", "en")
    # Found through its French text, which the English page does not show.
    assert "Forum" in listed(client, "oeuvre", "en") and "uvre</mark>" not in listed(client, "oeuvre", "en")


def test_no_excerpt_tells_what_an_event_known_by_its_region_hides(client):
    commune = make_place(name_fr="Ansongo", kind="commune", parent=make_place(name_fr="Gao"))
    event = make_event(
        places=[commune],
        venue="Salle-canari",
        place_note="Note-canari",
        context="Contexte public.",
        sensitivity=Sensitivity.REGION_AND_MONTH,
    )
    EventFigure.objects.create(event=event, title_on_day_fr="Gouverneur", statement_fr="Propos-canari.")
    for secret in ("canari", "gouverneur", "ansongo"):
        assert found(event, secret) is None
    publish_event(event)
    assert "<mark>public</mark>" in listed(client, "public")
    for secret in ("Salle-canari", "Note-canari", "Propos-canari", "Ansongo"):
        assert f"{secret}</a>" not in listed(client, secret) and "<mark>" not in listed(client, secret)


@pytest.mark.parametrize("sensitivity", [Sensitivity.PUBLIC, Sensitivity.REGION_AND_MONTH])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_text_that_may_be_excerpted_is_on_the_page_of_the_event(client, sensitivity, language):
    fields = [narrative.code for narrative in NARRATIVES]
    event = make_event(
        sensitivity=sensitivity,
        **{f"{field}_{code}": f"mot{field}{code}" for field in fields for code in ("fr", "en")},
    )
    Objective.objects.create(event=event, text_fr="motobjectiffr", text_en="motobjectifen")
    make_recommendation(event, text_fr="motsuggestionfr", text_en="motsuggestionen")
    publish_event(event)
    with override(language):
        page = client.get(event.get_absolute_url()).content.decode()
        for word in (*(f"mot{field}" for field in fields), "motobjectif", "motsuggestion"):
            _label, text = found(event, word)
            assert text == f"{word}{language}" and text in page


def test_a_search_takes_as_many_queries_for_one_event_as_for_ten(client):
    def queries():
        settle()
        open_day()
        with CaptureQueriesContext(connection) as captured:
            assert "<mark>Réforme</mark>" in listed(client, "reforme")
        return len(captured)

    counts = []
    for number in (1, 9):
        for _event in range(number):
            event = make_published_event(context="Réforme.")
            make_recommendation(event)
        counts.append(queries())
    assert counts[0] == counts[1]
