"""The page on which a keeper says who came before."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from events.forms.list_persons import SeenBefore, Standing
from events.models import CountingStopped, Participant, PersonMark, PersonVerdict
from events.services.counting_persons import count_of
from events.services.retention import erase_lists
from tests.admin_forms import admin_url, data_of, log_in
from tests.factories import make_event, make_participant, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("persons_key")]


@pytest.fixture
def keeper(client):
    keeper = make_user(keeps_lists=True)
    log_in(client, keeper)
    return keeper


def make_list(keeper, *people, title="Atelier d’avant"):
    """People as names, or as pairs with a telephone."""
    event = make_event(owner=keeper.organisation, title_fr=title)
    for person in people:
        name, phone = (person, "") if isinstance(person, str) else person
        make_participant(event, full_name=name, phone=phone)
    return event


def address(event):
    return reverse("admin:events_event_list_persons", args=[event.pk])


def pair(event, other):
    return (
        f"{PersonMark.objects.get(marked_list=event.pk).pk}-{PersonMark.objects.get(marked_list=other.pk).pk}"
    )


def standings(event):
    return {
        person.name: [(match.name, match.standing) for match in person.matches]
        for person in SeenBefore(event).people
    }


def test_who_came_before_is_named_with_the_event_and_what_is_held_of_it(client, keeper):
    make_list(keeper, "KEÏTA Awa", ("Moussa Diarra", "76 00 00 01"), "Fatoumta Traoré")
    event = make_list(keeper, "Awa Keita", ("Moussa Diarra", "66 00 00 02"), "Fatoumata Traoré", "Issa Maïga")
    assert standings(event) == {
        "Moussa Diarra": [("Moussa Diarra", Standing.LIKELY)],
        "Fatoumata Traoré": [("Fatoumta Traoré", Standing.LIKELY)],
        "Awa Keita": [("KEÏTA Awa", Standing.COUNTED)],
    }
    # What waits for a word comes first.
    assert list(standings(event))[-1] == "Awa Keita"
    page = client.get(address(event)).content.decode()
    assert "Atelier d’avant" in page
    assert "Issa Maïga" not in page


def test_once_a_list_is_erased_its_event_is_named_and_nobody(client, keeper):
    before = make_list(keeper, "Awa Keïta")
    event = make_list(keeper, "Awa Keita")
    erase_lists(events=[before])
    assert standings(event) == {"Awa Keita": [("", Standing.COUNTED)]}
    assert "Atelier d’avant" in client.get(address(event)).content.decode()


def test_what_the_keeper_says_counts_and_can_be_taken_back(client, keeper):
    before, event = make_list(keeper, "Awa Keïta"), make_list(keeper, "Awa Keita")
    assert count_of(keeper.organisation).persons == 1
    answer = client.post(address(event), {"autre": pair(event, before)})
    assert answer.status_code == 302
    assert answer.url.endswith(f"#personne-{PersonMark.objects.get(marked_list=event.pk).pk}")
    assert count_of(keeper.organisation).persons == 2
    assert standings(event) == {"Awa Keita": [("Awa Keïta", Standing.DIFFERENT)]}
    assert PersonVerdict.objects.get().said_by == keeper
    client.post(address(event), {"meme": pair(event, before)})
    assert standings(event) == {"Awa Keita": [("Awa Keïta", Standing.SAME)]}
    client.post(address(event), {"oublier": pair(event, before)})
    assert standings(event) == {"Awa Keita": [("Awa Keïta", Standing.COUNTED)]}


def test_a_near_spelling_is_one_person_once_the_keeper_says_so(client, keeper):
    before, event = make_list(keeper, "Fatoumta Traoré"), make_list(keeper, "Fatoumata Traoré")
    assert count_of(keeper.organisation).persons == 2
    client.post(address(event), {"meme": pair(event, before)})
    assert count_of(keeper.organisation).persons == 1
    # It holds after the names are gone.
    erase_lists(events=[before, event])
    assert count_of(keeper.organisation).persons == 1


@pytest.mark.parametrize("said", ["", "x", "1-", "-1", "1-2-3", "999999-999998", "²-³"])
def test_what_is_no_pair_of_this_list_is_refused(client, keeper, said):
    event = make_list(keeper, "Awa Keita")
    assert client.post(address(event), {"meme": said}).status_code == 302
    assert client.post(address(event), {}).status_code == 302
    assert not PersonVerdict.objects.exists()


def test_nothing_is_said_of_or_seen_of_anothers_list(client, keeper):
    other = make_list(make_user(keeps_lists=True), "Awa Keïta", title="Atelier étranger")
    event = make_list(keeper, "Awa Keita")
    client.post(address(event), {"meme": pair(event, other)})
    assert not PersonVerdict.objects.exists()
    page = client.get(address(event)).content.decode()
    assert "étranger" not in page
    assert standings(event) == {}


def test_two_of_one_list_are_two_persons_whatever_is_posted(client, keeper):
    event = make_list(keeper, "Awa Keita", "Awa Keïta")
    first, second = PersonMark.objects.values_list("pk", flat=True)
    client.post(address(event), {"meme": f"{first}-{second}"})
    assert count_of(keeper.organisation).persons == 2


def test_a_person_is_erased_and_no_trace_bears_the_name(client, keeper):
    event = make_list(keeper, "Zoumana Canari")
    erase_lists(events=[event])
    answer = client.post(
        address(event), {"effacer": "", "full_name": "Canari Zoumana", "phone": ""}, follow=True
    )
    assert not PersonMark.objects.exists()
    assert "Canari" not in answer.content.decode()
    assert not any("Canari" in f"{row}{row.change_message}" for row in LogEntry.objects.all())


def test_counting_stops_only_with_the_box_ticked_and_begins_again(client, keeper):
    event = make_list(keeper, "Awa Keita")
    assert client.post(address(event), {"arreter": ""}).context["stop_form"].errors
    assert PersonMark.objects.exists()
    client.post(address(event), {"arreter": "", "is_sure": "on"})
    assert CountingStopped.objects.get().stopped_by == keeper
    assert not PersonMark.objects.exists()
    assert client.get(address(event)).context["is_stopped"]
    client.post(address(event), {"recompter": ""})
    assert PersonMark.objects.count() == 1


def test_without_a_key_the_page_says_nobody_and_works(client, keeper, settings):
    settings.PERSONS_KEY = ""
    event = make_list(keeper, "Awa Keita")
    assert client.get(address(event)).context["count"] is None


def test_a_hundred_people_on_ten_lists_take_as_many_queries_as_two(
    client, keeper, django_assert_max_num_queries
):
    for _list in range(3):
        event = make_list(keeper, *(f"Prenom{number} Nom{number}" for number in range(30)))
    client.get(address(event))
    # Session, user and rights; the event; its marked list; the events, marks, verdicts and names; whether it
    # is stopped; the titles of the page.
    with django_assert_max_num_queries(24):
        client.get(address(event))


def test_who_is_deleted_on_the_list_leaves_no_mark_and_the_page_asks_nothing_of_it(client, keeper):
    event = make_list(keeper, "Awa Keita", "Moussa Diarra")
    person = event.participants.first()
    delete = admin_url(Participant, "delete", person.pk)
    assert "mpreinte" not in client.get(delete).content.decode()
    assert client.post(delete, {"post": "yes"}).status_code == 302
    assert PersonMark.objects.count() == 1


def test_a_name_that_is_corrected_by_hand_is_marked_anew(client, keeper):
    event = make_list(keeper, "Awa Keita")
    person = event.participants.get()
    before = person.mark.name_print
    address = admin_url(Participant, "change", person.pk)
    assert client.post(address, data_of(client.get(address)) | {"full_name": "Hawa Keita"}).status_code == 302
    assert PersonMark.objects.get().name_print != before
