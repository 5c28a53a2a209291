"""Joining recommendations: never a chain, nothing lost, and a way back."""

import pytest

from events.enums import RecommendationKind
from events.models import Recommendation
from events.services.joined_recommendations import JoiningError, join, part
from publication.models import PublicationState
from tests.factories import make_event, make_published_event, make_recommendation

pytestmark = pytest.mark.django_db


def published(text, **fields):
    return make_recommendation(make_published_event(), text, **fields)


def kept_by():
    """The text of each, and that by which it goes."""
    rows = Recommendation.objects.order_by("pk").select_related("same_as")
    return {row.text: row.same_as and row.same_as.text for row in rows}


def test_what_was_joined_before_follows_so_that_there_is_no_chain():
    one, two, three, four = (published(text) for text in ("un", "deux", "trois", "quatre"))
    join(kept=one, others=[two])
    join(kept=three, others=[one])
    assert kept_by() == {"un": "trois", "deux": "trois", "trois": None, "quatre": None}
    two.refresh_from_db()
    join(kept=two, others=[two, four])
    assert kept_by() == {"un": "deux", "deux": None, "trois": "deux", "quatre": "deux"}


def test_parting_lets_one_go_or_all_that_went_by_its_words():
    one, two, three = (published(text) for text in ("un", "deux", "trois"))
    join(kept=one, others=[two, three])
    part(recommendations=Recommendation.objects.filter(pk=two.pk))
    assert kept_by() == {"un": None, "deux": None, "trois": "un"}
    part(recommendations=[one])
    assert set(kept_by().values()) == {None}


def test_each_change_is_in_the_history_and_renews_the_public_data():
    one, two = published("un"), published("deux")
    before = PublicationState.current_token()
    join(kept=one, others=[two])
    assert PublicationState.current_token() != before
    assert two.history.first().same_as == one
    assert one.history.count() == 1


@pytest.mark.parametrize("code", ["nothing_to_join", "kinds_differ", "kept_not_public"])
def test_what_cannot_be_joined_is_said(code):
    one, two = published("un"), published("deux")
    wish = published("souhait", kind=RecommendationKind.WISH)
    draft = make_recommendation(make_event(), "brouillon")
    asked = {
        "nothing_to_join": (one, [one]),
        "kinds_differ": (one, [two, wish]),
        "kept_not_public": (draft, [one]),
    }
    kept, others = asked[code]
    with pytest.raises(JoiningError) as refused:
        join(kept=kept, others=others)
    assert refused.value.code == code
    assert set(kept_by().values()) == {None}


def test_without_the_one_that_kept_the_words_the_others_stay():
    one, two = published("un"), published("deux")
    join(kept=one, others=[two])
    one.delete()
    assert kept_by() == {"deux": None}
