"""Columns of attendance lists: ages kept as bands, organisations known or not, half-days signed."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from events.enums import AgeBand, HalfDay
from events.models import Presence
from rss_registry.exchange.cells import day_of, refused, text_of, whole_of
from rss_registry.exchange.columns import Choice, Column, labels_of
from rss_registry.exchange.links import Link, each
from rss_registry.text import fold


class Age(Choice):
    """An age band, or an age in years: only the band is kept."""

    def accepted(self, resource):
        return f"{super().accepted(resource)} ; {_('ou l’âge en années : seule la tranche est gardée')}"

    def parse(self, cell, resource):
        try:
            years = whole_of(cell)
        except ValidationError:
            return super().parse(cell, resource)
        if not 0 < years < 120:
            raise refused(_("« %(cell)s » n’est pas un âge."), cell, code="not_an_age")
        for limit, band in ((18, AgeBand.UNDER_18), (36, AgeBand.YOUTH), (60, AgeBand.ADULT)):
            if years < limit:
                return band
        return AgeBand.SENIOR


class OrganisationOrText(Link):
    """An organisation of the register, or else its name as the list writes it."""

    def accepted(self, resource):
        return _("Identifiant, nom ou sigle ; inconnue du registre, elle reste en texte libre")

    def parse(self, cell, resource):
        try:
            return super().parse(cell, resource)
        except ValidationError as error:
            if error.code != "unknown":
                raise
            return text_of(cell)


class Presences(Column):
    """The half-days for which the person signed: « 29/02/2024 matin ; 01/03/2024 matin »."""

    related = True
    blank = ()
    _UNSIGNED = {"non signe", "unsigned", "absent"}

    def accepted(self, resource):
        return _("Séances de l’événement : « 29/02/2024 matin ; 29/02/2024 après-midi »")

    def parse(self, cell, resource):
        return tuple(sorted(set(each(cell, self._presence))))

    def _presence(self, item):
        text, _bracket, mark = item.partition("[")
        day, _space, half_day = text.strip().partition(" ")
        known = labels_of(HalfDay)
        if fold(half_day) not in known or (mark and fold(mark) not in self._UNSIGNED):
            raise refused(
                _("« %(cell)s » : écrivez le jour puis « matin », « après-midi » ou « soir »."), item
            )
        return day_of(day), known[fold(half_day)], not mark

    def read(self, instance):
        rows = instance.presences.all() if instance.pk else ()
        return tuple(sorted((row.session.day, row.session.half_day, row.signed) for row in rows))

    def relate(self, instance, value):
        sessions = {(row.day, row.half_day): row for row in instance.event.sessions.all()}
        if unknown := [entry for entry in value if entry[:2] not in sessions]:
            raise refused(
                _("Cet événement n’a pas de séance le %(cell)s : ajoutez-la d’abord à sa fiche."),
                unknown[0][0],
            )
        wanted = {sessions[day, half_day]: signed for day, half_day, signed in value}
        for row in instance.presences.select_related("session"):
            if wanted.get(row.session) == row.signed:
                del wanted[row.session]
            else:
                row.delete()
        for session, signed in wanted.items():
            Presence.objects.create(participant=instance, session=session, signed=signed)

    def written(self, value, resource):
        return " ; ".join(self._item(*entry, resource.codes) for entry in value)

    def _item(self, day, half_day, signed, codes):
        if codes:
            return f"{day:%Y-%m-%d} {half_day}{'' if signed else ' [unsigned]'}"
        mark = "" if signed else f" [{_('non signé')}]"
        return f"{day:%d/%m/%Y} {HalfDay(half_day).label}{mark}"
