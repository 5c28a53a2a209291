"""Addresses below the admin of what staff print; Django's own, which end with « anything », come after."""

from django.contrib import admin
from django.urls import path

from reports.views import field, guide, preview
from rss_registry.request_limits import staff_document_limit

app_name = "staff"


def _of_event(suffix, view, name):
    return path(f"events/event/<int:event_id>/{suffix}", admin.site.admin_view(view), name=name)


urlpatterns = [
    path("guide.pdf", admin.site.admin_view(staff_document_limit(guide.guide_pdf)), name="guide_pdf"),
    _of_event("emargement/", field.sheets_page, "sign_in_sheets"),
    _of_event("emargement.pdf", staff_document_limit(field.sheets_pdf), "sign_in_sheets_pdf"),
    _of_event("attestations/", field.certificates_page, "certificates"),
    _of_event("attestations.pdf", staff_document_limit(field.certificates_pdf), "certificates_pdf"),
    _of_event("apercu/<str:seen_by>/", preview.event_preview, "event_preview"),
    path("feuille/<str:code>/", admin.site.admin_view(field.sheet), name="sheet"),
]
