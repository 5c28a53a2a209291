"""Files of a public event: documents marked public, photos with consent, and no other."""

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_cache_control
from django.utils.text import slugify

from events.models import Event
from rss_registry.public_pages import MAX_AGE_SECONDS


def event_document(request, reference, pk):
    document = get_object_or_404(_open_event(reference).documents, pk=pk, is_public=True)
    name = f"{slugify(document.title) or 'document'}.{document.format.lower()}"
    return _answer(document.file, as_attachment=True, filename=name)


def event_photo(request, reference, pk):
    photo = get_object_or_404(_open_event(reference).photos.exclude(image=""), pk=pk, consent=True)
    return _answer(photo.image)


def _open_event(reference):
    """The public event, unless only its region and month may be known: a file could tell more."""
    events = Event.objects.published().with_every_fact()
    return get_object_or_404(events, reference=reference)


def _answer(file, **how):
    try:
        response = FileResponse(file.open("rb"), **how)
    except FileNotFoundError as error:
        raise Http404 from error
    # As long as a page: what is withdrawn is not to be had for longer from whoever keeps it.
    patch_cache_control(response, public=True, max_age=MAX_AGE_SECONDS)
    return response
