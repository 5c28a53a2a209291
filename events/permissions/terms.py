"""What sources call the categories of participants."""

from django.db.models import Q

from events.models import CategoryTerm, Event, words_said
from events.permissions.records import EVENT
from organisations.permissions import SharedRules, coordinates, is_staff_member


class TermRules(SharedRules):
    """Made by what is entered, decided by coordinators.

    What another organisation wrote, in a record that one may not read, is read once it is decided.
    """

    def visible(self, user, rows):
        if coordinates(user) or not is_staff_member(user):
            return super().visible(user, rows)
        mine = words_said(event__in=EVENT.visible(user, Event.objects.all()).order_by().values("pk"))
        return rows.filter(~Q(category="") | Q(key__in=mine))

    def editable(self, user, rows):
        return rows if coordinates(user) else rows.none()

    def may_add(self, user):
        return False

    def may_view(self, user, row=None):
        if row is None or coordinates(user):
            return is_staff_member(user)
        return self.visible(user, CategoryTerm.objects.filter(pk=row.pk)).exists()

    def may_change(self, user, row=None):
        return coordinates(user)

    def may_delete(self, user, row=None):
        """Words that no record says any more: they may have named somebody."""
        return coordinates(user) and (row is None or row.key not in words_said())
