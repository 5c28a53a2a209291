"""« Même recommandation » in the list of recommendations, for coordinators alone."""

import pytest

from events.models import Recommendation
from tests.admin_forms import admin_url, log_in
from tests.factories import make_coordinator, make_published_event, make_recommendation, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    return [make_recommendation(make_published_event(), text) for text in ("Installer.", "Mettre en place.")]


def send(client, action, rows, **data):
    address = admin_url(Recommendation, "changelist")
    keys = [row.pk for row in rows]
    return client.post(address, {"action": action, "_selected_action": keys, **data}, follow=True)


def test_a_coordinator_sees_which_words_stay_joins_and_takes_it_back(client, pair):
    first, second = pair
    log_in(client, make_coordinator())
    page = send(client, "join_selected", pair)
    assert page.context["form"].initial["kept"] == first.pk
    assert "Mettre en place." in page.content.decode()
    assert not Recommendation.objects.filter(same_as__isnull=False).exists()
    done = send(client, "join_selected", pair, kept=second.pk)
    assert "1 recommandation réunie avec « Mettre en place. »." in done.content.decode()
    first.refresh_from_db()
    assert first.same_as == second
    assert first.history.first().history_user is not None
    send(client, "part_selected", [second])
    first.refresh_from_db()
    assert first.same_as is None


def test_one_alone_is_not_joined(client, pair):
    log_in(client, make_coordinator())
    page = send(client, "join_selected", pair[:1])
    assert "Choisissez de deux à 20 recommandations." in page.content.decode()


def test_an_officer_is_offered_neither(client, pair):
    officer = make_user(organisation=pair[0].event.owner)
    log_in(client, officer)
    page = client.get(admin_url(Recommendation, "changelist")).content.decode()
    assert "join_selected" not in page
    assert "part_selected" not in page
    send(client, "join_selected", pair, kept=pair[1].pk)
    assert not Recommendation.objects.filter(same_as__isnull=False).exists()
