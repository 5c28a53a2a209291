"""What the page that asks for a deletion lists."""

from django.apps import apps
from django.db.models import ProtectedError
from django.db.models.deletion import Collector
from django.utils.text import capfirst

# What a part calls the record that holds it.
_WHOLES = ("event", "recommendation", "programme", "alliance")


def without_links(nested, counts):
    """The list and its counts without the rows that only link two others, or serve the register itself.

    They go with either end, have no page, and read « Relation event-theme: Event_themes object (14) ».
    """
    links = [
        model._meta
        for model in apps.get_models(include_auto_created=True)
        if model._meta.auto_created or getattr(model, "is_internal", False)
    ]
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
    """What cites one of `rows`, each line with the record that one would open."""
    return sorted({line for row in rows for line in (*_protectors(row), *_linked(row))})


def _protectors(row):
    """The rows that hold a key of this one and would not let it go."""
    try:
        Collector(using=row._state.db).collect([row])
    except ProtectedError as refusal:
        for part in refusal.protected_objects:
            whole = next((getattr(part, name) for name in _WHOLES if getattr(part, name, None)), None)
            line = f"{capfirst(part._meta.verbose_name)} : {part}"
            yield f"{line} – {whole}" if whole else line


def _linked(row):
    """The records that name this one in a list of theirs (a theme of an event): no key protects it."""
    for relation in row._meta.related_objects:
        if relation.many_to_many and relation.through._meta.auto_created:
            # By the base manager: a record that can still be brought back is to find what it named.
            others = relation.related_model._base_manager.filter(**{relation.field.name: row.pk})
            for other in others:
                yield f"{capfirst(other._meta.verbose_name)} : {other}"
