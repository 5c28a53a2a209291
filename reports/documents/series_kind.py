"""The synthesis of a series as a kind of document: read again to verify it."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publication.questions.events import public_series
from reports.documents import series_synthesis
from reports.services.kinds import Content, DocumentKind, SubjectGone, Written, from_the_start


def _series(parameters):
    return (
        public_series().filter(slug=parameters["series"]).select_related("programme", "organisation").first()
    )


def _read(parameters) -> Content | None:
    series = _series(parameters)
    return None if series is None else series_synthesis.content_of(series, now=timezone.now())


def _write(parameters, progress) -> Written:
    return from_the_start(lambda: _written(parameters, progress))


def _written(parameters, progress):
    series = _series(parameters)
    if series is None:
        raise SubjectGone
    synthesis = series_synthesis.build(series, now=timezone.now())
    content = series_synthesis.write(synthesis, on_progress=progress)
    return Written(synthesis.filename, content, synthesis.proof.code)


SERIES = DocumentKind(name=series_synthesis.KIND, label=_("Synthèse d’une série"), read=_read, write=_write)
