"""One event as an officer logs it and a coordinator publishes it."""

from events.demo.accounts import coordinator, officer_of
from events.demo.reading import DemoDataError
from events.demo.writing import find, save
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
    key, places = row.pop("key"), row.pop("places")
    parts = {name: row.pop(name, []) for name in PARTS}
    officer = officer_of(find(Organisation, row["owner"], where))
    event = save(Event(created_by=officer), row, where=where, by=officer, key=key)
    for position, place in enumerate(places, start=1):
        save(EventPlace(event=event), {"place": place, "position": position}, where=where)
    for name, rows in parts.items():
        for number, part in enumerate(rows, start=1):
            at = f"{where}, {name} {number}"
            save(PARTS[name](event=event), _with_person(shelf.resolve(part, at), at), where=at, by=officer)
    _move(submit, "submit", event, officer, where)
    _move(publish, "publish", event, coordinator(), where)
    index_event(event=event)
    return event


def save_headcount_group(row, *, where, shelf):
    """A total that several events share."""
    row = dict(row)
    headcounts = row.pop("headcounts")
    group = save(HeadcountGroup(), row, where=where)
    for headcount in headcounts:
        save(Headcount(group=group), shelf.resolve(headcount, where), where=where, by=coordinator())


def _with_person(part, where):
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
