"""The printed list as a kind of document: its query is all that was asked for."""

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reports.documents import event_list
from reports.services.kinds import Content, DocumentKind, Written
from website.datasets.tables import event_listing


def _printed(parameters):
    return event_list.build(event_listing(QueryDict(parameters["query"])), now=timezone.now())


def _read(parameters) -> Content:
    return _printed(parameters).content


def _write(parameters, progress) -> Written:
    printed = _printed(parameters)
    content = event_list.write(printed)
    progress(len(printed.rows), len(printed.rows))
    return Written(printed.filename, content, printed.proof.code)


LIST = DocumentKind(name=event_list.KIND, label=_("Liste d’événements"), read=_read, write=_write)
