"""The years, months and days above a list of the admin."""

from copy import copy

from django import template
from django.contrib.admin.templatetags.admin_list import date_hierarchy

register = template.Library()


@register.inclusion_tag("admin/date_hierarchy.html")
def days_of_list(changes):
    """Django's own, that asks each row of a list for its month or year, from the days that rows have."""
    listed = copy(changes)
    listed.queryset = _Days(changes.queryset, changes.date_hierarchy)
    return date_hierarchy(listed)


class _Days:
    """What Django asks of the rows. An index of days tells it without a row being read."""

    def __init__(self, rows, field):
        known = rows.order_by().filter(**{f"{field}__isnull": False})
        self._days = sorted(known.values_list(field, flat=True).distinct())

    def aggregate(self, **_ends):
        days = self._days or [None]
        return {"first": days[0], "last": days[-1]}

    def dates(self, _field, kind):
        first_of = {"year": {"month": 1, "day": 1}, "month": {"day": 1}, "day": {}}[kind]
        return sorted({day.replace(**first_of) for day in self._days})
