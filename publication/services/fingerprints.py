"""Whether a row that events cite says anything new: an unchanged save projects nothing again."""

from hashlib import sha256

from django.apps import apps
from django.db.models import ManyToManyField

from publication.models import Fingerprint

# Columns of no meaning to a reader.
_TRACES = {"created_at", "updated_at", "created_by", "note"}
# Parts that are told with the row itself.
_PARTS = {
    "organisations.Organisation": ("aliases",),
    "organisations.Place": ("aliases",),
    "organisations.Programme": ("aliases", "claims"),
    "events.HeadcountGroup": ("headcounts",),
    "events.Person": ("aliases",),
}


def says_something_new(label: str, number: int) -> bool:
    """Compare the row with what it last said, and remember what it says now."""
    digest = _digest(label, number)
    standing = Fingerprint.objects.filter(model=label, number=number)
    if standing.filter(digest=digest).exists():
        return False
    if not standing.update(digest=digest):
        Fingerprint.objects.create(model=label, number=number, digest=digest)
    return True


def _digest(label, number):
    model = apps.get_model(label)
    said = [_columns(model.objects.filter(pk=number)), *_links(model, number)]
    said += [
        _columns(
            getattr(model, part).rel.related_model.objects.filter(**{getattr(model, part).field.name: number})
        )
        for part in _PARTS.get(label, ())
    ]
    return sha256(repr(said).encode()).hexdigest()[:32]


def _columns(rows):
    names = [field.attname for field in rows.model._meta.concrete_fields if field.name not in _TRACES]
    return list(rows.order_by("pk").values_list(*names))


def _links(model, number):
    for field in model._meta.get_fields():
        if not isinstance(field, ManyToManyField):
            continue
        through = field.remote_field.through
        if through is not None and through._meta.auto_created:
            links = through._default_manager.filter(**{field.m2m_field_name(): number})
            yield sorted(links.values_list(field.m2m_reverse_field_name(), flat=True))
