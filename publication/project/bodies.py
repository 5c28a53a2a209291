"""Organisations, programmes and the like as published columns: those of the private row of the same name."""

from dataclasses import dataclass

from django.db.models import Field, FileField, ForeignKey

from events.models import CommitteeComposition, Series, Theme
from organisations.models import GrantAgreement, Membership, Organisation, Place, Programme
from publication.project.named import Named

# Columns that hold what other rows of the record say, filled by publication/services/bodies.py.
_MADE = {"unit", "changed_at", "planned_places", "has_withheld_funder", "content", "content_fr", "content_en"}


@dataclass(frozen=True)
class Bodies:
    """The private rows of whatever something public names."""

    named: Named
    places: list[Place]
    organisations: list[Organisation]
    memberships: list[Membership]
    programmes: list[Programme]
    agreements: list[GrantAgreement]
    series: list[Series]
    themes: list[Theme]
    compositions: list[CommitteeComposition]


def columns_of(model, things) -> dict[int, dict]:
    """The columns of `model` for each of the private rows `things`, by key."""
    fields = [field for field in model._meta.concrete_fields if not _is_left_out(field)]
    return {thing.pk: {field.attname: _value(thing, field) for field in fields} for thing in things}


def _is_left_out(field: Field) -> bool:
    # Of a translated field the columns of its languages say all.
    return field.primary_key or field.name in _MADE or hasattr(field.model, f"{field.name}_fr")


def _value(thing, field):
    if field.name == "aliases":
        return [alias.name for alias in thing.aliases.all()]
    private = thing._meta.get_field(field.name)
    if isinstance(private, FileField):
        return getattr(thing, field.name).name or ""
    if isinstance(private, ForeignKey):
        return getattr(thing, private.attname)
    return getattr(thing, field.name)
