"""A certificate as a kind of document: verified by anybody, made for list keepers alone."""

from django.utils.translation import gettext_lazy as _

from events.models import Event
from reports.documents import certificates
from reports.services.kinds import DocumentKind, SubjectGone


def _read(parameters):
    event = Event.objects.published().with_places().filter(pk=parameters["event"]).first()
    return None if event is None else certificates.content_of(event)


def _write(parameters, progress):
    """Never in the background: the file names people, and nothing that names them is kept."""
    raise SubjectGone


CERTIFICATE = DocumentKind(
    name=certificates.KIND,
    label=_("Attestation de présence"),
    read=_read,
    write=_write,
    tells_subject=True,
)
