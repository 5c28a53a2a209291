"""What the page that asks for a deletion lists."""

from django.apps import apps
from django.utils.text import capfirst


def without_links(nested, counts):
    """The list and its counts without the rows that only link two others.

    They go with either end, have no page, and read « Relation event-theme: Event_themes object (14) ».
    """
    links = [model._meta for model in apps.get_models(include_auto_created=True) if model._meta.auto_created]
    beginnings = tuple(f"{capfirst(link.verbose_name)}: " for link in links)
    plurals = {str(link.verbose_name_plural) for link in links}
    return _keep(nested, beginnings), {name: n for name, n in counts.items() if str(name) not in plurals}


def _keep(nested, beginnings):
    """Django's nested list: a text, then the list of what goes with it."""
    kept = [
        _keep(item, beginnings) if isinstance(item, list) else item
        for item in nested
        if isinstance(item, list) or not item.startswith(beginnings)
    ]
    return [item for item in kept if item != []]
