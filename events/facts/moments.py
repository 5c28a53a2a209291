"""When something was done to a record, as far as the public may know it."""

from datetime import date, datetime, time

from django.utils import timezone

from events.enums import Sensitivity


def public_moment(event, moment: datetime | None) -> datetime | None:
    """`moment`; of an event known to its month, none before that month is over.

    « Publiée le 17 mars » would tell that an event « en mars » was over by then.
    """
    if moment is None or event.sensitivity != Sensitivity.REGION_AND_MONTH or event.ends_on is None:
        return moment
    year, month = event.ends_on.year, event.ends_on.month
    over = date(year + month // 12, month % 12 + 1, 1)
    return max(moment, timezone.make_aware(datetime.combine(over, time())))
