"""The attendance list turned into the public headcount, and erased when its time is over."""

from collections import Counter

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from events.enums import Basis
from events.models import Headcount


class EmptyListError(ValidationError):
    """There is no list to count."""


@transaction.atomic
def count_attendance_list(*, event):
    """Replace the headcount of `event` by the counts of its attendance list; returns the rows.

    The total is the list's length; then one row per sex, category and age band, and per pair of
    sex with either, as far as the list states them. Expected numbers (basis « prévu ») and counts
    of organisations stay.
    """
    people = list(event.participants.all())
    if not people:
        raise EmptyListError(_("La liste de présence est vide : il n’y a rien à compter."), code="empty_list")
    event.headcounts.filter(unit="persons").exclude(basis=Basis.PLANNED).delete()
    cells = Counter()
    for person in people:
        sex, category, age = person.sex, person.category, person.age_band
        # A set: where something is not stated, two of these are the same row.
        for cell in {
            ("", "", ""),
            (sex, "", ""),
            ("", category, ""),
            ("", "", age),
            (sex, category, "") if category else (sex, "", ""),
            (sex, "", age) if age else (sex, "", ""),
        }:
            cells[cell] += 1
    rows = [
        Headcount(event=event, sex=sex, category=category, age_band=age, number=number)
        for (sex, category, age), number in sorted(cells.items())
    ]
    for row in rows:
        row.full_clean()
        row.save()
    return rows
