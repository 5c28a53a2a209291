"""Documents at the address of what they report on."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from events.models import Event
from reports.documents import event_report


@require_safe
@conditional_page
@cache_control(public=True, max_age=0, must_revalidate=True)
def event_pdf(request, reference):
    """The activity report of a public event; 410 once it is withdrawn, as its page."""
    event = Event.objects.published().with_facts().filter(reference=reference).first()
    if event is None:
        if Event.objects.withdrawn().filter(reference=reference).exists():
            return render(request, "410.html", status=410)
        raise Http404
    report = event_report.build(event)
    response = HttpResponse(event_report.write(report), content_type="application/pdf")
    response.headers["Content-Disposition"] = content_disposition_header(False, report.filename)
    return response
