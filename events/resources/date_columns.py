"""When, in a table: one column in the words of the source, and two of days for files that have two."""

from contextlib import suppress
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisations.enums import DatePrecision
from rss_registry.edtf import EdtfError, When, of_bounds, parse
from rss_registry.exchange.columns import Column
from rss_registry.tabular import is_blank
from rss_registry.words_of_dates import Understood, understand
from rss_registry.written_dates import when_text

BOUNDS = ("starts_on", "ends_on", "date_precision")


def understood(cell, reference: date | None = None) -> Understood:
    """What a cell says of when: a date of the spreadsheet, a year, words."""
    if isinstance(cell, (date, datetime)):
        return Understood(f"{cell:%Y-%m-%d}")
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return understand(str(cell), reference)


class _WhenColumn(Column):
    blank = Understood("")
    takes = gettext_lazy(
        "Comme la source le dit : 29/02/2024, « 7 et 8 mars 2020 », « juin 2018 », « vers 2018 »"
    )
    reads = staticmethod(understood)

    def assign(self, instance, value):
        """The form of the event makes its dates of what all columns say."""


class DatesColumn(_WhenColumn):
    """All that the source says; an export gives it in the words that an import reads."""

    def read(self, instance):
        return Understood(instance.dates_edtf)

    def written(self, value, resource):
        return value.edtf if resource.codes else when_text(parse(value.edtf))


class BoundColumn(_WhenColumn):
    """The first or the last day; what it says goes into the dates."""

    def read(self, instance):
        day = getattr(instance, self.field_name)
        return Understood(day.isoformat() if day else "")

    def written(self, value, resource):
        return date.fromisoformat(value.edtf) if value.edtf else None


class DatesConflict(ValueError):
    """Columns that do not agree: the one at fault, and the sentence about it."""

    def __init__(self, code: str, sentence: str):
        self.code, self.sentence = code, sentence
        super().__init__(sentence)


def merge_dates(resource, instance, values: dict, *, is_new: bool) -> None:
    """Make one value of « dates » of the columns of a line; DatesConflict where they differ."""
    given = {code: values.pop(code) for code in BOUNDS if code in values}
    if (
        "starts_on" not in given
        and given.get("ends_on", Understood("")).edtf
        and _is_one(values.get("dates"))
    ):
        # « Date » and « Dernier jour ».
        given["starts_on"] = values.pop("dates")
    stored = {code: resource.columns[code].read(instance) for code in (*BOUNDS, "dates")}
    bounds_changed = any(value != stored[code] for code, value in given.items())
    said = "dates" in values and values["dates"] != stored["dates"]
    if not bounds_changed and not said:
        return
    told = _of_bounds(given, {} if is_new else stored, values.get("stated_days")) if bounds_changed else None
    if said and told is not None and told.edtf and not _agree(values["dates"], told):
        raise DatesConflict(
            "dates", _("Les dates et le premier ou le dernier jour ne disent pas la même chose.")
        )
    if not said and told is not None:
        values["dates"] = told


def with_year(values: dict, row: dict, reference: date | None) -> None:
    """Where the words of a line tell no year: that of its source."""
    for code in ("dates", "starts_on", "ends_on") if reference else ():
        with suppress(ValidationError):
            if code in values and not is_blank(row[code]):
                values[code] = understood(row[code], reference)


def _is_one(value):
    when = parse(value.edtf) if value else When()
    return when.is_stated and when == When(when.start, when.start)


def _agree(said, told):
    return parse(said.edtf).bounds(said.stated_days) == parse(told.edtf).bounds(told.stated_days)


def _of_bounds(given, stored, days):
    blank = Understood("")
    first, last = (given.get(code, stored.get(code, blank)) for code in BOUNDS[:2])
    # Two days are days; beside one, the other is no more precise than it was.
    kept = DatePrecision.DAY if given.keys() >= {"starts_on", "ends_on"} else stored.get("date_precision")
    precision = given.get("date_precision", kept or DatePrecision.DAY)
    start, end = (_coarsened(parse(each.edtf), precision) for each in (first, last))
    days = days or first.stated_days
    if not end.is_stated:
        # One day, unless the line itself says that it lasted longer.
        lasted = _is_one(first) and start.precision == DatePrecision.DAY and (days or 1) > 1
        text = When(start.start).text if lasted else start.text
        return Understood(text, days, first.year_inferred)
    joined = When(
        start.start,
        end.end or end.start,
        approximate=start.approximate or end.approximate,
        uncertain=start.uncertain or end.uncertain,
    )
    try:
        parse(joined.text)
    except EdtfError as error:
        sentence = {
            "dates_reversed": _("La fin précède le début : vérifiez les dates."),
            "mixed": _("Donnez le premier et le dernier jour avec la même précision."),
        }.get(error.code, _("Ces dates ne vont pas ensemble."))
        raise DatesConflict("ends_on", sentence) from error
    return Understood(joined.text, days, first.year_inferred or last.year_inferred)


def _coarsened(when, precision):
    """A day of a line that says « au mois près » is its month."""
    if precision == DatePrecision.DAY or when.precision != DatePrecision.DAY or not when.knows_year:
        return when
    return of_bounds(*when.bounds(), precision)
