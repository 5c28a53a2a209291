"""The form of a new record that is sent twice: a double click, a lost answer, a page that was kept."""

import re
from urllib.parse import urlsplit

import pytest
from django.urls import reverse

from events.enums import AgeBand, Status
from events.models import Event, SectionState
from events.services.deleting import delete_draft
from organisations.admin.sent_once import SentOnce
from organisations.models import Place, SentForm, Source
from tests.admin_forms import add_row, admin_url, data_of, log_in, sheet_url
from tests.factories import make_coordinator, make_place, make_user
from tests.reading import body_of

pytestmark = pytest.mark.django_db

SAID = {"title_fr": "Forum de Gao", "kind": "forum", "when": "7 et 8 mars 2024"}
KEY = re.compile(r'name="_once" value="([^"]+)"')


@pytest.fixture
def officer(client):
    officer = make_user()
    log_in(client, officer)
    return officer


def opened(client, address):
    """The fields of a form as it is opened, its key among them."""
    page = client.get(address)
    return data_of(page) | {"_once": KEY.search(body_of(page).decode())[1]}


@pytest.fixture
def first_page(client, officer):
    return opened(client, admin_url(Event, "add")) | SAID


def send(client, data, address=None):
    return client.post(address or admin_url(Event, "add"), data)


def missing_the_other(monkeypatch):
    """As for two sendings at once: when the second looks, the first has not saved yet."""
    look, looks = SentOnce._sent_before, []

    def looking(self, request):
        looks.append(request)
        found = look(self, request)
        return found if len(looks) > 1 else None

    monkeypatch.setattr(SentOnce, "_sent_before", looking)


def test_two_sendings_make_one_draft_and_lead_to_it(client, first_page):
    answers = [send(client, first_page) for _ in range(2)]
    event = Event.objects.get()
    assert [answer["Location"] for answer in answers] == [admin_url(event, "change")] * 2
    assert event.history.count() == 1


def test_two_sendings_at_once_make_one_draft(client, first_page, monkeypatch):
    send(client, first_page)
    missing_the_other(monkeypatch)
    assert send(client, first_page)["Location"] == admin_url(Event.objects.get(), "change")


def test_what_the_second_says_otherwise_is_a_change_of_the_first(client, first_page):
    send(client, first_page)
    answer = send(client, first_page | {"title_fr": "Forum de Ménaka", "venue": "Gouvernorat"})
    event = Event.objects.get()
    assert answer["Location"] == admin_url(event, "change")
    assert (event.title_fr, event.venue) == ("Forum de Ménaka", "Gouvernorat")


def test_so_it_is_where_both_come_at_once(client, first_page, monkeypatch):
    send(client, first_page)
    missing_the_other(monkeypatch)
    send(client, first_page | {"title_fr": "Forum de Ménaka"})
    assert Event.objects.get().title_fr == "Forum de Ménaka"


def test_a_draft_that_does_not_pass_is_kept_once(client, first_page):
    wrong = first_page | {"when": "un de ces jours"}
    answers = [send(client, wrong) for _ in range(2)]
    event = Event.objects.get()
    assert len({answer["Location"] for answer in answers}) == 1
    assert "section=essentiel" in answers[0]["Location"]
    send(client, first_page)
    event.refresh_from_db()
    assert event.dates_edtf == "2024-03-07/2024-03-08"
    assert not SectionState.objects.exists()


def test_a_move_is_made_once(client, first_page):
    place = make_place()
    answers = [send(client, first_page | {"where": [place.pk], "_submit": "1"}) for _ in range(2)]
    event = Event.objects.get()
    assert event.status in (Status.SUBMITTED, Status.DRAFT)
    assert answers[0]["Location"] == answers[1]["Location"]
    assert event.status_changes.count() == (event.status == Status.SUBMITTED)


def test_rows_of_the_whole_sheet_are_not_added_again(client, officer):
    data = opened(client, sheet_url()) | SAID
    data |= {"headcounts-0-number": "40", "headcounts-2-number": "25"}
    send(client, data, sheet_url())
    event = Event.objects.get()
    send(client, data, sheet_url())
    assert sorted(event.headcounts.values_list("number", flat=True)) == [25, 40]
    data |= {"headcounts-2-number": "26", "headcounts-1-number": "14"}
    answer = send(client, data, sheet_url())
    assert answer.status_code == 302
    assert sorted(event.headcounts.values_list("sex", "number")) == [("", 40), ("men", 26), ("women", 14)]
    # Once more: what the change has added is known as well.
    row = {"number": "7", "sex": "women", "basis": "exact", "unit": "persons", "age_band": AgeBand.ADULT}
    add_row(data, "headcounts", **row)
    send(client, data, sheet_url())
    assert sorted(event.headcounts.values_list("number", flat=True)) == [7, 14, 26, 40]


