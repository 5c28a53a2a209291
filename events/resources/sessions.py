"""The half-days of an event in a table: when, where and about what. Who signed for them stays in the list."""

from django.utils.translation import gettext_lazy as _

from events.forms.parts import SessionForm
from events.models import Session
from events.resources.event_parts import EventPartResource


class SessionResource(EventPartResource):
    model = Session
    table_name = _("Séances (une ligne par demi-journée)")
    file_name = "seances"
    sheet = ("Demi-journées", "Half-days")
    example = {"event": "E1", "day": "07/03/2024", "half_day": "matin", "place": "Markala"}
    same = ("day", "half_day")
    form_class = SessionForm
    headings = """
        day       | jour            | day        | date
        half_day  | demi-journée    | half-day   | séance
        starts_at | heure de début  | start time | début
        ends_at   | heure de fin    | end time   | fin
        place     | lieu            | place
        title     | module ou sujet | subject    | module, sujet, thème
    """
