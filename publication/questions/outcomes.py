"""What became of an event, in words that depend on the day: « à venir », or announced and without news."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from events.enums import Outcome
from publication.models import PublishedEvent
from rss_registry.dates import day_text, year_before


def outcome_words(event: PublishedEvent, label: str, on: date | None = None) -> str:
    """What is said on the day `on`; `label` stands for all that is no announcement.

    An announcement is no news once its day has passed, or a year after it where no day was given: that it
    was not held is nowhere said.
    """
    if event.outcome != Outcome.PLANNED:
        return label
    day = on or timezone.localdate()
    if _is_ahead(event, day):
        return _("à venir") if event.last_day else _("annoncé, sans date")
    if event.announced_on is None:
        return _("annoncé, sans nouvelle")
    return _("annoncé en %(month)s, sans nouvelle") % {"month": day_text(event.announced_on, "month")}


def _is_ahead(event, day):
    """The same as `upcoming` of one row."""
    if event.last_day:
        return event.last_day >= day
    since = event.announced_on or (event.published_at and timezone.localtime(event.published_at).date())
    return since is None or since >= year_before(day)
