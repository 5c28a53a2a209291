"""What was proposed and is answered: kept for a term, so that its officer can read the answer, then erased.

What still waits for an answer is never erased, nor are the files that it brought.
"""

from datetime import datetime, time

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from events.models import ProposedCorrection, ProposedFacts
from events.services.retention import months_before
from rss_registry.held_files import keep_lasting


def corrections_to_erase(on=None, months=None):
    """Proposed corrections that were turned down longer ago than the term, on the day `on`."""
    return ProposedCorrection.objects.filter(answered_at__lt=_limit(on, months))


def facts_to_erase(on=None, months=None):
    """Facts that another team gave and that were dealt with longer ago than the term."""
    return ProposedFacts.objects.filter(settled_at__lt=_limit(on, months))


@transaction.atomic
def erase_settled(*, on=None) -> int:
    """Erase both; returns how many."""
    number = 0
    for rows in (corrections_to_erase(on), facts_to_erase(on)):
        keys = list(rows.values_list("pk", flat=True))
        number += len(keys)
        # By their keys: one that is proposed anew meanwhile is another row.
        rows.model.objects.filter(pk__in=keys).delete()
    return number


def keep_files_of_waiting() -> None:
    """The files of corrections that nobody has answered wait as long as they do."""
    for typed in ProposedCorrection.objects.open().values_list("typed", flat=True):
        keep_lasting(
            token for name, values in typed.items() if name.endswith("-held") for token in values if token
        )


def _limit(on, months):
    day = on or timezone.localdate()
    first = months_before(day, settings.SETTLED_PROPOSAL_MONTHS if months is None else months)
    return timezone.make_aware(datetime.combine(first, time.min))
