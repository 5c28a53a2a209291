"""New lines of a table of events that may tell an event which the register, or the file, tells already."""

from events.services.likeness import find
from events.services.likeness_scores import Facts, compare, in_words, with_surroundings
from rss_registry.edtf import When, parse
from rss_registry.exchange.reports import Resemblance

# As many as a reader compares with one line.
_MOST = 3


class LikelyLines:
    """Of a resource of events; nothing is refused for it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._facts = {}

    def note_facts(self, line, instance, values):
        """What the new line tells, as far as it is compared."""
        bodies = (*values.get("organisers", ()), *values.get("co_organisers", ()))
        series = values.get("series")
        rank = values.get("series_rank")
        dates = values.get("dates")
        when = parse(dates.edtf) if dates else When()
        first, last = when.bounds(dates.stated_days if dates else None)
        self._facts[line] = Facts.of(
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

    def resemblances(self):
        names = {line.number: line.name for line in self.lines}
        numbers = list(self._facts)
        facts = with_surroundings(list(self._facts.values()))
        found = {}
        for number, rows in zip(numbers, find(facts, user=self.user), strict=True):
            found[number] = [
                Resemblance(row.event.title, row.reasons, address=row.address) for row in rows[:_MOST]
            ]
        for later, number in enumerate(numbers):
            for earlier in range(later):
                if likeness := compare(facts[earlier], facts[later]):
                    first = numbers[earlier]
                    found[number].append(Resemblance(names[first], in_words(likeness[1]), line=first))
        return found
