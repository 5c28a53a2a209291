"""When what a document tells was last changed, as far as the public may know it."""

from datetime import datetime

from django.db.models import Max


def latest_change(events, *, default: datetime) -> datetime:
    """Over a queryset of published events; `default` where there is none."""
    return events.order_by().aggregate(latest=Max("changed_at"))["latest"] or default
