"""Attendance lists: for list keepers of the organisation that owns the event, whatever anybody's role."""

from events.permissions.records import EVENT
from organisations.permissions import Rules, belongs_to, is_staff_member


def keeps_list_of(user, event):
    """Whether the user may read and write the attendance list of the event."""
    is_keeper = is_staff_member(user) and user.keeps_lists and belongs_to(user, event.owner_id)
    return is_keeper and event.deleted_at is None


class ListRules(Rules):
    """Attendance lists; `path` leads from the row to its event."""

    def __init__(self, path="event"):
        self.path = path

    def visible(self, user, rows):
        if not (is_staff_member(user) and user.keeps_lists and user.organisation_id):
            return rows.none()
        standing = {f"{self.path}__deleted_at__isnull": True}
        return rows.filter(**{f"{self.path}__owner": user.organisation_id}, **standing)

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
            row is not None and EVENT.may_change(user, row.event) and not getattr(row, self.private).exists()
        )
