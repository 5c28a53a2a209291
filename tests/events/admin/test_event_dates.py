"""The field « quand » in the form of an event."""

from datetime import date

import pytest
from django.contrib.messages import get_messages

from events.enums import DateInference
from events.models import Event
from tests.admin_forms import data_of, errors_of, log_in, sheet_url
from tests.factories import make_event, make_event_source, make_source, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client):
    user = make_user()
    log_in(client, user)
    return user


def event_of(officer, edtf, **fields):
    return make_event(owner=officer.organisation, starts_on=None, dates_edtf=edtf, **fields)


def save(client, event, **changes):
    address = sheet_url(event)
    return client.post(address, data_of(client.get(address)) | changes)


@pytest.mark.parametrize(
    "edtf", ["", "2024-02-29/2024-03-01", "2018-06~", "2023-10-11/", "XXXX-02-12/XXXX-02-16", "/2023-10-12"]
)
def test_a_form_that_nobody_touched_keeps_the_dates(client, officer, edtf):
    event = event_of(officer, edtf, stated_days=2)
    make_event_source(event, make_source(published_edtf="2021-03-01"))
    assert save(client, event).status_code == 302
    stored = Event.objects.get(pk=event.pk)
    assert (stored.dates_edtf, stored.stated_days, stored.date_inference) == (edtf, 2, DateInference.NONE)


def test_the_stated_number_of_days_is_taken_from_the_words(client, officer):
    event = event_of(officer, "")
    save(client, event, when="11 octobre 2023, deux jours")
    event.refresh_from_db()
    assert (event.dates_edtf, event.stated_days, event.ends_on) == ("2023-10-11/", 2, date(2023, 10, 12))
    # Afterwards it is changed in its own field.
    save(client, event, stated_days="3")
    event.refresh_from_db()
    assert (event.dates_edtf, event.stated_days, event.ends_on) == ("2023-10-11/", 3, date(2023, 10, 13))


def test_words_and_duration_that_differ_are_refused(client, officer):
    response = save(client, event_of(officer, ""), when="11 octobre 2023, deux jours", stated_days="4")
    assert list(errors_of(response)) == ["stated_days"]


def test_a_year_taken_from_the_source_is_marked_and_asks_for_its_note(client, officer):
    event = event_of(officer, "")
    make_event_source(event, make_source(published_edtf="2020-03-20"))
    response = save(client, event, when="les 7 et 8 mars dernier")
    event.refresh_from_db()
    assert (event.dates_edtf, event.date_inference) == ("2020-03-07/2020-03-08", DateInference.YEAR)
    assert "warning" in [message.level_tag for message in get_messages(response.wsgi_request)]


def test_without_a_source_the_year_stays_unknown(client, officer):
    event = event_of(officer, "")
    save(client, event, when="les 7 et 8 mars dernier")
    event.refresh_from_db()
    assert (event.dates_edtf, event.date_inference) == ("XXXX-03-07/XXXX-03-08", DateInference.NONE)
    assert event.starts_on is None


def test_a_source_dated_to_its_year_tells_no_year_of_a_day(client, officer):
    event = event_of(officer, "")
    make_event_source(event, make_source(published_edtf="2020"))
    save(client, event, when="les 7 et 8 mars")
    event.refresh_from_db()
    assert event.date_inference == DateInference.NONE
    assert not event.dates_edtf.startswith(("2019", "2020"))
