"""The admin site of the registry: Django's own, with our title."""

from django.contrib import admin
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _


class RegistryAdminSite(admin.AdminSite):
    site_header = _("Registre des ateliers RSS – espace de saisie")
    site_title = _("Registre RSS")
    index_title = _("Espace de saisie")


class RegistryAdminConfig(AdminConfig):
    default_site = "rss_registry.admin_site.RegistryAdminSite"
