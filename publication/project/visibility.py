"""Which agreements may be seen on the reports of an event, and with whom."""

from collections.abc import Iterator

from events.enums import Role
from organisations.models import GrantAgreement, Organisation
from publication.facts import Body, VisibleAgreement
from publication.project.funding import named_agreements, withheld_for
from publication.project.links import key_of
from publication.project.local import is_named

_LEADS = (Role.ORGANISER, Role.CO_ORGANISER)


def visible_agreements(event) -> tuple[VisibleAgreement, ...]:
    """Those that paid for the event and of which it names the funder."""
    return tuple(
        VisibleAgreement(
            funder=f"o{agreement.funder_id}",
            programme=f"p{agreement.programme_id}" if agreement.standing_programme else "",
            statement=agreement.visibility_statement or "",
            bodies=tuple(_seen(event, agreement)) if agreement.shows_logos else (),
        )
        for agreement in named_agreements(event)
    )


def body_of(organisation: Organisation) -> Body:
    return Body(
        organisation.full_name, organisation.short_name, organisation.logo.name or "", key_of(organisation)
    )


def ranked_parties(agreement: GrantAgreement) -> Iterator[tuple[int, Organisation]]:
    """Who pays and who has signed, with their ranks in the band."""
    yield 0, agreement.funder
    if agreement.recipient:
        yield 1, agreement.recipient


def _seen(event, agreement):
    withheld = withheld_for(event)
    leads = [(2, role.organisation) for role in event.roles.all() if role.role in _LEADS]
    for rank, organisation in (*ranked_parties(agreement), *leads):
        if organisation.pk not in withheld and is_named(event, organisation):
            yield rank, body_of(organisation)
