"""Indicators in a table, and beside them the values that teams report: a line each."""

from django.utils.translation import gettext_lazy as _

from organisations.forms.records import IndicatorForm
from organisations.models import Indicator, IndicatorReading
from organisations.resources.records import OwnedResource


class _OfIndicators(OwnedResource):
    def refusal(self, instance):
        return _("Vous ne pouvez modifier que les indicateurs des programmes que votre équipe a saisis.")


class IndicatorResource(_OfIndicators):
    model = Indicator
    table_name = _("Indicateurs et cibles")
    file_name = "indicateurs"
    sheet = ("Indicateurs", "Indicators")
    example = {
        "own_code": "I1",
        "programme": "P1",
        "code": "R1",
        "label_fr": "Forums tenus",
        "target": "12",
    }
    parent, same = "programme", ("code",)
    form_class = IndicatorForm

    headings = """
        fixed programme | programme        | programme     | projet
        fixed code      | code             | code          | n°
        label_fr        | indicateur       | indicator     | libellé, intitulé
        measure         | mesuré par       | measured by
        unit_fr         | unité            | unit
        direction       | sens voulu       | direction
        baseline        | valeur de départ | baseline      | référence, valeur de base
        baseline_on     | départ relevé le | baseline date
        target          | cible            | target        | valeur cible
        target_on       | échéance         | target date
        source          | source           | source
        position        | rang             | position
    """
    helps = {"measure": _("Vide : l’équipe en relève la valeur.")}


class ReadingResource(_OfIndicators):
    model = IndicatorReading
    table_name = _("Valeurs relevées (une ligne par date)")
    file_name = "valeurs-relevees"
    sheet = ("Valeurs relevées", "Readings")
    example = {"indicator": "I1", "as_of": "30/06/2024", "value": "5"}
    parent, same = "indicator", ("as_of",)
    form_fields = ("indicator", "as_of", "value", "basis", "source", "note_fr", "note_en")
    errors_at = {"duplicate_reading": "as_of"}

    headings = """
        fixed indicator | indicateur                 | indicator
        fixed as_of     | relevé le                  | as of               | date
        value           | valeur                     | value               | valeur atteinte
        basis           | fiabilité                  | basis
        source          | source                     | source
        note_fr         | comment elle a été relevée | how it was measured | commentaire
    """
    helps = {"indicator": _("Identifiant du programme et code : « just-future / R1.2 ».")}

    def owners_of(self, instance):
        return (instance.indicator.programme,)

    def to_import(self):
        return IndicatorReading.objects.select_related("indicator__programme", "source")
