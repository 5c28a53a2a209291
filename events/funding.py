"""With whose money: every funder of an event, direct or through its programme, named or withheld.

An agreement that the event names has paid for it; one of its programme has where their days meet.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.db.models import F, Q
from django.utils.translation import gettext as _

from events.enums import Role
from organisations.enums import FinancingKind
from organisations.models import GrantAgreement, Organisation, Programme


@dataclass(frozen=True)
class Funding:
    """One line of funding. `organisation` is None where the funder may not be named."""

    organisation: Organisation | None
    kind: str = ""
    programme: Programme | None = None
    intermediary: Organisation | None = None
    note: str = ""

    @property
    def name(self) -> str:
        return self.organisation.full_name if self.organisation else _("bailleur non divulgué")

    @property
    def kind_label(self) -> str:
        return str(FinancingKind(self.kind).label) if self.kind else ""

    @property
    def level(self) -> str:
        """Where the money enters: « programme Just Future », or the event itself."""
        if self.programme:
            return _("programme %(name)s") % {"name": self.programme.name}
        return _("cet événement")


# Nothing beside it: a kind, a programme or an intermediary could name the funder after all.
WITHHELD = Funding(organisation=None)


def funding_of(event) -> tuple[Funding, ...]:
    """The public funding of `event`, direct lines first; all withheld funders are one line."""
    lines = [*_direct(event), *_through_programmes(event)]
    if event.funders_withheld and lines:
        return (WITHHELD,)
    withheld = withheld_for(event)
    return tuple(dict.fromkeys(_protected(line, withheld) for line in lines))


def paying_agreements(event) -> Iterator[tuple[GrantAgreement, Programme | None]]:
    """Every agreement that paid for `event`, named or not, with the programme by which it did."""
    for agreement in event.agreements.all():
        yield agreement, None
    for programme in event.programmes.all():
        for agreement in programme.agreements.all():
            if _covers(agreement, event):
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
    return (undated | begun & lasts) & Q(**{f"{agreement}__isnull": False})


def _covers(agreement, event):
    """What is not dated is not excluded."""
    if event.starts_on is None:
        return True
    return (agreement.starts_on is None or agreement.starts_on <= event.ends_on) and (
        agreement.ends_on is None or agreement.ends_on >= event.starts_on
    )


def named_agreements(event) -> list[GrantAgreement]:
    """Those that paid for `event` and of which it names the funder."""
    if event.funders_withheld:
        return []
    withheld = withheld_for(event)
    return [
        agreement
        for agreement, _programme in paying_agreements(event)
        if agreement.funder_disclosed and agreement.funder_id not in withheld
    ]


def withheld_for(event) -> set[int]:
    """Whoever this event does not name, although another record of the same money would."""
    roles = {role.organisation_id for role in event.roles.all() if not role.disclosed}
    return roles | {item.funder_id for item in event.agreements.all() if not item.funder_disclosed}


def _protected(line, withheld):
    if line.organisation and line.organisation.pk in withheld:
        return WITHHELD
    if line.intermediary and line.intermediary.pk in withheld:
        return replace(line, intermediary=None)
    return line


def _direct(event):
    for role in event.roles.all():
        if role.role == Role.FUNDER and role.disclosed:
            yield Funding(role.organisation, role.financing_kind, note=role.note)
        elif role.role == Role.FUNDER:
            yield WITHHELD
    named = {role.organisation_id for role in event.roles.all() if role.role == Role.FUNDER}
    for agreement, programme in paying_agreements(event):
        if programme is None and agreement.funder_id not in named:
            yield _from_agreement(agreement)


def _through_programmes(event):
    for agreement, programme in paying_agreements(event):
        if programme is not None:
            yield _from_agreement(agreement, programme)


def _from_agreement(agreement, programme=None):
    if not agreement.funder_disclosed:
        return WITHHELD
    return Funding(agreement.funder, agreement.financing_kind, programme, agreement.intermediary)
