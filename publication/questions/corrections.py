"""« Corrigé le … »: which published facts of an event changed after its publication, when and why.

Never who, never a value: an earlier value may have been taken back for a reason.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from events.narratives import NARRATIVES
from publication.models import Correction


@dataclass(frozen=True)
class DayOfCorrections:
    day: date
    facts: tuple[str, ...]
    reasons: tuple[str, ...] = ()


def corrected_since(references, since: datetime) -> set[str]:
    """Of these events those that were corrected since, by reference."""
    found = Correction.objects.filter(
        event__reference__in=references, at__gt=since, event__is_suspended=False
    )
    return set(found.order_by().values_list("event__reference", flat=True))


def corrections_of(reference: str, *, since: datetime | None = None) -> list[DayOfCorrections]:
    """The days on which published facts of an event changed (after `since`), the latest first."""
    found = Correction.objects.filter(event__reference=reference, event__is_coarse=False)
    if since is not None:
        found = found.filter(at__gt=since)
    names = _names()
    days: dict[date, tuple[dict, dict]] = {}
    for row in found.order_by("-at", "-pk"):
        facts, reasons = days.setdefault(timezone.localtime(row.at).date(), ({}, {}))
        facts |= {names[fact]: True for fact in row.facts if fact in names}
        if row.reason:
            reasons[row.reason] = True
    return [DayOfCorrections(day, tuple(facts), tuple(reasons)) for day, (facts, reasons) in days.items()]


def _names():
    """The elements of publication/project/corrections.py in the words of the page."""
    return {
        "title": _("titre"),
        "kind": _("type"),
        "outcome": _("ce qu’il est devenu"),
        "dates": _("dates"),
        "place": _("lieu"),
        "series": _("série"),
        "programmes": _("programmes"),
        "roles": _("organisations et rôles"),
        "headcount": _("effectifs"),
        "categories": _("répartition par catégorie"),
        "audiences": _("publics présents"),
        "origins": _("provenance des participants"),
        "people": _("personnalités"),
        **{narrative.element: narrative.element_label for narrative in NARRATIVES},
        "recommendations": _("recommandations"),
        "sources": _("sources"),
        "translation": _("traduction"),
    }
