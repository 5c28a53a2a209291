"""When what a document tells was last changed, as far as the public may know it."""

from datetime import datetime

from publication.project.moments import public_moment


def latest_change(events, *, default: datetime) -> datetime:
    """Over a public queryset of events; `default` where there is none."""
    read = events.order_by().only("updated_at", "sensitivity", "ends_on")
    return max((public_moment(event, event.updated_at) for event in read), default=default)
