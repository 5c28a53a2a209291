"""When something was done to a record, as far as the public may know it."""

from datetime import datetime, time

from django.utils import timezone

from rss_registry.dates import month_after


def public_moment(event, moment: datetime | None) -> datetime | None:
    """`moment`; of an event known to its month, none before that month is over.

    « Publiée le 17 mars » would tell that an event « en mars » was over by then.
    """
    if moment is None or not event.is_coarse or event.ends_on is None:
        return moment
    over = datetime.combine(month_after(event.ends_on), time())
    return max(moment, timezone.make_aware(over))
