"""Publishing that waits for nobody: events that cite what has changed, a few dozen at a time."""

from django.db import transaction
from django_tasks import task

from publication.models import Waiting
from publication.services.publishing import publish_now

AT_ONCE = 50


@task()
def publish_waiting() -> None:
    """Publish what waits, until nothing does; begun again, it goes on where it stopped."""
    while keys := list(Waiting.objects.order_by("pk").values_list("pk", flat=True)[:AT_ONCE]):
        with transaction.atomic():
            publish_now(keys)
            Waiting.objects.filter(pk__in=keys).delete()
