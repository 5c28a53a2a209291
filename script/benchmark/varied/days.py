"""When invented events are: every way in which a source tells a date, or does not."""

from calendar import monthrange
from datetime import date, timedelta

from events.enums import DateInference, Outcome
from organisations.enums import DatePrecision
from script.benchmark.varied.texts import Text

FIRST_YEAR = 2014
LEAP_YEARS = (2016, 2020, 2024)
# How many of thirty held events are told in which way.
HELD = {
    "day": 6,
    "span": 8,
    "long span": 2,
    "leap day": 1,
    "across years": 1,
    "month": 1,
    "year": 1,
    "year inferred": 1,
    "start inferred": 1,
    "end inferred": 1,
    "all inferred": 1,
    "duration differs": 1,
    "approximate": 1,
    "approximate month": 1,
    "opening": 1,
    "opening and duration": 1,
    "unknown year": 1,
    "undated": 1,
}
_NOTES = {
    "year inferred": (
        DateInference.YEAR,
        (
            "L’article ne donne pas l’année : déduite de sa parution.",
            "The article gives no year: inferred from its publication.",
        ),
    ),
    "start inferred": (
        DateInference.START,
        (
            "Seule la clôture est datée ; le début suit de la durée annoncée.",
            "Only the closing is dated; the start follows from the stated duration.",
        ),
    ),
    "end inferred": (
        DateInference.END,
        (
            "Seule l’ouverture est datée ; la fin suit de la durée annoncée.",
            "Only the opening is dated; the end follows from the stated duration.",
        ),
    ),
    "all inferred": (
        DateInference.ALL,
        (
            "« La semaine dernière », écrit la source : dates déduites de sa parution.",
            "“Last week”, the source writes: dates inferred from its publication.",
        ),
    ),
}

# Forms of a date that is no span of days: its EDTF, and the number of days that the source states.
_AS_STATED = {
    "approximate": ("%Y-%m-%d~", None),
    "approximate month": ("%Y-%m~", None),
    "opening": ("%Y-%m-%d/", None),
    "opening and duration": ("%Y-%m-%d/", 2),
    "unknown year": ("XXXX-%m-%d", None),
    "undated": ("", None),
}


def held(chance, form, today):
    """The columns of an event that was held, told in this `form`."""
    start = _past_day(chance, today)
    end = start
    columns = {}
    if form in ("span", *_NOTES):
        end = start + timedelta(days=chance.choice((1, 1, 2, 4)))
    elif form == "long span":
        end = start + timedelta(days=chance.choice((11, 19, 33)))
    elif form == "leap day":
        year = chance.choice([year for year in LEAP_YEARS if date(year, 3, 2) < today])
        start, end = date(year, 2, 28), date(year, 3, 1)
    elif form == "across years":
        start, end = date(start.year - 1, 12, 30), date(start.year, 1, 2)
    elif form == "month":
        start, end = _month_of(_month_before(start))
        columns["date_precision"] = DatePrecision.MONTH
    elif form == "year":
        year = min(start.year, today.year - 1)
        start, end = date(year, 1, 1), date(year, 12, 31)
        columns["date_precision"] = DatePrecision.YEAR
    elif form in _AS_STATED:
        text, days = _AS_STATED[form]
        return {"dates_edtf": start.strftime(text), "stated_days": days}
    elif form == "duration differs":
        end = start + timedelta(days=2)
        columns["stated_days"] = 4
    if form in _NOTES:
        inference, note = _NOTES[form]
        columns |= {"date_inference": inference, **Text.of(note).columns("date_note")}
        columns["stated_days"] = (end - start).days + 1
    return {"starts_on": start, "ends_on": end, **columns}


def cycle(chance, number, today):
    """The days of a series that has begun: one event after the other, some weeks apart."""
    start = _past_day(chance, today - timedelta(days=70 * number))
    found = []
    for _ in range(number):
        found.append({"starts_on": start, "ends_on": start + timedelta(days=chance.choice((0, 1)))})
        start += timedelta(days=chance.randint(21, 70))
    return found


def not_held(chance, form, today):
    """The columns of an event that was only announced, postponed or cancelled."""
    outcome = Outcome(form.split(",")[0])
    columns = {"outcome": outcome, "announced": form != "planned, unannounced"}
    if form.endswith("undated"):
        return columns
    if form == "planned, no news" or outcome == Outcome.CANCELLED:
        start = _past_day(chance, today)
    else:
        start = today + timedelta(days=chance.randint(8, 260))
    if form == "planned, month":
        first, last = _month_of(start + timedelta(days=31))
        return columns | {"starts_on": first, "ends_on": last, "date_precision": DatePrecision.MONTH}
    return columns | {"starts_on": start, "ends_on": start + timedelta(days=chance.choice((0, 1, 2)))}


def _past_day(chance, today):
    """A day up to five weeks ago; later years are fuller."""
    first = date(FIRST_YEAR, 2, 1)
    span = (today - timedelta(days=35) - first).days
    return first + timedelta(days=int(chance.triangular(0, span, span * 0.8)))


def _month_before(day):
    return day.replace(day=1) - timedelta(days=1)


def _month_of(day):
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])
