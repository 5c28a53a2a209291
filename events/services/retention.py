"""Erasing attendance lists when their time is over; the headcounts stay.

Law 2013-015 of Mali and the GDPR: names are kept no longer than the report and its audit need.
"""

from datetime import date

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from events.models import Event, Participant
from events.services.list_work import forget_imports
from events.services.person_marks import release_marks
from organisations.models import GrantAgreement


def lists_to_erase(on=None, months=None):
    """Events whose list is past its term on the day `on` (today by default).

    The term is `months` (setting ATTENDANCE_RETENTION_MONTHS) after the last day, or the latest
    audit of the agreements that paid for the event if that is later: those that its own organisation
    holds, for nobody else decides how long it keeps names.
    """
    day = on or timezone.localdate()
    limit = months_before(day, settings.ATTENDANCE_RETENTION_MONTHS if months is None else months)
    return (
        Event.with_deleted.filter(participants__isnull=False, ends_on__lt=limit)
        .filter(~Exists(_to_audit(day, events=OuterRef("pk"))))
        .filter(~Exists(_to_audit(day, programme__events=OuterRef("pk"), programme_accepted=True)))
        .distinct()
    )


def _to_audit(day, **link):
    return GrantAgreement.objects.filter(audit_due_on__gte=day, recipient=OuterRef("owner"), **link)


@transaction.atomic
def erase_lists(*, events):
    """Erase names, presences and scores of `events`; returns how many people were erased.

    With them the files that wait to be imported, and what would bring back what an import replaced. What
    stays are marks without names, by which persons are counted over years (docs/decisions/0054).
    """
    forget_imports(events=events)
    release_marks(events=events)
    people = Participant.objects.filter(event__in=[event.pk for event in events])
    number = people.count()
    people.delete()
    return number


def months_before(day, months):
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    first = date(year, month + 1, 1)
    # 31 March less one month is the last day of February, not a day of March.
    last_day = (date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1) - first).days
    return first.replace(day=min(day.day, last_day))
