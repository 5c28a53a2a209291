"""Events of a series made in one step from its plan: drafts with a place, an expected month and a rank."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from events.enums import Outcome, Role
from events.models import Event, EventPlace, EventRole, Series
from events.permissions import visible_to
from events.services.search_text import index_event
from organisations.enums import DatePrecision
from organisations.models import Organisation, Place, User
from rss_registry.dates import last_of_month


@dataclass(frozen=True)
class Plan:
    """One event to come; `month` is the first day of the month in which it is expected."""

    title: str
    place: Place | None = None
    month: date | None = None


@transaction.atomic
def plan_events(
    *, series: Series, plans: Iterable[Plan], kind: str, owner: Organisation, by: User
) -> list[Event]:
    """All of them or none, in the order given; the events that are there keep their ranks."""
    # Two people who plan at once take turns.
    series = Series.objects.select_for_update().get(pk=series.pk)
    plans = list(plans)
    events = [
        _plan_event(series, plan, rank, kind=kind, owner=owner, by=by)
        for plan, rank in zip(plans, free_ranks(series, len(plans), by=by), strict=True)
    ]
    if series.planned_number is None:
        # It is told to the public: what somebody else prepares is none of what she announces.
        series.planned_number = visible_to(by, series.events.all()).count()
        series.save(update_fields=["planned_number"])
    return events


def free_ranks(series: Series, number: int, *, by: User) -> list[int]:
    """The first ranks that no event of the series holds, as far as `by` may see them."""
    ranked = visible_to(by, series.events.filter(series_rank__isnull=False))
    held = set(ranked.values_list("series_rank", flat=True))
    free = (rank for rank in range(1, len(held) + number + 1) if rank not in held)
    return [rank for rank, _turn in zip(free, range(number), strict=False)]


def _plan_event(series, plan, rank, *, kind, owner, by):
    dates = {}
    if plan.month is not None:
        dates = {
            "starts_on": plan.month,
            "ends_on": last_of_month(plan.month),
            "date_precision": DatePrecision.MONTH,
        }
    event = Event.objects.create(
        title_fr=plan.title,
        kind=kind,
        owner=owner,
        created_by=by,
        outcome=Outcome.PLANNED,
        series=series,
        series_rank=rank,
        **dates,
    )
    if plan.place is not None:
        EventPlace.objects.create(event=event, place=plan.place)
    if series.organisation_id:
        EventRole.objects.create(event=event, organisation_id=series.organisation_id, role=Role.ORGANISER)
    if series.programme_id:
        event.programmes.add(series.programme_id)
    index_event(event=event)
    return event
