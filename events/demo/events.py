"""One event as an officer logs it and a coordinator publishes it."""

from events.demo.accounts import coordinator, officer_of
from events.demo.reading import DemoDataError
from events.demo.writing import find, save, save_rows
from events.models import (
    Event,
    EventFigure,
    EventPlace,
    EventRole,
    EventSource,
    Headcount,
    HeadcountGroup,
    KnowledgeTest,
    Objective,
    Person,
    Photo,
)
from events.permissions import can
from events.services.search_text import index_event
from events.services.workflow import publish, submit
from organisations.models import Organisation

PARTS = {
    "places": EventPlace,
    "objectives": Objective,
    "roles": EventRole,
    "figures": EventFigure,
    "headcounts": Headcount,
    "tests": KnowledgeTest,
    "sources": EventSource,
    "photos": Photo,
}


def save_event(row, *, where, shelf):
    """Log the event with its parts, submit it and publish it."""
    row = dict(row)
    key, places = row.pop("key"), [{"place": slug} for slug in row.pop("places")]
    parts = {name: row.pop(name, []) for name in PARTS} | {"places": places}
    officer = officer_of(find(Organisation, row["owner"], where))
    event = save(Event(created_by=officer), row, where=where, by=officer, key=key)
    for name, model in PARTS.items():
        rows = [
            _resolved(part, shelf, f"{where}, {name} {number}") for number, part in enumerate(parts[name], 1)
        ]
        save_rows(event, model, rows, where=f"{where}, {name}", by=officer)
    _move(submit, "submit", event, officer, where)
    _move(publish, "publish", event, coordinator(), where)
    index_event(event=event)
    return event


def save_headcount_group(row, *, where, shelf):
    """A total that several events share."""
    row = dict(row)
    headcounts = [shelf.resolve(part, where) for part in row.pop("headcounts")]
    group = save(HeadcountGroup(), row, where=where)
    save_rows(group, Headcount, headcounts, where=f"{where}, headcounts", by=coordinator())


def _resolved(part, shelf, where):
    """The part with its source and its public figure, which are written when first named."""
    part = shelf.resolve(part, where)
    if "person" not in part:
        return part
    person = Person.objects.filter(name=part["person"]).first()
    person = person or save(Person(), {"name": part["person"]}, where=where)
    return part | {"person": person.pk}


def _move(service, action, event, user, where):
    """What staff may not do, the demonstration does not do either."""
    if not can(user, action, event):
        raise DemoDataError(f"{where}: {user} n’a pas le droit de faire « {action} »")
    event._history_user = user
    service(event=event, by=user)
