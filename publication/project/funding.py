"""With whose money, as the public may know it: every funder of an event, named or withheld."""

from dataclasses import replace

from events.enums import Role
from events.funding import paying_agreements
from organisations.models import GrantAgreement
from publication.facts import WITHHELD, Funding
from publication.project.dates import public_bounds
from publication.project.links import key_of, link_to
from publication.project.local import free_note, is_named, public_link


def funding_of(event) -> tuple[Funding, ...]:
    """The public funding of `event`, direct lines first; all withheld funders are one line, the last."""
    lines = [*_direct(event), *_through_programmes(event)]
    if event.funders_withheld and lines:
        return (WITHHELD,)
    withheld = {f"o{number}" for number in withheld_for(event)}
    unnamed = dict(_unnamed(event))
    told = dict.fromkeys(_without_towns(_protected(line, withheld), unnamed) for line in lines)
    # Its place among the others would tell by which road its money came.
    return tuple(sorted(told, key=lambda line: line == WITHHELD))


def named_agreements(event) -> list[GrantAgreement]:
    """Those that paid for `event` and of which it names the funder."""
    if event.funders_withheld:
        return []
    withheld = withheld_for(event)
    return [
        agreement
        for agreement, _programme in _paying(event)
        if agreement.funder_disclosed
        and agreement.funder_id not in withheld
        and is_named(event, agreement.funder)
    ]


def withheld_for(event) -> set[int]:
    """Whoever this event does not name, although another record of the same money would."""
    withheld = {role.organisation_id for role in event.roles.all() if not role.disclosed}
    withheld |= {item.funder_id for item in event.agreements.all() if not item.funder_disclosed}
    bodies = [body for role in event.roles.all() for body in (role.organisation, role.intermediary)]
    bodies += [
        body
        for agreement, _programme in _paying(event)
        for body in (agreement.funder, agreement.intermediary)
    ]
    return withheld | {body.pk for body in filter(None, bodies) if withheld & set(_wholes(body))}


def _wholes(body):
    """A ministry tells its country, and so does an office of the ministry."""
    while body.parent_id:
        yield body.parent_id
        body = body.parent


def _protected(line, withheld):
    if any(body and body.key in withheld for body in (line.organisation, line.donor)):
        return WITHHELD
    if line.intermediary and line.intermediary.key in withheld:
        return replace(line, intermediary=None)
    return line


def _unnamed(event):
    """How whoever tells the town of the event is called, by key."""
    bodies = [role.organisation for role in event.roles.all()]
    bodies += [body.parent for body in bodies if body.parent]
    bodies += [role.intermediary for role in event.roles.all() if role.intermediary]
    for agreement, _programme in _paying(event):
        bodies += filter(None, (agreement.funder, agreement.intermediary, agreement.funder.parent))
    return ((key_of(body), public_link(event, body)) for body in bodies if not is_named(event, body))


def _without_towns(line, unnamed):
    if line.organisation and line.organisation.key in unnamed:
        line = replace(line, organisation=unnamed[line.organisation.key], note="", donor=None)
    if line.donor and line.donor.key in unnamed:
        line = replace(line, donor=None)
    if line.intermediary and line.intermediary.key in unnamed:
        line = replace(line, intermediary=unnamed[line.intermediary.key])
    return line


def _paying(event):
    # The day on which an agreement begins or ends would tell on which side of it the event was.
    return paying_agreements(event, *public_bounds(event))


def _direct(event):
    for role in event.roles.all():
        if role.role == Role.FUNDER and role.disclosed:
            note = free_note(event, role.note)
            yield Funding(
                link_to(role.organisation),
                role.financing_kind,
                intermediary=role.intermediary and link_to(role.intermediary),
                note=note,
                donor=_whole(role.organisation),
            )
        elif role.role == Role.FUNDER:
            yield WITHHELD
    named = {role.organisation_id for role in event.roles.all() if role.role == Role.FUNDER}
    for agreement, programme in _paying(event):
        if programme is None and agreement.funder_id not in named:
            yield _from_agreement(agreement)


def _through_programmes(event):
    for agreement, programme in _paying(event):
        if programme is not None:
            yield _from_agreement(agreement, programme)


def _from_agreement(agreement, programme=None):
    if not agreement.funder_disclosed:
        return WITHHELD
    return Funding(
        link_to(agreement.funder),
        agreement.financing_kind,
        programme and link_to(programme),
        agreement.intermediary and link_to(agreement.intermediary),
        donor=_whole(agreement.funder),
    )


def _whole(organisation):
    return organisation.parent and link_to(organisation.parent)
