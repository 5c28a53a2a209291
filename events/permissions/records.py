"""Events and the parts of them that have a page of their own."""

from events.enums import TRANSITIONS, Status
from events.models import Event
from organisations.permissions import Rules, belongs_to, coordinates, is_staff_member


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
        """What was public once is withdrawn, never deleted: it has been counted and cited."""
        return coordinates(user) and (row is None or row.first_published_at is None)

    def may_submit(self, user, row):
        return self.may_change(user, row) and Status.SUBMITTED in TRANSITIONS[Status(row.status)]

    def may_publish(self, user, row):
        return coordinates(user) and Status.PUBLISHED in TRANSITIONS[Status(row.status)]

    def may_return(self, user, row):
        return coordinates(user) and Status.RETURNED in TRANSITIONS[Status(row.status)]

    def may_withdraw(self, user, row):
        return coordinates(user) and Status.WITHDRAWN in TRANSITIONS[Status(row.status)]


EVENT = EventRules()


class PartOfEventRules(Rules):
    """A part that has a page of its own follows its event."""

    def visible(self, user, rows):
        return rows.filter(event__in=EVENT.visible(user, Event.objects.all()))

    def editable(self, user, rows):
        return rows.filter(event__in=EVENT.editable(user, Event.objects.all()))

    def may_list(self, user):
        return is_staff_member(user)

    def may_add(self, user):
        return EVENT.may_add(user)

    def may_view(self, user, row=None):
        return EVENT.may_view(user, row and row.event)

    def may_change(self, user, row=None):
        return EVENT.may_change(user, row and row.event)

    def may_delete(self, user, row=None):
        return self.may_change(user, row)
