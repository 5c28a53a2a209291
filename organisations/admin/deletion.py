"""What the page that asks for a deletion lists."""

from django.apps import apps
from django.db.models import ProtectedError
from django.db.models.deletion import Collector
from django.utils.text import capfirst

# What a part calls the record that holds it.
_WHOLES = ("event", "recommendation", "programme", "alliance")


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


def citations(rows):
    """Each row that cites one of `rows`, with the record that it is a part of."""
    cited = set()
    for row in rows:
        try:
            Collector(using=row._state.db).collect([row])
        except ProtectedError as refusal:
            cited |= refusal.protected_objects
    lines = []
    for row in cited:
        whole = next((getattr(row, name) for name in _WHOLES if getattr(row, name, None)), None)
        part = f"{capfirst(row._meta.verbose_name)} : {row}"
        lines.append(f"{part} – {whole}" if whole else part)
    return sorted(lines)
