"""Who may do what with events, their parts and the private attendance lists.

Officers see the events of their own organisation, and correct them while they are drafts or sent
back; coordinators see, correct and publish all. Attendance lists are apart: only list keepers of
the organisation that owns the event see them, whatever the role of anybody else.
"""

from django.db.models import Exists, OuterRef

from events.enums import TRANSITIONS, Status
from events.models import (
    Event,
    HeadcountGroup,
    KnowledgeTest,
    Language,
    LegalReference,
    Participant,
    Person,
    Presence,
    Recommendation,
    Series,
    Session,
    StrategyElement,
    TestScore,
    Theme,
)
from organisations import permissions as base
from organisations.permissions import Rules, SharedRules, belongs_to, coordinates, is_staff_member


def keeps_list_of(user, event):
    """Whether the user may read and write the attendance list of the event."""
    return is_staff_member(user) and user.keeps_lists and belongs_to(user, event.owner_id)


class EventRules(Rules):
    def visible(self, user, rows):
        if coordinates(user):
            return rows
        return rows.filter(owner=user.organisation_id) if is_staff_member(user) else rows.none()

    def editable(self, user, rows):
        if coordinates(user):
            return rows
        return self.visible(user, rows).filter(status__in=Status.editable_by_officers())

    def may_list(self, user):
        return is_staff_member(user)

    def may_add(self, user):
        return coordinates(user) or (is_staff_member(user) and user.organisation_id is not None)

    def may_view(self, user, row=None):
        return coordinates(user) or (is_staff_member(user) if row is None else belongs_to(user, row.owner_id))

    def may_change(self, user, row=None):
        if row is None or coordinates(user):
            return is_staff_member(user)
        return belongs_to(user, row.owner_id) and row.status in Status.editable_by_officers()

    def may_delete(self, user, row=None):
        """What was public once is withdrawn, never deleted: its reference has been cited."""
        return coordinates(user) and (row is None or row.reference is None)

    def may_submit(self, user, row):
        return self.may_change(user, row) and Status.SUBMITTED in TRANSITIONS[Status(row.status)]

    def may_publish(self, user, row):
        return coordinates(user) and Status.PUBLISHED in TRANSITIONS[Status(row.status)]

    def may_return(self, user, row):
        return coordinates(user) and Status.RETURNED in TRANSITIONS[Status(row.status)]

    def may_withdraw(self, user, row):
        return coordinates(user) and Status.WITHDRAWN in TRANSITIONS[Status(row.status)]


class PartOfEventRules(Rules):
    """A part that has a page of its own follows its event."""

    def visible(self, user, rows):
        return rows.filter(event__in=_EVENT.visible(user, Event.objects.all()))

    def editable(self, user, rows):
        return rows.filter(event__in=_EVENT.editable(user, Event.objects.all()))

    def may_list(self, user):
        return is_staff_member(user)

    def may_add(self, user):
        return _EVENT.may_add(user)

    def may_view(self, user, row=None):
        return _EVENT.may_view(user, row and row.event)

    def may_change(self, user, row=None):
        return _EVENT.may_change(user, row and row.event)

    def may_delete(self, user, row=None):
        return self.may_change(user, row)


class ListRules(Rules):
    """Attendance lists; `path` leads from the row to its event."""

    def __init__(self, path="event"):
        self.path = path

    def visible(self, user, rows):
        if not (is_staff_member(user) and user.keeps_lists and user.organisation_id):
            return rows.none()
        return rows.filter(**{f"{self.path}__owner": user.organisation_id})

    def editable(self, user, rows):
        return self.visible(user, rows)

    def may_list(self, user):
        return is_staff_member(user) and user.keeps_lists and user.organisation_id is not None

    def may_add(self, user):
        return self.may_list(user)

    def may_view(self, user, row=None):
        return self.may_list(user) and (row is None or keeps_list_of(user, self._event(row)))

    def may_change(self, user, row=None):
        return self.may_view(user, row)

    def may_delete(self, user, row=None):
        return self.may_view(user, row)

    def _event(self, row):
        for step in self.path.split("__"):
            row = getattr(row, step)
        return row


class ListPageRules(ListRules):
    """A part of the event (session, test) whose own page shows names.

    Without names behind it, it is deleted with its event by whoever corrects the event.
    """

    def __init__(self, private):
        super().__init__()
        self.private = private

    def may_delete(self, user, row=None):
        if super().may_delete(user, row):
            return True
        return (
            row is not None and _EVENT.may_change(user, row.event) and not getattr(row, self.private).exists()
        )


class SharedTotalRules(Rules):
    """A total shared by several events, for those who may read, or correct, all of them."""

    def visible(self, user, rows):
        return self._only_with(_EVENT.visible(user, Event.objects.all()), rows)

    def editable(self, user, rows):
        return self._only_with(_EVENT.editable(user, Event.objects.all()), rows)

    def may_list(self, user):
        return is_staff_member(user)

    def may_add(self, user):
        return _EVENT.may_add(user)

    def may_view(self, user, row=None):
        return coordinates(user) or self._may(_EVENT.may_view, user, row)

    def may_change(self, user, row=None):
        return coordinates(user) or self._may(_EVENT.may_change, user, row)

    def may_delete(self, user, row=None):
        return coordinates(user)

    def _may(self, question, user, row):
        if row is None or row.pk is None:
            return question(user)
        events = list(row.events.all())
        return bool(events) and all(question(user, event) for event in events)

    def _only_with(self, allowed, rows):
        links = HeadcountGroup.events.through.objects.filter(headcountgroup=OuterRef("pk"))
        return rows.filter(Exists(links), ~Exists(links.exclude(event__in=allowed)))


class SeriesRules(SharedRules):
    """Officers correct the series of their own organisation, and those that they have entered."""

    def editable(self, user, rows):
        mine = super().editable(user, rows)
        if coordinates(user) or not is_staff_member(user):
            return mine
        return mine | rows.filter(organisation__isnull=False, organisation=user.organisation_id)

    def may_change(self, user, row=None):
        return super().may_change(user, row) or (row is not None and belongs_to(user, row.organisation_id))


_EVENT = EventRules()

RULES = {
    **base.RULES,
    Event: _EVENT,
    Recommendation: PartOfEventRules(),
    HeadcountGroup: SharedTotalRules(),
    Series: SeriesRules(),
    Person: SharedRules(),
    Theme: SharedRules(),
    Language: SharedRules(),
    StrategyElement: SharedRules(),
    LegalReference: SharedRules(),
    Participant: ListRules(),
    Session: ListPageRules("presences"),
    KnowledgeTest: ListPageRules("scores"),
    Presence: ListRules("session__event"),
    TestScore: ListRules("test__event"),
}


def can(user, action, row):
    """Whether the user may « view », « change », « delete », « publish »… the row."""
    return base.can(user, action, row, RULES)


def visible_to(user, rows):
    """The part of the queryset that the user may read."""
    return base.visible_to(user, rows, RULES)


def editable_by(user, rows):
    """The part of the queryset that the user may change."""
    return base.editable_by(user, rows, RULES)
