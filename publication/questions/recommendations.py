"""Recommendations of all public events: the rate of response, and what is overdue."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from events.enums import FollowUpStatus, RecommendationKind
from publication.facts import Link, RecommendationFacts
from publication.facts.stored import facts_of
from publication.models import PublishedEvent, PublishedOrganisation, PublishedRecommendation, PublishedTheme
from publication.questions.reading import names_in

# As many addressees or themes as one reads at a glance; the list below filters by any of them.
MOST_GROUPS = 10

_COUNTS = {
    "total": Count("pk"),
    "answered": Count("pk", filter=~Q(status=FollowUpStatus.NOT_KNOWN)),
    "done": Count("pk", filter=Q(status=FollowUpStatus.DONE)),
}
NEWEST_FIRST = (F("event__first_day").desc(nulls_last=True), "event", "position", "pk")
IN_SERIES = (F("event__series_rank").asc(nulls_last=True), "event", "position", "pk")


@dataclass(frozen=True)
class Responses:
    """Recommendations (no wishes, commitments or opinions) of one addressee, theme or set of events."""

    total: int
    answered: int
    """Those of which some follow-up is known, whatever it is."""
    done: int
    label: str = ""
    value: str = ""
    """What the list filters by; empty when it cannot."""

    @property
    def percent(self) -> int | None:
        return round(100 * self.answered / self.total) if self.total else None


@dataclass(frozen=True)
class Recommendation:
    """One of them as a list shows it, beside the event that made it and those that ask for the same."""

    key: int
    kind: str
    facts: RecommendationFacts
    event: Link
    reference: str
    twins: tuple[Link, ...]
    """The other public events that ask for the same, as an editor says; `slug` is their reference."""

    @property
    def kind_label(self) -> str:
        return str(RecommendationKind(self.kind).label)


def published_recommendations() -> QuerySet[PublishedRecommendation]:
    """Of events that nothing restricts at this moment."""
    return PublishedRecommendation.objects.filter(event__is_suspended=False)


def read_recommendations(rows: Sequence[PublishedRecommendation]) -> list[Recommendation]:
    """Rows of a list, read with their `event`."""
    rows = list(rows)
    names = names_in(row.content for row in rows)
    twins = _twins(rows)
    return [
        Recommendation(
            key=row.pk,
            kind=row.kind,
            facts=facts_of(RecommendationFacts, row.content, names),
            event=_link(row.event),
            reference=row.event.reference,
            twins=tuple(_link(event) for event in twins[row.same_as or row.pk] if event.pk != row.event_id),
        )
        for row in rows
    ]


def responses() -> Responses:
    """All public recommendations."""
    return Responses(**_asked().aggregate(**_COUNTS))


def by_addressee() -> list[Responses]:
    """The organisations most often addressed, and last those that the register knows by name only."""
    found = PublishedOrganisation.objects.in_bulk(field_name="slug")
    names = {slug: organisation.short_name for slug, organisation in found.items()}
    return _ranked("addressee", names, _("sans destinataire du registre"))


def by_theme() -> list[Responses]:
    names = {theme.slug: theme.name for theme in PublishedTheme.objects.all()}
    return _ranked("theme", names, _("sans thème"))


def overdue(on: date | None = None) -> QuerySet[PublishedRecommendation]:
    """Public recommendations past their due date, neither done nor dropped; the oldest first."""
    return (
        _asked()
        .filter(due_on__lt=on or timezone.localdate())
        .exclude(status__in=(FollowUpStatus.DONE, FollowUpStatus.REJECTED))
        .select_related("event")
        .order_by("due_on", "event__reference", "position")
    )


def _asked():
    return published_recommendations().filter(kind=RecommendationKind.RECOMMENDATION).order_by()


def _ranked(column, names, others):
    rows = list(_asked().values(column).annotate(**_COUNTS).order_by("-total", column)[:MOST_GROUPS])
    named = [
        Responses(**_numbers(row), label=names[row[column]], value=row[column])
        for row in rows
        if row[column] in names
    ]
    return [*named, *(Responses(**_numbers(row), label=others) for row in rows if not row[column])]


def _numbers(row):
    return {name: row[name] for name in _COUNTS}


def _twins(rows) -> dict[int, list[PublishedEvent]]:
    """By the recommendation that keeps the words, the events that ask for the same."""
    families = {row.same_as or row.pk for row in rows}
    joined = published_recommendations().filter(Q(pk__in=families) | Q(same_as__in=families))
    found: defaultdict[int, dict] = defaultdict(dict)
    for row in joined.select_related("event").order_by(*NEWEST_FIRST):
        found[row.same_as or row.pk][row.event_id] = row.event
    return defaultdict(list, {key: list(events.values()) for key, events in found.items()})


def _link(event):
    return Link(event.title, event.get_absolute_url(), slug=event.reference)
