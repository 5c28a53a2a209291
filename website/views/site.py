"""What machines ask of the site as a whole: robots.txt and the sitemap."""

from django.conf import settings
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils.translation import override

from website.feeds import sitemap

# Any filter makes another list or report, and each one made is remembered (docs/decisions/0015).
NOT_FOR_ROBOTS = (
    "admin:index",
    "reports:event_list_pdf",
    "reports:period_report",
)
_XML = "application/xml; charset=utf-8"


def robots(request):
    """Everything public may be read but what takes long to make, and the staff area."""
    closed = []
    for language, _name in settings.LANGUAGES:
        with override(language):
            closed += [f"Disallow: {reverse(name)}" for name in NOT_FOR_ROBOTS]
    lines = ["User-agent: *", *closed, "", f"Sitemap: {settings.PUBLIC_URL}{reverse('site:sitemap')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def sitemap_index(request):
    return HttpResponse(sitemap.write_index(), content_type=_XML)


def sitemap_pages(request):
    return StreamingHttpResponse(sitemap.write_file(sitemap.pages()), content_type=_XML)


def sitemap_events(request, number):
    if not 1 <= number <= sitemap.event_files():
        raise Http404
    return StreamingHttpResponse(sitemap.write_file(sitemap.events(number)), content_type=_XML)
