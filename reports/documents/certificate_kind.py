"""A certificate as a kind of document: verified by anybody, made for list keepers alone."""

from django.utils.translation import gettext_lazy as _

from publication.models import PublishedEvent
from publication.questions.reading import facts_of_events
from reports.documents import certificates
from reports.services.kinds import DocumentKind, SubjectGone


def _read(parameters):
    events = PublishedEvent.objects.open().filter(pk=parameters["event"])
    facts = next(facts_of_events(events), None)
    return None if facts is None else certificates.content_of(facts)


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
