"""What one may filter the public list by: only values that lead to something public.

A name that no public page shows (a withheld funder, an organisation of a draft) is no choice here.
"""

from publication.models import (
    Facet,
    PublishedEvent,
    PublishedOrganisation,
    PublishedProgramme,
    PublishedTheme,
)
from publication.questions.events import units_by_name
from publication.questions.recommendations import published_recommendations
from rss_registry.text import fold

Choices = tuple[tuple[str, str], ...]


def regions() -> Choices:
    return tuple((place.slug, place.name) for place in units_by_name())


def years() -> Choices:
    """Every year that a public event touches, the latest first."""
    return tuple((year, year) for year in sorted(_used("annee"), reverse=True))


def themes() -> Choices:
    return tuple((theme.slug, theme.name) for theme in PublishedTheme.objects.filter(slug__in=_used("theme")))


def programmes() -> Choices:
    found = PublishedProgramme.objects.filter(slug__in=_used("programme"))
    return tuple((item.slug, item.name) for item in found)


def organisations() -> Choices:
    """Organisations that a public event names, for what they did or for what they paid."""
    return _by_name(PublishedOrganisation.objects.filter(slug__in=_used("organisation")))


def funders() -> Choices:
    """Bodies that may be named as paying for a public event, directly or through its programme."""
    return _by_name(PublishedOrganisation.objects.filter(slug__in=_used("bailleur")))


def addressees() -> Choices:
    """Organisations that a public recommendation addresses."""
    used = published_recommendations().order_by().values("addressee")
    return _by_name(PublishedOrganisation.objects.filter(slug__in=used))


def recommendation_themes() -> Choices:
    used = published_recommendations().order_by().values("theme")
    return tuple((theme.slug, theme.name) for theme in PublishedTheme.objects.filter(slug__in=used))


def _used(name):
    events = PublishedEvent.objects.open().order_by().values("pk")
    found = Facet.objects.filter(name=name, event__in=events).order_by()
    return set(found.values_list("value", flat=True).distinct())


def _by_name(organisations) -> Choices:
    return tuple(
        sorted(
            ((organisation.slug, organisation.short_name) for organisation in organisations),
            key=lambda choice: fold(choice[1]),
        )
    )
