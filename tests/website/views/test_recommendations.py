import json
from datetime import date

import pytest
from django.http import QueryDict

from events.enums import RecommendationKind
from events.models import FollowUp, Theme
from events.services.joined_recommendations import join
from events.services.workflow import withdraw
from tests.factories import (
    make_coordinator,
    make_event,
    make_organisation,
    make_published_event,
    make_recommendation,
)
from website.listings.events import RecommendationListing

PAGE = "/fr/recommandations/"

pytestmark = pytest.mark.django_db


def texts(client, **query):
    return [item.facts.text for item in client.get(PAGE, query).context["listing"].items]


def test_recommendations_are_found_by_addressee_and_by_what_became_of_them(client):
    ministry = make_organisation(name_fr="Ministère", slug="ministere")
    event = make_published_event()
    done = make_recommendation(event, "Faite.", addressee=ministry)
    make_recommendation(event, "Sans suite connue.", position=1)
    FollowUp.objects.create(recommendation=done, day=date(2022, 1, 1), status="in_progress")
    FollowUp.objects.create(recommendation=done, day=date(2023, 1, 1), status="done")
    assert texts(client) == ["Faite.", "Sans suite connue."]
    assert texts(client, destinataire="ministere") == ["Faite."]
    assert texts(client, suite="done") == ["Faite."]
    assert texts(client, suite="in_progress") == []
    assert texts(client, suite="not_known") == ["Sans suite connue."]


def test_what_a_draft_recommends_is_not_read(client):
    make_recommendation(make_event(), "Phrase de brouillon.", addressee=make_organisation(slug="cachee"))
    assert texts(client) == []
    assert client.get(PAGE, {"destinataire": "cachee"}).context["listing"].unknown_values == [
        ("destinataire", "cachee")
    ]


@pytest.mark.parametrize("kind", ["wish", "commitment", "opinion"])
def test_what_is_no_recommendation_is_told_from_one(client, kind):
    event = make_published_event()
    make_recommendation(event, "Deux jours la prochaine fois.", kind=kind)
    label = str(RecommendationKind(kind).label).capitalize()
    page = client.get(PAGE)
    body = page.content.decode()
    assert "Deux jours la prochaine fois." in body
    assert f"{label}</span>" in body and "Suite inconnue" not in body.partition('<ul class="entries">')[2]
    assert page.context["responses"].total == 0
    # Its event's page and file, and the search of the public, tell it too.
    assert RecommendationKind(kind).heading in client.get(event.get_absolute_url()).content.decode()
    details = json.loads(b"".join(client.get(f"{event.get_absolute_url().rstrip('/')}.json")))
    assert f'"kind": "{kind}"' in json.dumps(details)
    assert "Deux jours" in client.get("/fr/evenements/", {"q": "prochaine fois"}).content.decode()


def test_the_rate_of_response_has_its_denominator(client):
    ministry, theme = make_organisation(name_fr="Ministère"), Theme.objects.create(slug="t", name_fr="thème")
    event = make_published_event()
    answered = make_recommendation(event, addressee=ministry, theme=theme)
    make_recommendation(event, addressee=ministry)
    make_recommendation(event)
    make_recommendation(event, kind="wish", addressee=ministry)
    make_recommendation(make_event(), addressee=ministry)
    FollowUp.objects.create(recommendation=answered, day=date(2024, 1, 1), status="rejected")
    context = client.get(PAGE).context
    assert (context["responses"].answered, context["responses"].total) == (1, 3)
    assert [(row.label, row.percent, row.total) for row in context["addressees"]] == [
        ("Ministère", 50, 2),
        ("sans destinataire du registre", 0, 1),
    ]
    assert [(row.label, row.total) for row in context["themes"]] == [("thème", 1), ("sans thème", 2)]


def test_what_is_past_its_date_and_not_done_is_overdue(client):
    event = make_published_event()
    make_recommendation(event, "En retard.", due_on=date(2023, 1, 1))
    make_recommendation(event, "À l’heure.", due_on=date(2090, 1, 1))
    done = make_recommendation(event, "Faite.", due_on=date(2023, 1, 1))
    FollowUp.objects.create(recommendation=done, day=date(2024, 1, 1), status="done")
    make_recommendation(make_event(), "Brouillon.", due_on=date(2023, 1, 1))
    context = client.get(PAGE).context
    assert [item.facts.text for item in context["overdue"]] == ["En retard."]
    assert context["overdue_count"] == 1


def test_without_recommendations_there_is_no_rate(client):
    body = client.get(PAGE).content.decode()
    assert "taux de réponse" not in body and "Aucune recommandation ne correspond" in body


def test_what_other_events_ask_for_too_is_told_as_far_as_they_are_public(client):
    first, second, hidden = (make_published_event(title_fr=title) for title in ("Un", "Deux", "Trois"))
    kept = make_recommendation(first, "Associer les femmes.")
    others = [make_recommendation(event, "Associer toutes les femmes.") for event in (second, hidden)]
    join(kept=kept, others=others)
    withdraw(event=hidden, by=make_coordinator(), reason="Doublon")

    items = RecommendationListing("/", QueryDict()).items
    assert {item.event.name: [event.name for event in item.twins] for item in items} == {
        "Un": ["Deux"],
        "Deux": ["Un"],
    }
    page = client.get("/fr/recommandations/").content.decode()
    assert page.count("Demandée aussi par un autre événement") == 2 and hidden.reference not in page
    assert "same_as" in json.loads(client.get("/fr/recommandations.json").getvalue())["rows"][0]
