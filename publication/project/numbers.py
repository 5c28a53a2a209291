"""The numbers of one event, as they may be told: of persons, its own and shared, and its rank in a series."""

from dataclasses import dataclass, field, replace

from events.models import HeadcountGroup
from publication.disclosure.events import suppress, withhold_everything
from publication.disclosure.shared import ToldTotal, suppress_beside_totals
from publication.disclosure.told import Told
from publication.disclosure.types import Disclosed, Statements
from publication.disclosure.versions import read_disclosed
from publication.event_statements import statements_of_event
from publication.shared_totals import shared_totals_of


@dataclass(frozen=True)
class Numbers:
    stated: Statements
    disclosed: Disclosed
    totals: list[tuple[HeadcountGroup, Disclosed]] = field(default_factory=list)
    quotes_claims: bool = True
    """Whether what sources say of the headcount may be quoted, as far as `disclosed` allows."""
    tells_rank: bool = True
    """Whether its rank in its series may be told."""


def numbers_of(event, told: Told | None = None) -> Numbers:
    """Read the event `with_facts`. `told`: what was told before; without it, as if nothing had been."""
    told = told or Told()
    stated = statements_of_event(event)
    earlier = told.own[event.pk]
    if told.is_beside_total(event.pk):
        stated = replace(stated, shares_a_total=True)
    disclosed = suppress(stated, earlier=earlier)
    if not any(read_disclosed(disclosed) == read_disclosed(version) for version in earlier):
        disclosed = suppress_beside_totals(stated, disclosed, told.beside(event.pk))
        if told.leaves_few_beside(ToldTotal(frozenset({event.pk}), disclosed)):
            disclosed = withhold_everything(stated)
    # A claim is one more count of the same people, and what it says was never held against these.
    quotes_claims = not stated.shares_a_total and not any(version.is_suppressed for version in earlier)
    # Its rank between dated events would tell the day of a coarse one, and the other ranks that rank.
    is_in_coarse_series = event.series_id is not None and event.series_id in told.coarse_series
    tells_rank = not (event.is_coarse or is_in_coarse_series)
    return Numbers(stated, disclosed, shared_totals_of(event, told), quotes_claims, tells_rank)
