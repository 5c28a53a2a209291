"""Which organisations, programmes, agreements and series the public may know of: those that it reads of.

One that only a draft mentions, or that is only a funder whose name is withheld, is in none of these sets.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from django.db.models import Exists, OuterRef

from events.enums import Role
from events.models import Event, Series
from organisations.enums import OrganisationKind
from organisations.models import GrantAgreement, Membership, Organisation, ProgrammePartner
from publication.models import CoarseInSeries, Facet, PublishedEvent
from publication.project.local import parties_of, tells_the_town


@dataclass(frozen=True)
class Named:
    """Keys."""

    organisations: frozenset[int]
    programmes: frozenset[int]
    agreements: frozenset[int]
    series: frozenset[int]
    holders: dict[int, int]
    """By series the organisation that holds it, where it may be named."""
    series_with_coarse_events: frozenset[int]
    withholding_programmes: frozenset[int]
    """Programmes of which some agreement is not named."""


def named_bodies() -> Named:
    """From the published events and the private links between what they name."""
    cited = set(Facet.objects.filter(name="cited").order_by().values_list("value", flat=True).distinct())
    programmes = {int(key[1:]) for key in cited if key[0] == "p"}
    series = _series_of(PublishedEvent.objects.all())
    agreements = _agreements(programmes)
    organisations = {int(key[1:]) for key in cited if key[0] == "o"}
    organisations |= set(
        Organisation.objects.filter(kind=OrganisationKind.CCS).order_by().values_list("pk", flat=True)
    )
    holders = _holders(series)
    organisations |= set(holders.values())
    partners = ProgrammePartner.objects.filter(programme__in=programmes).order_by()
    organisations |= set(partners.values_list("organisation", flat=True))
    for parties in agreements.values():
        organisations.update(key for key in parties if key)
    accepted = GrantAgreement.objects.filter(programme__in=programmes, programme_accepted=True)
    of_programmes = accepted.values_list("pk", "programme")
    return Named(
        organisations=frozenset(organisations | _beside(organisations)),
        programmes=frozenset(programmes),
        agreements=frozenset(agreements),
        series=series,
        holders=holders,
        series_with_coarse_events=CoarseInSeries.series_told(),
        withholding_programmes=frozenset(
            programme for agreement, programme in of_programmes if agreement not in agreements
        ),
    )


def naming_of(event: Event, cited: Iterable[str]) -> str:
    """What `named_bodies` asks of one published event, as a digest; `cited`: the keys of what it names.

    While it stays the same for every event, and the rows that events cite do, the same bodies are named. Read
    `event` with its roles, agreements and programmes.
    """
    withheld = (role for role in event.roles.all() if role.role == Role.FUNDER and not role.disclosed)
    asked = (
        sorted(set(cited)),
        event.series_id,
        event.is_coarse,
        event.funders_withheld,
        sorted({role.organisation_id for role in withheld}),
        sorted(agreement.pk for agreement in event.agreements.all()),
        sorted(programme.pk for programme in event.programmes.all()),
    )
    return sha256(repr(asked).encode()).hexdigest()[:32]


def _series_of(events) -> frozenset[int]:
    return frozenset(
        events.filter(series__isnull=False).order_by().values_list("series", flat=True).distinct()
    )


def _holders(series) -> dict[int, int]:
    """One of a town is named with a series of which some event tells more than its region and month."""
    telling = _series_of(PublishedEvent.objects.filter(is_coarse=False))
    rows = Series.objects.filter(pk__in=series, organisation__isnull=False).order_by()
    return {
        row.pk: row.organisation.pk
        for row in rows.select_related("organisation__place")
        if row.organisation and (row.pk in telling or not tells_the_town(row.organisation))
    }


def _agreements(programmes) -> dict[int, tuple]:
    """Agreements that some public event pays by and does not hide the funder of, with their parties."""
    published = PublishedEvent.objects.order_by().values("pk")
    naming = Event.objects.filter(pk__in=published).order_by()
    # A part tells the whole: its ministry the country that is withheld.
    for body in ("funder", "funder__parent", "funder__parent__parent"):
        naming = naming.may_name_funder(OuterRef(OuterRef(body)))
    telling = naming.with_every_fact()
    disclosed = GrantAgreement.objects.disclosed().order_by()
    if not disclosed.exists():
        # The questions below are long, and a register begins without agreements.
        return {}
    disclosed = disclosed.annotate(
        is_cited=Exists(naming.filter(agreements=OuterRef("pk"))),
        is_cited_in_full=Exists(telling.filter(agreements=OuterRef("pk"))),
        pays_by_programme=Exists(naming.filter(programmes=OuterRef("programme"))),
        pays_by_programme_in_full=Exists(telling.filter(programmes=OuterRef("programme"))),
    )
    found = {}
    for agreement in disclosed.select_related("funder__place", "recipient__place", "intermediary__place"):
        cited, pays_by_programme = agreement.is_cited, agreement.pays_by_programme
        if any(tells_the_town(party) for party in parties_of(agreement)):
            cited, pays_by_programme = agreement.is_cited_in_full, agreement.pays_by_programme_in_full
        is_of_programme = agreement.programme_accepted and agreement.programme_id in programmes
        if cited or (is_of_programme and pays_by_programme):
            found[agreement.pk] = (agreement.funder_id, agreement.recipient_id, agreement.intermediary_id)
    return found


def _beside(organisations) -> set[int]:
    """Whoever is joined with one of them: alliance and member, head and branch."""
    pairs: list[tuple[int | None, int]] = []
    pairs += Membership.objects.order_by().values_list("alliance", "member")
    pairs += Organisation.objects.filter(parent__isnull=False).order_by().values_list("parent", "pk")
    found = {member for alliance, member in pairs if alliance in organisations}
    return found | {alliance for alliance, member in pairs if alliance and member in organisations}
