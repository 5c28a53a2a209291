"""« Vouliez-vous dire … »: the public names nearest to words that found nothing."""

from difflib import get_close_matches

from publication.models import PublishedEvent, PublishedOrganisation, PublishedPlace
from publication.questions import facets
from publication.questions.search import matching_text
from rss_registry.data_version import remembered
from rss_registry.text import fold

# Of 0 to 1: a wrong or missing letter in a short name passes, another word does not.
LIKENESS = 0.7
MOST = 3


def near_names(words: str) -> list[str]:
    """At most three names of places and organisations like `words` that do find a public event."""
    wanted = fold(words)[:80]
    names = remembered("names to suggest", _names)
    near = get_close_matches(wanted, [name for name in names if name != wanted], n=2 * MOST, cutoff=LIKENESS)
    found = dict.fromkeys(
        names[name] for name in near if matching_text(PublishedEvent.objects.open(), name).exists()
    )
    return list(found)[:MOST]


def _names() -> dict[str, str]:
    """Each way to write a public name, folded, with the name as the reader knows it."""
    places = PublishedPlace.objects.units()
    slugs = [slug for slug, _label in facets.organisations()]
    bodies = PublishedOrganisation.objects.filter(slug__in=slugs)
    written: dict[str, str] = {}
    for row, shown in [(row, row.name) for row in places] + [(row, row.short_name) for row in bodies]:
        ways = [row.name, getattr(row, "acronym", ""), *row.aliases]
        written |= {fold(way): shown for way in ways if way}
    return written
