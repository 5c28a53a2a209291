"""What one may filter the public list by: only values that lead to something public.

A name that no public page shows (a withheld funder, an organisation of a draft) is no choice here.
"""

from collections import defaultdict
from typing import Any, cast

from django.db.models import Value

from publication.models import PublishedOrganisation, PublishedProgramme, PublishedTheme
from publication.questions.events import units_by_name
from publication.questions.recommendations import published_recommendations
from publication.questions.register_counts import open_values
from publication.questions.translated import translated
from rss_registry.data_version import remembered
from rss_registry.text import fold

Choices = tuple[tuple[str, str], ...]
_NAMED = (PublishedTheme, PublishedProgramme, PublishedOrganisation)
# An organisation is called by its acronym where it has one.
_BEFORE_NAME = {PublishedOrganisation: ("acronym",)}


def regions() -> Choices:
    return tuple((place.slug, place.name) for place in units_by_name())


def years() -> Choices:
    """Every year that a public event touches, the latest first."""
    return tuple((year, year) for year in sorted(open_values("annee"), reverse=True))


def themes() -> Choices:
    return _used("theme", PublishedTheme)


def programmes() -> Choices:
    return _used("programme", PublishedProgramme)


def organisations() -> Choices:
    """Organisations that a public event names, for what they did or for what they paid."""
    return _used("organisation", PublishedOrganisation)


def funders() -> Choices:
    """Bodies that may be named as paying for a public event, directly or through its programme."""
    return _used("bailleur", PublishedOrganisation)


def addressees() -> Choices:
    """Organisations that a public recommendation addresses."""
    used = published_recommendations().order_by().values("addressee")
    organisations = PublishedOrganisation.objects.filter(slug__in=used)
    return _in_order((organisation.slug, organisation.short_name) for organisation in organisations)


def recommendation_themes() -> Choices:
    used = published_recommendations().order_by().values("theme")
    return tuple((theme.slug, theme.name) for theme in PublishedTheme.objects.filter(slug__in=used))


def names_of(model: type) -> Choices:
    """Slugs and names of all published themes, programmes or organisations, as a dictionary orders them."""
    return remembered("names of what is filtered by", _read_names)[model.__name__]


def _used(facet, model):
    used = open_values(facet)
    return tuple(choice for choice in names_of(model) if choice[0] in used)


def _read_names():
    """One query for all of them."""
    first, *others = (
        model.objects.rewrite(False)
        .order_by()
        .values_list(Value(model.__name__), "slug", translated("name", before=_BEFORE_NAME.get(model, ())))
        for model in cast(tuple[Any, ...], _NAMED)
    )
    names = defaultdict(list)
    for model, slug, name in first.union(*others, all=True):
        names[model].append((slug, name))
    return {model.__name__: _in_order(names[model.__name__]) for model in _NAMED}


def _in_order(choices) -> Choices:
    return tuple(sorted(choices, key=lambda choice: fold(choice[1])))
