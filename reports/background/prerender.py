"""The fragments of events, laid out before anybody asks for a report that holds them.

The worker does it while nobody waits for a document. It learns from the version of public data that
something was published, corrected or withdrawn, so that neither a request nor an import of hundreds does
anything for it; without a worker a fragment is made when it is asked for.
"""

import logging
from collections import deque
from time import monotonic

from django.conf import settings
from django.db import OperationalError
from django.utils import timezone
from django.utils.translation import override

from publication.models import PublicationState, PublishedEvent
from reports.background import files
from reports.documents.period.event_fragments import event_fragments_of
from reports.services.kinds import DataMoved
from rss_registry.pdf import PdfError, prerender_fragment

_LOG = logging.getLogger(__name__)
# Of more events a report is waited for anyway.
MOST_EVENTS = 1_000
# Their facts are read together; somebody who asks for a document meanwhile waits for them.
AT_ONCE = 4
SECONDS_AT_ONCE = 1.0
MEGABYTE = 1 << 20


class Prerenderer:
    """What is left to do, as far as this process knows: a new one looks at every fragment once."""

    def __init__(self):
        self._seen = None
        self._waiting: deque[tuple[str, list[int]]] = deque()
        self._room = 0
        # What the renderer refuses, until it changes: (event, language) → the state of the data then.
        self._refused: dict[tuple[str, str], str] = {}

    def prerender_some(self) -> bool:
        """Work for about a second; says whether more is left to do."""
        try:
            files.require_space()
            self._look()
            end = monotonic() + SECONDS_AT_ONCE
            while self._waiting and monotonic() < end:
                self._lay_out(*self._waiting[0])
                self._waiting.popleft()
        except (OperationalError, OSError):
            # The database is busy or the disk full: later.
            return False
        return bool(self._waiting)

    def _look(self):
        """Begin anew after a change, with the events that it touched, then the newest."""
        state = (PublicationState.current_token(), timezone.localdate())
        if state == self._seen:
            return
        held = PublishedEvent.objects.open().held()
        latest = held.order_by("-changed_at", "-pk").values_list("pk", flat=True)[:AT_ONCE]
        newest = held.newest_first().values_list("pk", flat=True)[:MOST_EVENTS]
        keys = list(dict.fromkeys([*latest, *newest]))
        batches = [keys[start : start + AT_ONCE] for start in range(0, len(keys), AT_ONCE)]
        languages = [language for language, _name in settings.LANGUAGES]
        self._waiting = deque((language, batch) for batch in batches for language in languages)
        # Half of the store, whatever fragments weigh: they push out nothing that is asked for.
        self._room = settings.PDF_STORE_MEGABYTES * MEGABYTE // 2
        self._seen = state

    def _lay_out(self, language, keys):
        with override(language):
            for fragment in event_fragments_of(PublishedEvent.objects.open().filter(pk__in=keys)):
                if self._room > 0 and not self._is_refused(fragment, language):
                    self._lay_out_one(fragment, language)

    def _lay_out_one(self, fragment, language):
        try:
            self._room -= len(prerender_fragment(fragment, language=language).content)
        except DataMoved:
            pass  # withdrawn this moment, which another version says too
        except PdfError:
            _LOG.warning("The fragment of %s cannot be laid out ahead", fragment.anchor, exc_info=True)
            if fragment.known:
                self._refused[fragment.anchor, language] = fragment.known.version

    def _is_refused(self, fragment, language):
        version = self._refused.get((fragment.anchor, language))
        return version is not None and fragment.known is not None and fragment.known.holds(version)
