"""Questions that one asks of published rows."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from events.enums import Outcome
from rss_registry.dates import year_before

# What has no day comes last in both, by series and rank. Of the same day (or month, where no more may be
# known) the public reference decides: keys follow the order in which events were entered, often that of days.
NEWEST_FIRST = ("is_undated", "-first_day", "order_group", "newest_rank", "-reference")
OLDEST_FIRST = ("is_undated", "first_day", "order_group", "oldest_rank", "reference")


class PublishedEventQuerySet(models.QuerySet):
    """Every reading of what is public starts with `open`."""

    def open(self):
        """Events that nothing restricts at this moment."""
        return self.filter(is_suspended=False)

    def held(self):
        return self.filter(outcome=Outcome.HELD)

    def all_but_open_and_held(self):
        """The few that `open().held()` leaves out: a sum over the many is one over all rows but theirs."""
        return self.exclude(is_suspended=False, outcome=Outcome.HELD)

    def not_yet_held(self):
        return self.filter(outcome__in=Outcome.not_yet_held())

    def upcoming(self, on=None):
        """Planned for the day `on` or later; without a date, announced no longer than a year before."""
        day = on or timezone.localdate()
        since = year_before(day)
        announced = Q(announced_on__gte=since) | Q(announced_on__isnull=True, published_at__date__gte=since)
        return self.not_yet_held().filter(Q(last_day__gte=day) | Q(last_day__isnull=True) & announced)

    def during(self, year):
        """Events of which at least one day lies in `year`."""
        return self.filter(first_day__year__lte=year, last_day__year__gte=year)

    def between(self, start, end):
        """Events of which at least one day lies from `start` to `end`, both included."""
        return self.filter(first_day__lte=end, last_day__gte=start)

    def having(self, name, *values):
        """Events that have any of `values` in the facet `name`."""
        facet: Any = self.model._meta.get_field("facets").related_model
        facets = facet.objects.filter(name=name, value__in=[str(v) for v in values])
        return self.filter(pk__in=facets.values("event"))

    def dated(self):
        """Events of which the day may be known."""
        return self.filter(precision="day")

    def newest_first(self):
        return self.order_by(*NEWEST_FIRST)

    def oldest_first(self):
        """Those without a day come last all the same."""
        return self.order_by(*OLDEST_FIRST)
