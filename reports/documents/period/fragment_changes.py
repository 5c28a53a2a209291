"""Whether the fragment of an event would be written today as it was: asked of the log of public changes.

It tells of its event and of what is common to all (names of organisations, places, themes, agreements;
the program itself). Where events share a total of participants, it also names those that are public,
and what is shown of the total depends on all that its groups link. Nothing else on it depends on the day.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from django.conf import settings

from events.models import Event, HeadcountGroup
from organisations.models import PublicChange
from rss_registry.data_version import program_name
from rss_registry.pdf import Known


@dataclass(frozen=True)
class FragmentChanges:
    """The log as it stood at one moment; read before the facts of the fragments that it vouches for."""

    number: int
    tokens: Mapping[int, str]
    last_of_event: Mapping[int, int]
    last_of_all: int
    companions: Mapping[int, frozenset[int]]
    """The events that shared totals link with this one, itself included."""
    public: frozenset[int]
    """Those of them that are public on this day."""

    @classmethod
    def read(cls) -> "FragmentChanges":
        rows = list(PublicChange.objects.order_by("pk").values_list("pk", "token", "event"))
        companions = _companions()
        linked = Event.objects.published().filter(pk__in=list(companions)).values_list("pk", flat=True)
        return cls(
            number=rows[-1][0] if rows else 0,
            tokens={number: token for number, token, _event in rows},
            last_of_event={event: number for number, _token, event in rows if event},
            last_of_all=max((number for number, _token, event in rows if not event), default=0),
            companions=companions,
            public=frozenset(linked),
        )

    def known(self, event: int, language: str) -> Known | None:
        """By what a document finds the fragment in the cache; None where no change was ever logged."""
        if not self.number:
            return None
        companions = self.companions.get(event, frozenset((event,)))
        name = (program_name(), settings.PUBLIC_URL, language, event)
        name += (sorted(companions), sorted(companions & self.public))
        version = f"{self.number} {self.tokens[self.number]}"
        return Known(repr(name), version, partial(self._holds, companions))

    def _holds(self, companions, version: str) -> bool:
        """Whether nothing touched these events, nor all, since then. A log that was cut does not know."""
        number, _, token = version.partition(" ")
        number = int(number)
        last = max(self.last_of_all, *(self.last_of_event.get(event, 0) for event in companions))
        return self.tokens.get(number) == token and last <= number


def _companions() -> dict[int, frozenset[int]]:
    """Each event of a shared total with all that its totals, and those of the others in them, link."""
    groups = defaultdict(set)
    for group, event in HeadcountGroup.events.through.objects.values_list("headcountgroup", "event"):
        groups[group].add(event)
    found: dict[int, set[int]] = {}
    for members in groups.values():
        joined = set(members).union(*(found[event] for event in members if event in found))
        for event in joined:
            found[event] = joined
    return {event: frozenset(linked) for event, linked in found.items()}
