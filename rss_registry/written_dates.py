"""When something was, in words, in the active language: what is not known is said, never filled in."""

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from rss_registry.dates import span_in_words, span_text
from rss_registry.edtf import DAY, LEAP_YEAR, When

# The next year with a 29 February, for an interval over the turn of an unknown year.
_NEXT_LEAP_YEAR = LEAP_YEAR + 4


def when_text(when: When, days: int | None = None, *marks: str) -> str:
    """« 28–30 mars 2023 », « vers juin 2018 », « 12–16 février (année non communiquée) »; empty if undated.

    `days`: their stated number, told where only the first is. `marks`: what else is to be said beside it.
    """
    if not when.is_stated:
        return ""
    told, notes = _told(when, days)
    notes = [*notes, *filter(None, marks)]
    return f"{told} ({', '.join(notes)})" if notes else told


def when_in_words(when: When, days: int | None = None, *marks: str) -> str:
    """For running text: « du 29 février au 1er mars 2024 », « vers juin 2018 »."""
    is_plain = when.knows_year and when.start and when.end and not (when.approximate or when.uncertain)
    first, last = when.bounds()
    if not is_plain or first is None or last is None:
        return when_text(when, days, *marks)
    told = span_in_words(first, last, when.precision)
    notes = list(filter(None, marks))
    return f"{told} ({', '.join(notes)})" if notes else told


def _told(when, days):
    """The words, and what they cannot say by themselves."""
    notes = []
    if not when.knows_year:
        notes.append(_("année non communiquée"))
    is_one = when.start == when.end
    if is_one or (when.is_open and when.precision == DAY and (days or 1) > 1):
        told = _dated(when, when.start, when.start)
        if when.approximate:
            told = _("vers le %(day)s") % {"day": told} if when.precision == DAY else _about(told)
        if not is_one:
            told = ngettext("%(date)s, %(days)d jour", "%(date)s, %(days)d jours", days) % {
                "date": told,
                "days": days,
            }
    elif when.end is None:
        told, note = _since(when), _("fin non communiquée")
        notes.append(note)
    elif when.start is None:
        told = _until(when)
        notes.append(_("début non communiqué"))
    else:
        told = _dated(when, when.start, when.end)
    if when.approximate and not is_one and "," not in told:
        notes.append(_("date approximative"))
    if when.uncertain:
        notes.append(_("date incertaine"))
    return told, notes


def _about(told):
    return _("vers %(month)s") % {"month": told}


def _since(when):
    told = _dated(when, when.start, when.start)
    if when.precision == DAY:
        return _("à partir du %(day)s") % {"day": told}
    elided = (get_language() or "").startswith("fr") and told[0] in "aoé"
    return (_("à partir d’%(month)s") if elided else _("à partir de %(month)s")) % {"month": told}


def _until(when):
    told = _dated(when, when.end, when.end)
    return (_("jusqu’au %(day)s") if when.precision == DAY else _("jusqu’en %(day)s")) % {"day": told}


def _dated(when, start, end):
    """The span of two points; of an unknown year without it."""
    if when.knows_year:
        return span_text(start.first(), end.last(), when.precision)
    first, last = start.first(), end.last()
    if last < first:
        last = end.last(_NEXT_LEAP_YEAR)
    told = span_text(first, last, when.precision)
    for year in (LEAP_YEAR, _NEXT_LEAP_YEAR):
        told = told.replace(f" {year}", "")
    return told
