"""Files of a public event: documents marked public, photos with consent, and no other."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.utils.cache import patch_cache_control
from django.utils.text import slugify

from publication.questions.reading import event_facts
from rss_registry.public_pages import MAX_AGE_SECONDS


def event_document(request, reference, pk):
    document = _found(reference, "documents", pk)
    name = f"{slugify(document.title) or 'document'}.{document.format.lower()}"
    return _answer(document.file, as_attachment=True, filename=name)


def event_photo(request, reference, pk):
    photo = _found(reference, "photos", pk)
    if not photo.image:
        raise Http404
    return _answer(photo.image)


def _found(reference, kind, pk):
    """A file that the page of the event shows; one of which it shows none has none."""
    facts = event_facts(reference)
    found = next((item for item in getattr(facts, kind, ()) if item.pk == pk), None)
    if found is None:
        raise Http404
    return found


def _answer(name, **how):
    try:
        response = FileResponse(default_storage.open(name), **how)
    except FileNotFoundError as error:
        raise Http404 from error
    # As long as a page: what is withdrawn is not to be had for longer from whoever keeps it.
    patch_cache_control(response, public=True, max_age=MAX_AGE_SECONDS)
    return response
