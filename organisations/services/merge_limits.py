"""What two records that are made one must not become, and what must not come out of it."""

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from organisations.models import Merge, Organisation


class MergeError(ValidationError):
    """These records cannot be made one, or cannot be parted any more."""


def ends_list_keeping(one, other) -> bool:
    """Whether keepers of the lists of either would read the names of the other, which nobody allowed them."""
    return isinstance(one, Organisation) and any(
        mine.users.filter(keeps_lists=True).exists() and _has_lists(theirs)
        for mine, theirs in ((one, other), (other, one))
    )


def _has_lists(organisation):
    events = apps.get_model("events", "Event").with_deleted.filter(owner=organisation.pk)
    named = models.Q(participants__isnull=False) | models.Q(list_imports__isnull=False)
    return events.filter(named).exists()


def has_page(record):
    """Whether the public can follow an address of the record: any other tells of what is not public."""
    table = f"published{record._meta.model_name}"
    published = apps.all_models["publication"].get(table)
    return (
        hasattr(record, "slug") and published is not None and published.objects.filter(pk=record.pk).exists()
    )


def check(kept):
    """MergeError where what was chosen does not go together."""
    try:
        kept.validate_constraints()
    except ValidationError as error:
        raise MergeError(error.messages) from error
    refuse_circle(kept, kept)


def refuse_circle(kept, absorbed):
    """MergeError where `kept` lies within `absorbed` by way of others, and would lie within itself.

    Asked before a row is moved: whoever walks up such a circle never ends.
    """
    rows = type(kept)._base_manager
    for field in kept._meta.concrete_fields:
        if field.related_model is not type(kept):
            continue
        above, seen = getattr(kept, field.attname), set()
        if above == absorbed.pk != kept.pk:
            continue
        while above is not None and above not in seen:
            if above == absorbed.pk:
                raise MergeError(
                    _("Les deux fiches se contiennent par d’autres : rattachez-les d’abord autrement."),
                    code="circle",
                )
            seen.add(above)
            above = rows.values_list(field.attname, flat=True).filter(pk=above).first()


def standing(field, key):
    """The key that `field` held then; of the record that took its place, or None, where it is gone."""
    if not field.is_relation or key is None:
        return key
    rows = field.related_model._base_manager
    table = field.related_model._meta.label_lower
    while not rows.filter(pk=key).exists():
        later = Merge.objects.filter(table=table, absorbed_key=key).first()
        if later is None:
            return None
        key = later.kept_key
    return key
