"""What happened."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = _("Événements")

    def ready(self):
        from events.models import Series
        from events.services.cited_names import follow_names
        from events.services.link_history import follow_links
        from events.services.person_marks import follow_lists
        from organisations.services.record_search import search_by

        follow_names()
        follow_links()
        follow_lists()
        search_by(Series, lambda row: (row.title_fr, row.title_en))
