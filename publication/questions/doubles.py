"""Where the address of a record leads that was made one with another."""

from publication.models import PublishedEvent, Withdrawal


def leads_to(withdrawal: Withdrawal | None) -> str | None:
    """The reference of the page that stands for it today; None where there is none that may be told.

    A page known to its region and month is no answer: who kept the first one would know its day.
    """
    seen = set()
    while withdrawal is not None and withdrawal.double_of and withdrawal.pk not in seen:
        seen.add(withdrawal.pk)
        open_pages = PublishedEvent.objects.open().filter(is_coarse=False)
        if open_pages.filter(reference=withdrawal.double_of).exists():
            return withdrawal.double_of
        withdrawal = Withdrawal.objects.filter(pk=withdrawal.double_of).first()
    return None
