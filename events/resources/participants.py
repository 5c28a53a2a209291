"""Attendance lists as a table that leaves the register.

Private (see `events/permissions/lists.py`): only list keepers of the organisation reach this table. A list
comes in through the pages of its event (`events/admin/attendance.py`).
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.enums import HalfDay
from events.models import Participant
from rss_registry.exchange.columns import Column
from rss_registry.exchange.tables import ColumnTable


class Presences(Column):
    """The half-days for which the person signed: « 29/02/2024 matin ; 01/03/2024 matin »."""

    def read(self, instance):
        order = list(HalfDay)
        marks = ((mark.session.day, mark.session.half_day, mark.signed) for mark in instance.presences.all())
        return tuple(sorted(marks, key=lambda mark: (mark[0], order.index(mark[1]))))

    def written(self, value, resource):
        return " ; ".join(self._item(*entry, resource.codes) for entry in value)

    def _item(self, day, half_day, signed, codes):
        if codes:
            return f"{day:%Y-%m-%d} {half_day}{'' if signed else ' [unsigned]'}"
        mark = "" if signed else f" [{_('non signé')}]"
        return f"{day:%d/%m/%Y} {HalfDay(half_day).label}{mark}"


class ParticipantResource(ColumnTable):
    model = Participant
    table_name = gettext_lazy("Liste de présence (une ligne par personne)")
    file_name = "participants"

    headings = """
        event             | événement                   | event
        number            | n° sur la liste             | number
        full_name         | nom et prénom               | full name
        sex               | sexe                        | sex
        category          | catégorie                   | category
        age_band          | tranche d’âge               | age band
        organisation      | organisation                | organisation
        organisation_name | organisation (texte libre)  | organisation (free text)
        function          | fonction                    | function
        phone             | téléphone                   | phone
        email             | adresse électronique        | email
        photo_consent     | accepte d’être photographié | photo consent
        contact_consent   | accepte d’être recontacté   | contact consent
        presences         | présences                   | attendance
    """
    presences = Presences()

    def to_export(self, queryset):
        return super().to_export(queryset).prefetch_related("presences__session")
