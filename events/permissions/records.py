"""Events and the parts of them that have a page of their own."""

from events.enums import TRANSITIONS, Status
from events.models import Event
from organisations.models import Merge
from organisations.permissions import Rules, belongs_to, coordinates, entered, is_staff_member


def is_absorbed(event):
    """Whether another record stands for this one (events/services/merging.py)."""
    return Merge.objects.filter(table=Event._meta.label_lower, absorbed_key=event.pk).exists()


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
        if row is not None and row.deleted_at is not None:
            return False
        return coordinates(user) or (is_staff_member(user) if row is None else belongs_to(user, row.owner_id))

    def may_change(self, user, row=None):
        if row is not None and row.deleted_at is not None:
            return False
        if row is None or coordinates(user):
            return is_staff_member(user)
        return belongs_to(user, row.owner_id) and row.status in Status.editable_by_officers()

    def may_delete(self, user, row=None):
        """One's own draft, and for coordinators any; what was public once is withdrawn: it has been cited."""
        if row is None or coordinates(user):
            return coordinates(user) and (row is None or self._was_never_public(row))
        return self.may_change(user, row) and entered(user, row) and self._was_never_public(row)

    def may_restore(self, user, row):
        if row.deleted_at is None or is_absorbed(row):
            return False
        return coordinates(user) or (belongs_to(user, row.owner_id) and entered(user, row))

    def _was_never_public(self, row):
        return row.first_published_at is None and row.deleted_at is None

    def may_submit(self, user, row):
        return self.may_change(user, row) and Status.SUBMITTED in TRANSITIONS[Status(row.status)]

    def may_publish(self, user, row):
        return coordinates(user) and Status.PUBLISHED in TRANSITIONS[Status(row.status)]

    def may_return(self, user, row):
        if row.status == Status.PUBLISHED:
            # Its page would go: a correction is asked for beside it (`may_ask`), or it is withdrawn.
            return False
        return coordinates(user) and Status.RETURNED in TRANSITIONS[Status(row.status)]

    def may_propose(self, user, row):
        """Officers of a public record say how it should read; its page stays until a coordinator agrees."""
        return belongs_to(user, row.owner_id) and not coordinates(user) and row.status == Status.PUBLISHED

    def may_answer(self, user, row):
        """Accept what officers propose, or turn it down."""
        return coordinates(user)

    def may_ask(self, user, row):
        """Ask the officers of a public record for a correction."""
        return coordinates(user) and row.status == Status.PUBLISHED

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
