"""Sums over a list of events, with what they cover."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from publication.batches import Batch
from publication.facts import SharedTotal
from publication.shares import Share
from rss_registry.figures import UNKNOWN, Coverage, Figure, add


@dataclass(frozen=True)
class Totals:
    """Sums over a list of events of what each page shows, each shared total counted once."""

    events: int = 0
    participants: Figure = UNKNOWN
    women: Figure = UNKNOWN
    """All women that are shown, be their event's total known or not."""
    men: Figure = UNKNOWN
    events_without_total: int = 0
    events_without_sex: int = 0
    """Of which no share is known: not stated, or withheld."""
    events_masked: int = 0
    """Of which the split by sex is withheld."""
    women_share: Share = Share()
    shared: tuple[SharedTotal, ...] = field(default=())

    @property
    def women_percent(self) -> int | None:
        """Women among participants where both are known, in per cent; None where it is no key figure."""
        return self.women_share.key_percent

    def with_batches(self, batches: Iterable[Batch]) -> "Totals":
        """The same with events that have no page: how many, and their people to ten; in no share."""
        counted = unknown = 0
        for batch in batches:
            if batch.participants.is_known:
                counted += len(batch.events)
            else:
                unknown += len(batch.events)
        if not counted and not unknown:
            return self
        participants = add([self.participants, *(batch.participants for batch in batches)])
        before = self.participants.coverage or Coverage()
        coverage = Coverage(before.covered + counted, before.unknown + unknown, before.masked)
        return replace(
            self,
            events=self.events + counted + unknown,
            participants=replace(participants, coverage=coverage),
            events_without_total=self.events_without_total + unknown,
        )
