"""The map of a report: Mali with a circle at the chief town of each region where something was held."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from publication.questions.events import RegionCount
from rss_registry.signs import semicolons
from website.region_map import Town, towns

# Beyond it, names on the map of a cover run into each other; the chapter has the large map.
MOST_NAMES = 8


@dataclass(frozen=True)
class PrintedMap:
    """`description` says in words what the circles show."""

    towns: tuple[Town, ...]
    description: str

    @property
    def shows_anything(self) -> bool:
        """Whether a place is marked: a country without a mark would tell nothing."""
        return any(not town.is_empty or town.region.ahead for town in self.towns)

    @property
    def names_fit(self) -> bool:
        """Whether the names of all that is marked can stand side by side on a small drawing."""
        return sum(not town.is_empty or bool(town.region.ahead) for town in self.towns) <= MOST_NAMES

    @property
    def shows_plans(self) -> bool:
        """Whether a region is marked where something is planned and nothing was held."""
        return any(town.is_empty and town.region.ahead for town in self.towns)


def printed_map(regions: Iterable[RegionCount]) -> PrintedMap:
    regions = list(regions)
    reached = sorted((item for item in regions if item.held), key=lambda item: -item.held)
    parts = [
        ngettext("%(name)s : %(number)d événement tenu", "%(name)s : %(number)d événements tenus", item.held)
        % {"name": item.place.name, "number": item.held}
        for item in reached
    ]
    parts += [
        _("%(name)s : annoncé") % {"name": item.place.name}
        for item in regions
        if item.ahead and not item.held
    ]
    described = semicolons(parts) or _("aucun événement publié")
    return PrintedMap(tuple(towns(regions)), _("Carte du Mali. %(what)s.") % {"what": described})
