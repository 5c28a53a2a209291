"""Long documents, made in the background (docs/decisions/0017).

    ask → a row in the queue → a worker writes the file → it is offered while nothing changes

`requests` is what the site asks for, `files` where the results and the locks are, `making` the work
itself, `reserved` what is for one account alone, `tasks` what the queue calls, `prerender` the
work of an idle worker, `orphans` what deletes or takes up again what a dead worker left behind.
"""

from reports.background.requests import (
    QueueIsFull,
    TooManyDocuments,
    ask,
    cancel,
    is_offered,
    may_cancel,
    renewed,
    waiting_before,
)

# Up to here a document is made while one waits; a thousand take over a minute.
MOST_AT_ONCE = 50

__all__ = [
    "MOST_AT_ONCE",
    "QueueIsFull",
    "TooManyDocuments",
    "ask",
    "cancel",
    "is_offered",
    "may_cancel",
    "renewed",
    "waiting_before",
]
