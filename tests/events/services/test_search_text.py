import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from events.enums import Sensitivity
from events.models import Event, EventFigure, EventSearchIndex, EventSearchText, Person
from events.services.search_text import index_all, index_event
from organisations.enums import PlaceKind
from tests.factories import make_event, make_organisation, make_place, make_published_event, make_role

pytestmark = pytest.mark.django_db


def found(words):
    return Event.objects.search(words).exists()


def test_an_event_is_found_by_place_organisation_alias_figure_and_reference():
    region = make_place(name_fr="Taoudénit")
    region.aliases.create(name="Taoudéni")
    event = make_published_event(places=[region], venue="Maison du Partenariat")
    body = make_organisation(name_fr="Centre de Genève", acronym="DCAF")
    body.aliases.create(name="ISSAT")
    make_role(event, body)
    EventFigure.objects.create(event=event, role="speaker", person=Person.objects.create(name="Untel"))
    index_event(event=event)
    for words in ("taoudeni", "partenariat maison", "dcaf", "issat", "untel", event.reference, "atelier"):
        assert found(words)
    assert not found("sikasso")


def test_the_index_does_not_depend_on_the_language_of_who_saves():
    event = make_event()
    in_french = EventSearchText.objects.get().text
    with override("en"):
        index_event(event=event)
    assert EventSearchText.objects.get().text == in_french


def test_what_region_and_month_hides_cannot_be_guessed_by_searching():
    commune = make_place(name_fr="Ansongo", kind=PlaceKind.COMMUNE, parent=make_place(name_fr="Gao"))
    event = make_event(
        places=[commune],
        venue="Salle discrète",
        place_note_fr="Près du fleuve",
        sensitivity=Sensitivity.REGION_AND_MONTH,
    )
    EventFigure.objects.create(event=event, role="speaker", person=Person.objects.create(name="Untel"))
    index_event(event=event)
    assert found("Gao")
    for hidden in ("Ansongo", "discrète", "fleuve", "Untel"):
        assert not found(hidden)


def test_the_whole_index_can_be_made_anew():
    make_event(title_fr="Forum")
    EventSearchText.objects.all().delete()
    assert index_all() == 1
    assert found("forum")


def test_an_index_that_says_something_else_is_found_out_and_mended():
    event = make_event(title_fr="Forum")
    call_command("check_search")
    EventSearchIndex.objects.filter(event=event).update(words="autre")
    with pytest.raises(CommandError, match=str(event.pk)):
        call_command("check_search")
    call_command("reindex")
    call_command("check_search")


def test_whatever_an_event_is_found_by_is_asked_in_one_question(django_assert_max_num_queries):
    event = make_event(places=[make_place(), make_place()])
    for _number in range(3):
        make_role(event, make_organisation())
    with django_assert_max_num_queries(4):
        index_event(event=event)


def test_texts_in_another_order_are_the_same_texts():
    event = make_event(title_fr="Forum", venue="Salle")
    text = EventSearchText.objects.get(event=event).text
    parts = text.strip().split(" | ")
    EventSearchText.objects.update(text=f" {' | '.join(reversed(parts))} ")
    call_command("check_search")
