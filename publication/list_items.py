"""Events as items of a list: what one reads before choosing to open one."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.enums import Outcome
from publication.facts import EventFacts, Link
from publication.shares import Share
from rss_registry.figures import UNKNOWN, Figure
from rss_registry.templatetags.typography import percent


@dataclass(frozen=True)
class Excerpt:
    """A piece of one text, and the name that the event's page gives to that text."""

    label: str
    text: str


@dataclass(frozen=True)
class ListItem:
    reference: str
    url: str
    title: str
    kind: str
    dates: str
    place_links: tuple[Link, ...]
    organiser_links: tuple[Link, ...]
    programme_links: tuple[Link, ...]
    outcome: str
    outcome_label: str
    """As stored, of an announcement « prévu »; what is said of it today is put there when it is read."""
    participants: Figure = UNKNOWN
    women_share: Share = Share()
    is_shared: bool = False
    """The number is a total that several events have in common."""
    excerpt: Excerpt | None = None
    """Where a search found the event, when nothing that the item shows says it."""

    @property
    def women_percent(self) -> int | None:
        return self.women_share.key_percent

    @property
    def participants_noun(self) -> str:
        return ngettext("participant", "participants", self.participants.agreement)

    @property
    def women_words(self) -> str:
        """« dont 39 % de femmes »; empty where no share stands for the event."""
        if self.women_percent is None:
            return ""
        return _("dont %(share)s de femmes") % {"share": percent(self.women_percent)}

    @property
    def is_held(self) -> bool:
        return self.outcome == Outcome.HELD

    @property
    def places(self) -> str:
        return ", ".join(link.name for link in self.place_links)

    @property
    def organisers(self) -> tuple[str, ...]:
        return tuple(link.short for link in self.organiser_links)

    @property
    def programmes(self) -> tuple[str, ...]:
        return tuple(link.name for link in self.programme_links)

    @property
    def shown(self) -> tuple[str, ...]:
        """The words that a reader of the item sees."""
        return (self.title, self.kind, self.dates, self.places, *self.organisers, *self.programmes)


def list_item(facts: EventFacts) -> ListItem:
    """The item of an event, from its facts."""
    shared = next(iter(facts.shared_totals), None)
    headcount, is_shared = facts.headcount, False
    if not headcount.is_known and shared is not None:
        headcount, is_shared = shared.summary, True
    return ListItem(
        reference=facts.reference,
        url=facts.url,
        title=facts.title,
        kind=facts.kind,
        dates=facts.dates.text,
        place_links=facts.places,
        organiser_links=facts.organisers,
        programme_links=facts.programmes,
        outcome=facts.outcome,
        outcome_label=facts.outcome_label,
        participants=headcount.total,
        women_share=headcount.women_share,
        is_shared=is_shared,
    )
