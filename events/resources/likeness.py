"""New lines of a table of events that may tell an event which the register, or the file, tells already."""

from events.services.likeness import find
from events.services.likeness_scores import Facts, compare, in_words, with_surroundings
from rss_registry.edtf import When, parse
from rss_registry.exchange.headers import LINE
from rss_registry.exchange.reports import Resemblance

# As many as a reader compares with one line.
_MOST = 3


class LikelyLines:
    """Of a resource of events; nothing is refused for it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._noted = {}
        self._facts = None

    def note_facts(self, instance, values):
        """What the line that is being read tells, as far as it is compared."""
        bodies = (*values.get("organisers", ()), *values.get("co_organisers", ()))
        series = values.get("series")
        rank = values.get("series_rank")
        dates = values.get("dates")
        when = parse(dates.edtf) if dates else When()
        first, last = when.bounds(dates.stated_days if dates else None)
        self._facts = Facts.of(
            title=instance.title_fr or "",
            places=[place.pk for place in values.get("places", ())],
            bodies=[body.pk for body in bodies],
            programmes=[programme.pk for programme in values.get("programmes", ())],
            series=(series.pk, rank) if series and rank else None,
            venue=values.get("venue") or "",
            starts_on=first,
            ends_on=last,
            date_precision=when.precision,
        )

    def after_import_row(self, row, row_result, **kwargs):
        super().after_import_row(row, row_result, **kwargs)
        if row_result.is_new() and self.changes:
            self._noted[row[LINE]] = (row_result.name, self._facts)

    def resemblances(self):
        lines = list(self._noted)
        facts = with_surroundings([facts for _name, facts in self._noted.values()])
        found = {}
        for line, rows in zip(lines, find(facts, user=self.user), strict=True):
            found[line] = [
                Resemblance(row.event.title, row.reasons, address=row.address) for row in rows[:_MOST]
            ]
        for later, line in enumerate(lines):
            for earlier in range(later):
                if likeness := compare(facts[earlier], facts[later]):
                    name = self._noted[lines[earlier]][0]
                    found[line].append(Resemblance(name, in_words(likeness[1]), line=lines[earlier]))
        return found
