"""Documents at the address of what they report on."""

from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from reports.documents import event_list, event_report
from website.datasets.tables import event_listing
from website.views.events import gone, public_event
from website.views.refusals import too_long


def document(view):
    """A file that is compressed already, and sent again only when it has changed."""
    unchanged = cache_control(public=True, max_age=0, must_revalidate=True)(view)
    return require_safe(conditional_page(unchanged))


@document
def event_pdf(request, reference):
    """The activity report of a public event; 410 once it is withdrawn, as its page."""
    event = public_event(reference)
    if event is None:
        return gone(request)
    report = event_report.build(event)
    return pdf_response(event_report.write(report), report.filename)


@document
def event_list_pdf(request):
    """The printed list of what the same query shows, up to a length that can be read on paper."""
    listing = event_listing(request.GET)
    count = listing.page.paginator.count
    if count > event_list.MOST_EVENTS:
        return too_long(request, list_url=str(listing.address), count=count, limit=event_list.MOST_EVENTS)
    printed = event_list.build(listing, now=timezone.now())
    return pdf_response(event_list.write(printed), printed.filename)


def pdf_response(content, filename):
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = content_disposition_header(False, filename)
    return response
