import pytest
from django.urls import reverse

from events.models import Event, Objective
from tests.factories import make_event, make_published_event, make_recommendation

pytestmark = pytest.mark.django_db


def address_of(event):
    return reverse("admin:events_event_english", args=[event.pk])


def test_every_french_text_has_its_english_box(client, officer):
    event = make_event(owner=officer.organisation, title_fr="Atelier", conclusion_fr="Fin")
    objective = Objective.objects.create(event=event, text_fr="Renforcer")
    recommendation = make_recommendation(event, text_fr="Associer")
    form = client.get(address_of(event)).context["form"]
    assert [text.french for text in form.texts] == ["Atelier", "Fin", "Renforcer", "Associer"]
    filled = {
        f"event-{event.pk}-title": "Workshop",
        f"objective-{objective.pk}-text": "Strengthen",
        f"recommendation-{recommendation.pk}-text": "Involve",
    }
    assert client.post(address_of(event), filled).status_code == 302
    event.refresh_from_db()
    assert (event.title_en, event.conclusion_en) == ("Workshop", None)
    assert event.objectives.get().text_en == "Strengthen"
    assert event.recommendations.get().text_en == "Involve"


def test_an_event_is_found_by_its_english_words(client, officer):
    event = make_event(owner=officer.organisation, title_fr="Atelier")
    client.post(address_of(event), {f"event-{event.pk}-title": "Oversight workshop"})
    assert list(Event.objects.search("oversight")) == [event]


def test_only_who_may_correct_the_record_translates_it(client, officer):
    published = make_published_event(owner=officer.organisation)
    assert client.get(address_of(published)).status_code == 403
    assert client.post(address_of(make_event())).status_code == 302
