"""How far each of several records is, for lists that show drafts."""

from django.utils.translation import gettext as _

from events.admin.gaps import gaps_of
from events.quality import CHECKS
from rss_registry.admin_panels import Progress


def progress_of(events) -> dict[int, Progress]:
    """By the key of each event; one query whatever their number."""
    gaps = gaps_of(events)
    total = len(CHECKS)
    return {
        event.pk: Progress(done, total, _("%(done)d points sur %(total)d") % {"done": done, "total": total})
        for event in events
        for done in [total - len(gaps.get(event.pk, []))]
    }
