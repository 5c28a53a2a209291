"""What sources say differently, as far as it may be quoted."""

from itertools import groupby

from events.models import EventClaim
from publication import facts as types
from publication.disclosure.claims import claims_may_be_disclosed
from publication.facts import WITHHELD


def disagreements(claims) -> tuple[types.Disagreement, ...]:
    """Claims of one record (event or programme) gathered by element, the followed one first."""
    ordered = sorted(claims, key=lambda claim: (claim.field, not claim.followed, claim.pk))
    return tuple(
        types.Disagreement(
            code,
            label,
            tuple(
                types.ClaimFacts(claim.value, claim.source.title, claim.followed, claim.note)
                for claim in group
            ),
        )
        for (code, label), group in groupby(
            ordered, key=lambda claim: (str(claim.field), str(claim.get_field_display()))
        )
    )


def public_claims(event, funding, numbers):
    """The claims of an event that may be quoted.

    What sources say of its money is not repeated where a funder is withheld, nor what they say of its
    people where that is a second count of people who are withheld.
    """
    claims = list(event.claims.all())
    left_out = set()
    if WITHHELD in funding:
        left_out.add(EventClaim.Field.FUNDING)
    of_people = [
        f"{claim.value} {claim.note}" for claim in claims if claim.field == EventClaim.Field.HEADCOUNT
    ]
    if not (numbers.quotes_claims and claims_may_be_disclosed(of_people, numbers.disclosed)):
        left_out.add(EventClaim.Field.HEADCOUNT)
    return [claim for claim in claims if claim.field not in left_out]
