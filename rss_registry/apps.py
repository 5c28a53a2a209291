"""The project as an application: it holds the tools every other package stands on, no tables."""

from django.apps import AppConfig


class ProjectConfig(AppConfig):
    name = "rss_registry"
    verbose_name = "Registre RSS"

    def ready(self):
        from rss_registry import checks  # noqa: F401 - registers itself
