"""What became of recommendations: the rate of response, by addressee and by theme, and what is overdue."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from events.enums import FollowUpStatus, RecommendationKind
from events.models import Recommendation, Theme
from organisations.models import Organisation

# As many addressees or themes as one reads at a glance; the list below filters by any of them.
MOST_GROUPS = 10

_COUNTS = {
    "total": Count("pk"),
    "answered": Count("pk", filter=~Q(status=FollowUpStatus.NOT_KNOWN)),
    "done": Count("pk", filter=Q(status=FollowUpStatus.DONE)),
}


@dataclass(frozen=True)
class Responses:
    """Recommendations (not wishes) of one addressee, theme or set of events."""

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


def responses(events=None) -> Responses:
    """All public recommendations, or those of `events`."""
    return Responses(**_asked(events).aggregate(**_COUNTS))


def by_addressee() -> list[Responses]:
    """The organisations most often addressed, and last those that the register knows by name only."""
    rows = list(_grouped("addressee"))
    found = Organisation.objects.in_bulk([row["addressee"] for row in rows if row["addressee"]])
    named = [
        Responses(**_numbers(row), label=organisation.short_name, value=organisation.slug)
        for row in rows
        if (organisation := found.get(row["addressee"]))
    ]
    return [*named, *_others(rows, "addressee", _("sans destinataire du registre"))]


def by_theme() -> list[Responses]:
    rows = list(_grouped("theme"))
    found = Theme.objects.in_bulk([row["theme"] for row in rows if row["theme"]])
    named = [
        Responses(**_numbers(row), label=theme.name, value=theme.slug)
        for row in rows
        if (theme := found.get(row["theme"]))
    ]
    return [*named, *_others(rows, "theme", _("sans thème"))]


def overdue(on: date | None = None):
    """Public recommendations past their due date, neither done nor dropped; the oldest first."""
    return (
        Recommendation.objects.overdue(on)
        .filter(
            kind=RecommendationKind.RECOMMENDATION,
            pk__in=Recommendation.objects.published(on).order_by().values("pk"),
        )
        .select_related("event", "addressee", "theme")
        .with_twins()
        .order_by("due_on", "pk")
    )


def _asked(events=None):
    asked = Recommendation.objects.published()
    if events is not None:
        asked = asked.filter(event__in=events.order_by().values("pk"))
    return asked.filter(kind=RecommendationKind.RECOMMENDATION).with_status().order_by()


def _grouped(field):
    return _asked().values(field).annotate(**_COUNTS).order_by("-total", field)[:MOST_GROUPS]


def _numbers(row):
    return {name: row[name] for name in _COUNTS}


def _others(rows, field, label):
    return [Responses(**_numbers(row), label=label) for row in rows if row[field] is None]
