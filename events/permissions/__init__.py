"""Who may do what with events, their parts and the private attendance lists.

Officers see the events of their own organisation, and correct them while they are drafts or sent
back; coordinators see, correct and publish all. Attendance lists are apart: only list keepers of
the organisation that owns the event see them, whatever the role of anybody else.
"""

from django.db.models import Exists, OuterRef

from events.enums import Status
from events.models import (
    CategoryTerm,
    CommitteeComposition,
    CostLine,
    Event,
    HeadcountGroup,
    Justification,
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
from events.permissions.costs import CostRules, JustificationRules
from events.permissions.lists import ListPageRules, ListRules, keeps_list_of
from events.permissions.records import EVENT, PartOfEventRules
from events.permissions.terms import TermRules
from organisations import permissions as base
from organisations.permissions import Rules, SharedRules, belongs_to, coordinates, is_staff_member

__all__ = ["RULES", "ListRules", "can", "editable_by", "keeps_list_of", "visible_to"]


class SharedTotalRules(Rules):
    """A total shared by several events, for those who may read, or correct, all of them."""

    def visible(self, user, rows):
        return self._only_with(EVENT.visible(user, Event.objects.all()), rows)

    def editable(self, user, rows):
        return self._only_with(self.events(user), rows)

    def events(self, user):
        """Those of which the user may say what total they share."""
        mine = EVENT.visible(user, Event.objects.all())
        if coordinates(user):
            return mine
        return mine.filter(status__in=(*Status.editable_by_officers(), Status.SUBMITTED))

    def may_list(self, user):
        return is_staff_member(user)

    def may_add(self, user):
        return EVENT.may_add(user)

    def may_view(self, user, row=None):
        return coordinates(user) or self._may(EVENT.may_view, user, row)

    def may_change(self, user, row=None):
        return coordinates(user) or self._may(self._may_count, user, row)

    def may_delete(self, user, row=None):
        return coordinates(user)

    def _may_count(self, user, event=None):
        """Who may correct it, and its team while it waits to be read: no page changes yet."""
        if event is not None and event.status == Status.SUBMITTED and event.deleted_at is None:
            return belongs_to(user, event.owner_id)
        return EVENT.may_change(user, event)

    def _may(self, question, user, row):
        if row is None or row.pk is None:
            return question(user)
        events = list(row.events.all())
        return bool(events) and all(question(user, event) for event in events)

    def _only_with(self, allowed, rows):
        links = HeadcountGroup.events.through.objects.filter(headcountgroup=OuterRef("pk"))
        # One that was deleted is no longer in the total, unless it comes back.
        links = links.filter(event__deleted_at__isnull=True)
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


RULES = {
    **base.RULES,
    Event: EVENT,
    Recommendation: PartOfEventRules(),
    CostLine: CostRules(),
    Justification: JustificationRules(),
    HeadcountGroup: SharedTotalRules(),
    Series: SeriesRules(),
    CommitteeComposition: SharedRules(),
    Person: SharedRules(),
    CategoryTerm: TermRules(),
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
