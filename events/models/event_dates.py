"""When an event was, as its source says it, and the days by which one asks for it."""

from datetime import date, timedelta

from events.enums import Outcome
from rss_registry.dates import month_after
from rss_registry.edtf import EdtfError, When, of_bounds, parse

# The text first; the others are computed from it.
COLUMNS = ("dates_edtf", "starts_on", "ends_on", "date_precision")
_OF_A_NEW_ROW = ("", None, None, "day")
# Since when an announced event may be known.
ALWAYS = date.min


class DatesAsStated:
    """`dates_edtf` holds what the source says; its first and last day and its precision follow from it.

    Whoever sets the days instead states them: the text then follows from them.
    """

    @classmethod
    def from_db(cls, db, field_names, values):
        row = super().from_db(db, field_names, values)
        stored = tuple(row.__dict__.get(name, row) for name in COLUMNS)
        # Of a row of which some columns are left out it cannot be known which of them were set.
        row._settled_dates = None if row in stored else stored
        return row

    def clean(self):
        super().clean()
        self.settle_dates()

    @property
    def when(self) -> When:
        try:
            return parse(self.dates_edtf)
        except EdtfError:
            return When()

    def settle_dates(self) -> None:
        """Make text and days agree: the one that was set since they last did is right."""
        settled = getattr(self, "_settled_dates", _OF_A_NEW_ROW)
        text = self.dates_edtf
        start, end = (self._meta.get_field(name).to_python(getattr(self, name)) for name in COLUMNS[1:3])
        days = (start, end, str(self.date_precision))
        try:
            if settled is not None and text == settled[0] and days != settled[1:]:
                text = of_bounds(*days).text
            when = parse(text)
        except EdtfError:
            return  # The validators and the constraints say what is wrong.
        self.dates_edtf, self.date_precision = when.text, when.precision
        self.starts_on, self.ends_on = when.bounds(self.stated_days)
        self._settled_dates = (self.dates_edtf, self.starts_on, self.ends_on, self.date_precision)

    def take_dates_of(self, other) -> None:
        """The dates of another copy of the row, as they were settled there."""
        for name in COLUMNS:
            setattr(self, name, getattr(other, name))
        self._settled_dates = other._settled_dates

    @property
    def days(self):
        """Number of calendar days from the first to the last, None when undated."""
        return (self.ends_on - self.starts_on).days + 1 if self.starts_on and self.ends_on else None

    @property
    def first_visible_day(self) -> date | None:
        """The first day on which its dates let the public know of it; None: never.

        Until it is over, an event that nobody has announced puts people at risk. One that was held is over,
        dated or not. A delay counts from the end, and without a date it never ends.
        """
        if self.announced or (self.ends_on is None and self.outcome == Outcome.HELD):
            known_from = ALWAYS
        elif self.ends_on is None:
            return None
        elif self.is_coarse:
            # The day on which it appears would tell the day on which it ended.
            known_from = month_after(self.ends_on)
        else:
            known_from = self.ends_on if self.outcome == Outcome.HELD else self.ends_on + timedelta(days=1)
        if self.delay_days is None:
            return known_from
        return max(known_from, self.ends_on + timedelta(days=self.delay_days)) if self.ends_on else None
