"""The tally of this process, brought up to date when the public data have changed."""

from threading import Lock

from django.utils import timezone

from events.models import Event
from organisations.models import PublicChange
from organisations.services.data_version import NO_EVENT
from publication.tally.reading import read_entries, read_shared_totals
from publication.tally.sets import NoRoom, Tally
from rss_registry.data_version import current_version

# Beyond so many changed events, reading all of them again is not slower.
MOST_CHANGED = 200


class _Kept:
    """The tally, the version of the data that it was made for, and the last change that it holds."""

    def __init__(self):
        self.lock = Lock()
        self.forget()

    def forget(self):
        self.version, self.tally, self.change = None, None, (0, "")

    def bring_up_to_date(self, version):
        # Read before the rows: what is read after may be newer than it says, never older.
        last = PublicChange.objects.order_by("-pk").values_list("pk", "token").first() or (0, "")
        self.tally = self._updated(last) or _whole()
        self.version, self.change = version, last

    def _updated(self, last):
        """The tally with the events changed since, or None when it has to be made anew."""
        changes = PublicChange.objects.since(*self.change) if self.tally else None
        if changes is None:
            return None
        keys = {event for number, _token, event in changes if number <= last[0]} - {NO_EVENT}
        if None in keys or len(keys) > MOST_CHANGED or self.tally.shares_a_total(keys):
            return None
        entries = list(read_entries(Event.objects.countable().filter(pk__in=keys))) if keys else []
        try:
            return self.tally.updated(keys, entries, timezone.localdate())
        except NoRoom:
            return None


_kept = _Kept()


def current_tally() -> Tally:
    """The tally of all public events as of the current version of the data."""
    version = current_version()
    if _kept.version != version:
        with _kept.lock:
            if _kept.version != version:
                _kept.bring_up_to_date(version)
    return _kept.tally


def forget_tally():
    """For tests, which undo what they wrote without telling anybody."""
    _kept.forget()


def _whole():
    events = Event.objects.countable()
    return Tally.of(read_entries(events), read_shared_totals(events), timezone.localdate())
