"""The logo of an organisation for staff: nothing serves the storage itself."""

from dataclasses import dataclass
from pathlib import PurePath

from django.contrib import admin
from django.http import FileResponse, Http404
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisations.models import Organisation
from rss_registry.held_files import HeldFileInput


@dataclass(frozen=True)
class StaffLogo:
    """A stored logo under its address in the admin."""

    organisation: Organisation

    @property
    def url(self):
        return reverse("admin:organisations_organisation_logo", args=[self.organisation.pk])

    def __str__(self):
        return _("voir le logo")


class LogoInput(HeldFileInput):
    """A file field that links to the logo through the rules, not through the storage."""

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        if context["widget"]["is_initial"]:
            context["widget"]["value"] = StaffLogo(value.instance)
        return context


class Logos:
    """The logo in the form, a link where it can only be read, and its address."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "logo":
            kwargs["widget"] = LogoInput
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    @admin.display(description=gettext_lazy("logo"))
    def logo_link(self, obj):
        return format_html('<a href="{}">{}</a>', StaffLogo(obj).url, StaffLogo(obj)) if obj.logo else ""

    def logo_view(self, request, object_id):
        organisation = self.get_object(request, object_id)
        if organisation is None or not organisation.logo:
            raise Http404
        name = f"{organisation.slug}{PurePath(organisation.logo.name).suffix}"
        try:
            return FileResponse(organisation.logo.open(), filename=name)
        except FileNotFoundError as missing:
            raise Http404 from missing

    def get_urls(self):
        view = self.admin_site.admin_view(self.logo_view)
        return [
            path("<int:object_id>/logo/", view, name="organisations_organisation_logo"),
            *super().get_urls(),
        ]
