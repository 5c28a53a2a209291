from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from events.enums import DateInference, Sensitivity, Status
from events.models import Event
from events.services.completeness import missing_for_submission
from events.services.workflow import WorkflowError, publish, submit
from tests.factories import make_coordinator, make_event, make_published_event, make_series

pytestmark = pytest.mark.django_db

LACKING = {
    "kind_missing": ({"kind": ""}, "kind"),
    "title_missing": ({"title_fr": ""}, "title_fr"),
    "inference_unexplained": ({"date_inference": DateInference.YEAR}, "date_note_fr"),
    "rank_without_series": ({"series_rank": 2}, "series"),
    "delay_mismatch": ({"sensitivity": Sensitivity.DELAYED}, "delay_days"),
    "dates_incomplete": ({"starts_on": None, "ends_on": date(2023, 10, 12)}, "when"),
}


@pytest.mark.parametrize("code", LACKING)
def test_each_lack_is_named_with_its_field_and_refused_by_the_database_too(code):
    fields, place = LACKING[code]
    event = make_event(**fields)
    assert [(item.code, item.field) for item in missing_for_submission(event)] == [(code, place)]
    with pytest.raises(WorkflowError) as refused:
        submit(event=event, by=make_coordinator())
    assert [error.code for error in refused.value.error_list] == [code]
    event.refresh_from_db()
    assert event.status == Status.DRAFT
    event.status = Status.SUBMITTED
    with pytest.raises(ValidationError) as invalid:
        event.full_clean()
    assert {error.code for errors in invalid.value.error_dict.values() for error in errors} == {code}
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(status=Status.SUBMITTED)


def test_everything_that_lacks_is_said_at_once():
    event = make_event(kind="", title_fr="", series_rank=2)
    with pytest.raises(WorkflowError) as refused:
        submit(event=event, by=make_coordinator())
    assert {item.code for item in refused.value.missing} == {
        "kind_missing",
        "title_missing",
        "rank_without_series",
    }
    assert len(refused.value.messages) == 3


def test_a_rank_that_another_holds_refuses_nothing():
    """A refusal would tell of a record that the officer may not see."""
    series = make_series()
    make_published_event(series=series, series_rank=1)
    assert missing_for_submission(make_event(series=series, series_rank=1)) == ()


def test_an_event_held_on_an_unknown_day_lacks_nothing():
    event = make_event(starts_on=None)
    assert missing_for_submission(event) == ()
    publish(event=submit(event=event, by=make_coordinator()), by=make_coordinator())
    assert event.reference


def test_what_was_stored_is_asked_and_not_what_a_page_still_shows():
    event = make_event()
    Event.objects.filter(pk=event.pk).update(title="", title_fr="")
    with pytest.raises(WorkflowError):
        submit(event=event, by=make_coordinator())


def test_no_incomplete_record_passes_the_public_gate():
    for fields, _place in LACKING.values():
        make_event(**fields)
    for event in Event.objects.all():
        with pytest.raises(IntegrityError), transaction.atomic():
            Event.objects.filter(pk=event.pk).update(
                status=Status.PUBLISHED, first_published_at="2024-01-01T00:00Z"
            )
    assert not Event.objects.counted().exists()
