"""What paid for an event: every agreement, direct or through its programme, named or not.

An agreement that the event names has paid for it; one of its programme has where the programme's lead has
accepted it and their days meet.
"""

from collections.abc import Iterator
from datetime import date

from django.db.models import F, Q

from organisations.models import GrantAgreement, Programme


def paying_agreements(
    event, first_day: date | None, last_day: date | None
) -> Iterator[tuple[GrantAgreement, Programme | None]]:
    """Every agreement that paid for `event`, named or not, with the programme by which it did.

    `first_day`, `last_day`: when the event was, as precisely as the answer may tell.
    """
    for agreement in event.agreements.all():
        yield agreement, None
    for programme in event.programmes.all():
        for agreement in programme.agreements.all():
            if agreement.programme_accepted and _covers(agreement, first_day, last_day):
                yield agreement, programme


def paid_through_programme() -> Q:
    """The same as a condition on links of events to programmes; it knows « programme__agreements ».

    Ask whatever else of the agreement in the same `filter`: another one would speak of another agreement.
    """
    agreement = "programme__agreements"
    begun = Q(**{f"{agreement}__starts_on__isnull": True}) | Q(
        **{f"{agreement}__starts_on__lte": F("event__ends_on")}
    )
    lasts = Q(**{f"{agreement}__ends_on__isnull": True}) | Q(
        **{f"{agreement}__ends_on__gte": F("event__starts_on")}
    )
    undated = Q(event__starts_on__isnull=True)
    return (undated | begun & lasts) & Q(**{f"{agreement}__programme_accepted": True})


def _covers(agreement, first_day, last_day):
    """What is not dated is not excluded."""
    if first_day is None:
        return True
    return (agreement.starts_on is None or agreement.starts_on <= last_day) and (
        agreement.ends_on is None or agreement.ends_on >= first_day
    )
