"""Files that are older than what is stored: each line of an export says of when it is.

A line that would undo what somebody else has changed since is shown as such, and asks to be confirmed.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rss_registry.exchange.cells import text_of
from rss_registry.exchange.columns import Column
from rss_registry.exchange.refusals import refused

EXPORTED_WHEN = "exported_when"
_FORMATS = ("%Y-%m-%d %H:%M:%S", "%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%Y-%m-%d %H:%M")


class ExportedWhen(Column):
    """When the line left the register; written by the export, never stored."""

    fr, en = "exporté le", "exported on"
    takes = gettext_lazy("Donné par l’export")

    def parse(self, cell, resource):
        if isinstance(cell, datetime):
            return timezone.make_aware(cell)
        text = text_of(cell)
        for pattern in _FORMATS:
            try:
                return timezone.make_aware(datetime.strptime(text, pattern))
            except ValueError:
                continue
        raise refused(
            _("« %(cell)s » : laissez cette case telle que l’export l’a écrite, ou videz-la."), cell
        )

    def settle(self, instance, value, resource):
        resource.exported_when = value or None
        return ""

    def read(self, instance):
        return ""


def now_written() -> str:
    return timezone.localtime().strftime(_FORMATS[0])


def changed_since(
    histories: Iterable[tuple], lines: dict[int, tuple[int, datetime]], *, by
) -> Iterator[tuple]:
    """(line, when, who) of the last change by others of each row, where its line was exported before.

    `histories`: the tables of history with their column of the row's number; `lines`: by that number the line
    and when it was exported.
    """
    last: dict[int, tuple] = {}
    earliest = min(when for _line, when in lines.values())
    for history, column in histories:
        rows = history.filter(**{f"{column}__in": lines}, history_date__gt=earliest).exclude(history_user=by)
        for row in rows.select_related("history_user"):
            number = getattr(row, column)
            found = (row.history_date, row.history_user)
            if found[0] > lines[number][1] and (number not in last or found[0] > last[number][0]):
                last[number] = found
    for number, (when, who) in last.items():
        yield lines[number][0], when, who
