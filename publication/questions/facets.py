"""What one may filter the public list by: only values that lead to something public.

A name that no public page shows (a withheld funder, an organisation of a draft) is no choice here.
"""

from django.db.models import Exists, OuterRef

from events.models import Recommendation, Theme
from organisations.models import Organisation, Programme
from publication.questions.events import units_by_name
from publication.tally import current_tally
from rss_registry.text import fold

Choices = tuple[tuple[str, str], ...]


def regions() -> Choices:
    return tuple((place.slug, place.name) for place in units_by_name())


def years() -> Choices:
    """Every year that a public event touches, the latest first."""
    return tuple((str(year), str(year)) for year in sorted(_used("annee"), reverse=True))


def themes() -> Choices:
    return tuple((theme.slug, theme.name) for theme in Theme.objects.filter(pk__in=_used("theme")))


def programmes() -> Choices:
    return tuple((item.slug, item.name) for item in Programme.objects.filter(pk__in=_used("programme")))


def organisations() -> Choices:
    """Organisations that a public event names, for what they did or for what they paid."""
    return _by_name(Organisation.objects.filter(pk__in=_used("organisation")))


def funders() -> Choices:
    """Bodies that may be named as paying for a public event, directly or through its programme."""
    return _by_name(Organisation.objects.filter(pk__in=_used("bailleur")))


def _used(name):
    tally = current_tally()
    return tally.values(name, tally.published)


def addressees() -> Choices:
    """Organisations that a public recommendation addresses."""
    addressed = Recommendation.objects.published().filter(addressee=OuterRef("pk"))
    return _by_name(Organisation.objects.filter(Exists(addressed)))


def recommendation_themes() -> Choices:
    used = Recommendation.objects.published().filter(theme=OuterRef("pk"))
    return tuple((theme.slug, theme.name) for theme in Theme.objects.filter(Exists(used)))


def _by_name(organisations) -> Choices:
    return tuple(
        sorted(
            ((organisation.slug, organisation.short_name) for organisation in organisations),
            key=lambda choice: fold(choice[1]),
        )
    )
