"""What stays between a team, the holder of an agreement and the donor: costs, and what excuses a gap."""

from django.db.models import Q

from events.enums import Status
from events.models import Event
from events.permissions.records import EVENT, PartOfEventRules
from organisations.permissions import Rules, belongs_to, coordinates, is_staff_member


class JustificationRules(PartOfEventRules):
    """The team explains a gap also once the record is published: the donor asks then."""

    def editable(self, user, rows):
        return self.visible(user, rows)

    def may_change(self, user, row=None):
        return self.may_view(user, row)


class CostRules(Rules):
    """What an event cost: for the holder of the agreement, and for the event's team if it sees the agreement.

    Of an event of another team, the holder sees the lines once the public sees the event.
    """

    def visible(self, user, rows):
        standing = rows.filter(event__deleted_at__isnull=True)
        return standing if coordinates(user) else standing.filter(self._held(user) | self._own(user))

    def editable(self, user, rows):
        rows = rows.filter(event__deleted_at__isnull=True)
        if coordinates(user):
            return rows
        in_work = Q(event__status__in=Status.editable_by_officers())
        return rows.filter(self._held(user) | self._own(user) & in_work)

    def may_list(self, user):
        return coordinates(user) or (is_staff_member(user) and user.organisation_id is not None)

    def may_add(self, user):
        return self.may_list(user)

    def may_view(self, user, row=None):
        return self._may("view", user, row)

    def may_change(self, user, row=None):
        return self._may("change", user, row)

    def may_delete(self, user, row=None):
        return self.may_change(user, row)

    def _may(self, action, user, row):
        if row is not None and row.event.deleted_at is not None:
            return False
        if row is None or coordinates(user):
            return self.may_list(user)
        event, agreement = row.event, row.agreement
        if belongs_to(user, agreement.recipient_id):
            own = belongs_to(user, event.owner_id)
            return own or Event.objects.published().filter(pk=event.pk).exists()
        return agreement.funder_disclosed and getattr(EVENT, f"may_{action}")(user, event)

    def _held(self, user):
        known = Event.objects.published().order_by().values("pk")
        return _of(user, "agreement__recipient") & (_of(user, "event__owner") | Q(event__in=known))

    def _own(self, user):
        return _of(user, "event__owner") & Q(agreement__funder_disclosed=True)


def _of(user, path):
    """Rows that belong to the user's organisation; none for who has none."""
    works = is_staff_member(user) and user.organisation_id is not None
    return Q(**{path: user.organisation_id}) if works else Q(pk__in=())
