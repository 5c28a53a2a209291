"""A draft that its officer deletes: hidden at once with all its parts, brought back by one click, and erased
for good when its time is over.

Its rows stay where they are, so that nothing can be missing when it comes back. `Event.objects` does not know
it any more; `Event.with_deleted` does. Only what was never public can be deleted: the rest is withdrawn.
"""

from datetime import timedelta

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.enums import Status
from events.models import Event
from events.permissions.records import is_absorbed
from events.services.list_work import forget_imports
from events.services.search_text import index_event


def restored_for() -> timedelta:
    """How long a deleted draft can be brought back."""
    return timedelta(days=settings.DELETED_DRAFT_DAYS)


class DeletingError(ValidationError):
    """A deletion that is refused; its message is for the reader."""


def refusal(event: Event) -> str:
    """Why the record may not be deleted, for the reader; empty where it may."""
    if event.first_published_at is None and event.status != Status.PUBLISHED:
        return ""
    return _(
        "Un événement qui a été publié ne se supprime pas : sa référence a pu être citée. Retirez-le du site."
    )


@transaction.atomic
def delete_draft(*, event):
    """Hide the record and all its parts."""
    if refused := refusal(Event.objects.select_for_update().get(pk=event.pk)):
        raise DeletingError(refused, code="was_public")
    event.deleted_at = timezone.now()
    event.save(update_fields=["deleted_at"])
    return event


@transaction.atomic
def restore_draft(*, event):
    """Bring the record back as it was."""
    if is_absorbed(event):
        refused = _("Cette fiche est réunie à une autre : séparez-les d’abord.")
        raise DeletingError(refused, code="merged_with_another")
    event.deleted_at = None
    event.save(update_fields=["deleted_at"])
    # What it names may have changed its name meanwhile.
    index_event(event=event)
    return event


def to_erase(on=None):
    """Deleted records that nobody can bring back any more."""
    return Event.with_deleted.filter(deleted_at__lte=(on or timezone.now()) - restored_for())


@transaction.atomic
def erase_deleted(*, events):
    """Erase the records with their parts, files and history; returns how many."""
    forget_imports(events=events)
    for event in events:
        files = [document.file for document in event.documents.all()]
        files += [file for photo in event.photos.all() for file in (photo.image, photo.printed)]
        key = event.pk
        event.delete()
        for model in apps.get_app_config("events").get_models(include_auto_created=True):
            column = "id" if model is Event else "event_id"
            if hasattr(model, "history") and hasattr(model.history.model, column):
                model.history.filter(**{column: key}).delete()
        for file in filter(None, files):
            transaction.on_commit(lambda file=file: file.storage.delete(file.name))
    return len(events)
