"""What the moves of the workflow would have left, written in sets.

`tests/script/test_varied_register.py` holds it against `events.services.workflow`.
"""

from collections import defaultdict
from datetime import timedelta

from django.db.models import F

from events.enums import Status
from events.models import Event, ReferenceCounter, StatusChange
from events.services.search_text import index_event
from publication.services.rebuilding import rebuild

_PATHS = {
    Status.DRAFT: (),
    Status.SUBMITTED: ((Status.DRAFT, Status.SUBMITTED, ""),),
    Status.RETURNED: (
        (Status.DRAFT, Status.SUBMITTED, ""),
        (Status.SUBMITTED, Status.RETURNED, "Précisez le lieu."),
    ),
    Status.PUBLISHED: ((Status.DRAFT, Status.SUBMITTED, ""), (Status.SUBMITTED, Status.PUBLISHED, "")),
    Status.WITHDRAWN: (
        (Status.DRAFT, Status.SUBMITTED, ""),
        (Status.SUBMITTED, Status.PUBLISHED, ""),
        (Status.PUBLISHED, Status.WITHDRAWN, "Doublon inventé."),
    ),
}


def give_references(events):
    """References of the events that were ever published, in the order in which they were."""
    last = defaultdict(int, ReferenceCounter.objects.values_list("year", "last"))
    published = (event for event in events if event.first_published_at)
    for event in sorted(published, key=lambda event: event.first_published_at):
        year = (event.starts_on or event.first_published_at).year
        last[year] += 1
        event.reference = f"RSS-ML-{year}-{last[year]:04d}"
    for year, number in last.items():
        ReferenceCounter.objects.update_or_create(year=year, defaults={"last": number})


def add_status_changes(rows, events):
    for event in events:
        for from_status, to_status, reason in _PATHS[event.status]:
            rows.add(StatusChange(event=event, from_status=from_status, to_status=to_status, reason=reason))


def correct(events):
    """Publish a correction of a few events, so that they have a past."""
    visible = [event for event in events if event.status == Status.PUBLISHED and event.results_fr]
    for event in visible[::9]:
        event.results_fr = f"{event.results_fr}\n\nUn compte rendu a été remis aux participants."
        event.results_en = (
            event.results_en and f"{event.results_en}\n\nMinutes were handed to the participants."
        )
        event._history_date = event.first_published_at + timedelta(days=9)
        event._change_reason = "Compte rendu retrouvé."
        event.save()
        index_event(event=event)


def date_rows(events):
    """Give the rows the days of their story, where the database wrote that of their making."""
    for event in events:
        event.created_at = event.entered_at
        event.updated_at = event.first_published_at or event.entered_at
    Event.objects.bulk_update(events, ["created_at", "updated_at"], batch_size=100)
    changes = list(StatusChange.objects.filter(event__in=events).select_related("event").order_by("pk"))
    for change in changes:
        published = change.event.first_published_at
        change.at = published if change.to_status == Status.PUBLISHED else change.event.created_at
        if change.to_status == Status.WITHDRAWN:
            change.at = published + timedelta(days=3)
    StatusChange.objects.bulk_update(changes, ["at"], batch_size=100)
    Event.history.filter(id__in=[event.pk for event in events]).update(
        created_at=F("history_date"), updated_at=F("history_date")
    )


def open_to_public(events):
    """What must follow rows that were written in sets: whatever is made from them is made here."""
    for event in events:
        index_event(event=event)
    rebuild()
