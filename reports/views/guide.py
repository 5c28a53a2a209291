"""The guide of the desk, to be printed."""

from django.views.decorators.http import require_safe

from reports.documents import guide
from reports.views.documents import pdf_response
from rss_registry.guide import the_guide


@require_safe
def guide_pdf(request):
    return pdf_response(guide.write(the_guide()), guide.FILE_NAME)
