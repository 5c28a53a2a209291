"""The map of a report: Mali with a circle at the chief town of each region where something was held."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.region_map import Town, towns
from events.selectors import RegionCount


@dataclass(frozen=True)
class PrintedMap:
    """`description` says in words what the circles show."""

    towns: tuple[Town, ...]
    description: str


def printed_map(regions: Iterable[RegionCount]) -> PrintedMap:
    regions = list(regions)
    reached = sorted((item for item in regions if item.held), key=lambda item: -item.held)
    parts = [
        ngettext("%(name)s : %(number)d événement tenu", "%(name)s : %(number)d événements tenus", item.held)
        % {"name": item.place.name, "number": item.held}
        for item in reached
    ]
    described = " ; ".join(parts) or _("aucun événement tenu")
    return PrintedMap(tuple(towns(regions)), _("Carte du Mali. %(what)s.") % {"what": described})
