"""The project as an application: it holds the tools every other package stands on, no tables."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class ProjectConfig(AppConfig):
    name = "rss_registry"
    verbose_name = _("Registre RSS")

    def ready(self):
        from rss_registry import checks  # noqa: F401 - registers itself
        from rss_registry.health import machine, shared  # noqa: F401 - so do the questions of each package

        autodiscover_modules("health")
