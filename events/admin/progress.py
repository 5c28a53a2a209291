"""How far each of several records is, for lists that show drafts."""

from django.utils.translation import gettext as _

from events.services.section_states import states_of
from rss_registry.admin_panels import Progress


def progress_of(events) -> dict[int, Progress]:
    """By the key of each event; as many queries whatever their number."""
    return {
        key: Progress(
            state.done,
            state.counted,
            _("%(done)s parties sur %(counted)s") % {"done": state.done, "counted": state.counted},
        )
        for key, state in states_of(events).items()
    }
