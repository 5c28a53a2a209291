"""What one may filter the public list by: only values that lead to something public.

A name that no public page shows (a withheld funder, an organisation of a draft) is no choice here.
"""

from collections import defaultdict

from django.db.models import CharField, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import get_language

from publication.models import (
    Facet,
    PublishedEvent,
    PublishedOrganisation,
    PublishedProgramme,
    PublishedTheme,
)
from publication.questions.events import units_by_name
from publication.questions.recommendations import published_recommendations
from rss_registry.data_version import remembered
from rss_registry.text import fold

Choices = tuple[tuple[str, str], ...]
_NAMED = {
    "theme": PublishedTheme,
    "programme": PublishedProgramme,
    "organisation": PublishedOrganisation,
    "bailleur": PublishedOrganisation,
}


def regions() -> Choices:
    return tuple((place.slug, place.name) for place in units_by_name())


def years() -> Choices:
    """Every year that a public event touches, the latest first."""
    return tuple((year, year) for year in sorted(_used()["annee"], reverse=True))


def themes() -> Choices:
    return _used()["theme"]


def programmes() -> Choices:
    return _used()["programme"]


def organisations() -> Choices:
    """Organisations that a public event names, for what they did or for what they paid."""
    return _used()["organisation"]


def funders() -> Choices:
    """Bodies that may be named as paying for a public event, directly or through its programme."""
    return _used()["bailleur"]


def addressees() -> Choices:
    """Organisations that a public recommendation addresses."""
    used = published_recommendations().order_by().values("addressee")
    organisations = PublishedOrganisation.objects.filter(slug__in=used)
    return _in_order((organisation.slug, organisation.short_name) for organisation in organisations)


def recommendation_themes() -> Choices:
    used = published_recommendations().order_by().values("theme")
    return tuple((theme.slug, theme.name) for theme in PublishedTheme.objects.filter(slug__in=used))


def _used() -> dict[str, tuple]:
    return remembered("used facets", _read_used)


def _read_used():
    """Of every facet its values, with their names where these are records: two queries for all of them."""
    events = PublishedEvent.objects.open().order_by().values("pk")
    found = Facet.objects.filter(name__in=[*_NAMED, "annee"], event__in=events).order_by()
    values = defaultdict(set)
    for facet, value in found.values_list("name", "value").distinct():
        values[facet].add(value)
    names = defaultdict(list)
    for model, slug, name in _names():
        names[model].append((slug, name))
    named = {
        facet: _in_order(choice for choice in names[model.__name__] if choice[0] in values[facet])
        for facet, model in _NAMED.items()
    }
    return named | {"annee": tuple(values["annee"])}


def _names():
    first, *others = (
        model.objects.order_by().values_list(Value(model.__name__), "slug", _label(model))
        for model in dict.fromkeys(_NAMED.values())
    )
    return first.union(*others, all=True)


def _label(model):
    """Its name in the reader's language, French where there is none; of an organisation, how it is called."""
    written = [f"name_{get_language()}", "name_fr"]
    if model is PublishedOrganisation:
        written.insert(0, "acronym")
    return Coalesce(*(NullIf(column, Value("")) for column in written), output_field=CharField())


def _in_order(choices) -> Choices:
    return tuple(sorted(choices, key=lambda choice: fold(choice[1])))
