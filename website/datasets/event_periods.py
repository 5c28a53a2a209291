"""When and where, only as precisely as the public may know."""

from events.enums import Sensitivity
from organisations.enums import DatePrecision

_FORMATS = {DatePrecision.DAY: "%Y-%m-%d", DatePrecision.MONTH: "%Y-%m", DatePrecision.YEAR: "%Y"}


def is_coarse(event) -> bool:
    return event.sensitivity == Sensitivity.REGION_AND_MONTH


def public_precision(event) -> str:
    """How precise the published dates are; empty where there are none."""
    if event.starts_on is None:
        return ""
    if is_coarse(event) and event.date_precision == DatePrecision.DAY:
        return DatePrecision.MONTH.value
    return str(event.date_precision)


def exact_days(event) -> tuple:
    """The first and the last day, where the public may know both."""
    if public_precision(event) == DatePrecision.DAY:
        return event.starts_on, event.ends_on
    return None, None


def edtf(event) -> str:
    """ISO 8601-2 (EDTF): « 2024-02-29/2024-03-01 », « 2023-04 », « 2021 »."""
    if event.starts_on is None:
        return ""
    form = _FORMATS[public_precision(event)]
    # Years before 1000 are not padded by every platform; none is to be expected here.
    start, end = event.starts_on.strftime(form), event.ends_on.strftime(form)
    return start if start == end else f"{start}/{end}"


def regions_of(event) -> list:
    """The first-level units in which the event was held, in the order of its places."""
    units = (_unit_of(item.place) for item in event.event_places.all())
    return list(dict.fromkeys(unit for unit in units if unit))


def places_of(event) -> tuple[str, ...]:
    if is_coarse(event):
        return tuple(region.name for region in regions_of(event))
    return tuple(item.place.name for item in event.event_places.all())


def _unit_of(place):
    while place is not None and not place.is_unit:
        place = place.parent
    return place


def is_dated(event) -> bool:
    """Whether the public may know on which days the event is."""
    return exact_days(event) != (None, None)
