"""When something was done to a record, as far as the public may know it."""

from datetime import datetime, time

from django.utils import timezone

from rss_registry.dates import month_after


def first_public_moment(event) -> datetime | None:
    """Of an event known to its month the end of that month; None of others.

    « Publiée le 17 mars » would tell that an event « en mars » was over by then.
    """
    if not event.is_coarse or event.ends_on is None:
        return None
    return timezone.make_aware(datetime.combine(month_after(event.ends_on), time()))


def public_moment(event, moment: datetime | None) -> datetime | None:
    """`moment`; of an event known to its month, none before that month is over."""
    first = first_public_moment(event)
    return max(moment, first) if moment and first else moment
