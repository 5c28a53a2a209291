"""What the documents tell of their health: whether a worker makes them, and how long they wait."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django_tasks_db.models import DBTaskResult

from rss_registry.health import examines, ill, well
from rss_registry.locks import has_worker

_STATUS = "systemctl status rss-registry-documents ; journalctl -u rss-registry-documents -n 50"
_LONGEST_WAIT = timedelta(minutes=30)


@examines("worker", gettext_lazy("Service des longs documents"), quick=True)
def worker():
    return well(_("Tourne.")) if has_worker() else ill(_("Ne tourne pas."), _STATUS)


@examines("queue", gettext_lazy("Documents qui attendent"))
def queue():
    waiting = DBTaskResult.objects.ready()
    number = waiting.count()
    if not number:
        return well(_("Aucun n’attend."))
    told = ngettext("%(number)d attend.", "%(number)d attendent.", number) % {"number": number}
    if waiting.filter(enqueued_at__lt=timezone.now() - _LONGEST_WAIT).exists():
        return ill(told, _STATUS)
    return well(told)
