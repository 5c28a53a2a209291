"""Public addresses of `reports`: the address of a page, with the suffix of the file."""

from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from reports.views import event_pdf

app_name = "reports"

urlpatterns = [
    path(_("evenements/"), include([path("<slug:reference>.pdf", event_pdf, name="event_pdf")])),
]
