"""« Corrigé le … »: which public facts of an event changed after its first publication, and when.

Never who, never a value: an earlier value may have been taken back for a reason. Read from the
history that is kept for staff, through a list of facts that a public page shows.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from events.enums import Role, Sensitivity
from events.models import Event, EventFigure, EventRole, Headcount, Recommendation

PUBLIC_FIELDS = (
    "kind",
    "title_fr",
    "outcome",
    "starts_on",
    "ends_on",
    "venue",
    "modality",
    "series",
    "series_rank",
    "context_fr",
    "general_objective_fr",
    "methods_fr",
    "results_fr",
    "conclusion_fr",
)
_PARTS = (Headcount, Recommendation, EventFigure, EventRole)
# A record that is corrected more often than this tells its latest corrections.
MOST_VERSIONS = 200


@dataclass(frozen=True)
class Correction:
    day: date
    facts: tuple[str, ...]


def changed_since(events, since: datetime):
    """Of these events those that may have been corrected since: a public row has a later version."""
    later = {"history_date__gt": since}
    rows = (model.history.filter(**later).values("event") for model in _PARTS)
    changed = Q(pk__in=Event.history.filter(**later).values("id"))
    for of_part in rows:
        changed |= Q(pk__in=of_part)
    return events.filter(changed)


def corrections_of(event: Event, *, since: datetime | None = None) -> list[Correction]:
    """The days on which public facts of a published event changed, the latest first.

    All of them since it was first published, or those after `since`.
    """
    if event.first_published_at is None or event.sensitivity == Sensitivity.REGION_AND_MONTH:
        return []
    found = defaultdict(dict)
    since = max(since or event.first_published_at, event.first_published_at)
    for day, fact in [*_changed_fields(event, since), *_changed_rows(event, since)]:
        found[day][fact] = True
    return [Correction(day, tuple(found[day])) for day in sorted(found, reverse=True)]


def _changed_fields(event, since):
    """(day, name of the field) for each version that differs from the one before it."""
    versions = list(
        event.history.order_by("-history_date", "-history_id").values("history_date", *_columns())[
            :MOST_VERSIONS
        ]
    )
    for later, earlier in zip(versions, versions[1:], strict=False):
        if later["history_date"] <= since:
            return
        for column in _columns():
            if later[column] != earlier[column]:
                yield _day(later), str(Event._meta.get_field(column.removesuffix("_id")).verbose_name)


def _columns():
    return ("series_id" if name == "series" else name for name in PUBLIC_FIELDS)


def _changed_rows(event, since):
    """(day, what) for each row of a public part that was added, changed or taken away."""
    parts = (
        (Headcount.history.all(), _("effectifs")),
        (Recommendation.history.all(), _("recommandations")),
        (EventFigure.history.all(), _("personnalités")),
        # Funders are left out: that one was named, or no longer is, may be the very thing protected.
        (EventRole.history.exclude(role=Role.FUNDER), _("organisations et rôles")),
    )
    for versions, label in parts:
        later = versions.filter(event_id=event.pk, history_date__gt=since)
        yield from ((_day(row), label) for row in later.values("history_date")[:MOST_VERSIONS])


def _day(version):
    return timezone.localtime(version["history_date"]).date()