def test_what_somebody_changed_since_is_not_overwritten_unseen(client, first_page):
    send(client, first_page)
    event = Event.objects.get()
    event.title_fr, event.venue = "Forum régional de Gao", "Gouvernorat"
    event.save()
    answer = send(client, first_page | {"title_fr": "Forum de Ménaka"})
    event.refresh_from_db()
    assert answer.status_code == 200
    assert event.title_fr == "Forum régional de Gao"
    # Told of it, one replaces it knowingly.
    answer = send(client, data_of(answer) | {"_once": first_page["_once"]})
    event.refresh_from_db()
    assert (event.title_fr, event.venue) == ("Forum de Ménaka", "Gouvernorat")


def test_after_the_record_was_deleted_it_is_a_new_one(client, first_page):
    send(client, first_page)
    delete_draft(event=Event.objects.get())
    send(client, first_page)
    assert Event.objects.get().title_fr == SAID["title_fr"]
    assert Event.with_deleted.count() == 2


def test_what_is_typed_after_it_was_submitted_comes_back(client, first_page):
    send(client, first_page)
    Event.objects.update(status=Status.SUBMITTED)
    answer = send(client, first_page | {"title_fr": "Forum de Ménaka"})
    assert answer.status_code == 200
    assert "Forum de Ménaka" in body_of(answer).decode()
    assert Event.objects.get().title_fr == SAID["title_fr"]


def test_a_form_of_its_own_makes_another_record(client, first_page):
    send(client, first_page)
    send(client, opened(client, admin_url(Event, "add")) | SAID)
    assert Event.objects.count() == 2


def test_a_key_is_of_its_account_alone(client, first_page):
    send(client, first_page)
    log_in(client, make_user())
    send(client, first_page)
    assert Event.objects.count() == 2


@pytest.mark.parametrize("key", ["", "court", "x" * 40, "é" * 24])
def test_without_a_key_nothing_is_kept(client, first_page, key):
    assert send(client, first_page | {"_once": key}).status_code == 302
    assert not SentForm.objects.exists()


# -- the other tables ------------------------------------------------------------------


def test_save_and_add_another_makes_one_of_each_form(client, officer):
    address = admin_url(Source, "add")
    data = opened(client, address) | {"title": "Un article", "kind": "press", "_addanother": "1"}
    answers = [client.post(address, data) for _ in range(2)]
    assert [urlsplit(answer["Location"]).path for answer in answers] == [address] * 2
    data = opened(client, address) | {"title": "Un autre", "kind": "press"}
    assert data["_once"] != SentForm.objects.get().key
    client.post(address, data)
    assert sorted(Source.objects.values_list("title", flat=True)) == ["Un article", "Un autre"]


def test_what_is_refused_for_its_twin_leads_to_it(client, monkeypatch):
    log_in(client, make_coordinator())
    address = admin_url(Place, "add")
    region = make_place()
    data = opened(client, address) | {"name_fr": "Wabaria", "kind": "commune", "parent": region.pk}
    client.post(address, data)
    missing_the_other(monkeypatch)
    assert client.post(address, data).status_code == 302
    assert Place.objects.filter(name_fr="Wabaria").count() == 1


def test_a_pop_up_gives_the_same_row_twice(client, officer):
    address = f"{reverse('admin:organisations_source_add')}?_popup=1"
    data = opened(client, address) | {"title": "Un article", "kind": "press", "_popup": "1"}
    answers = [client.post(address, data) for _ in range(2)]
    source = Source.objects.get()
    assert [f"&quot;{source.pk}&quot;" in answer.rendered_content for answer in answers] == [True, True]


def test_a_change_form_has_no_key(client, first_page):
    send(client, first_page)
    page = client.get(f"{admin_url(Event.objects.get(), 'change')}?section=essentiel")
    assert not KEY.search(body_of(page).decode())
