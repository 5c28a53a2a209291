"""Indicators in a table, and beside them the values that teams report: a line each."""

from django.utils.translation import gettext_lazy as _

from organisations.forms.records import IndicatorForm
from organisations.models import Indicator, IndicatorReading
from organisations.resources.records import OwnedResource
from rss_registry.exchange.field_columns import FieldColumn


class _OfIndicators(OwnedResource):
    def refusal(self, instance):
        return _("Vous ne pouvez modifier que les indicateurs des programmes que votre équipe a saisis.")


class IndicatorResource(_OfIndicators):
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

    programme = FieldColumn("programme", "programme", "projet", fixed=True)
    code = FieldColumn("code", "code", "n°", fixed=True)
    label_fr = FieldColumn("indicateur", "indicator", "libellé", "intitulé")
    measure = FieldColumn("mesuré par", "measured by", help=_("Vide : l’équipe en relève la valeur."))
    unit_fr = FieldColumn("unité", "unit")
    direction = FieldColumn("sens voulu", "direction")
    baseline = FieldColumn("valeur de départ", "baseline", "référence", "valeur de base")
    baseline_on = FieldColumn("départ relevé le", "baseline date")
    target = FieldColumn("cible", "target", "valeur cible")
    target_on = FieldColumn("échéance", "target date")
    source = FieldColumn("source", "source")
    position = FieldColumn("rang", "position")

    class Meta:
        model = Indicator


class ReadingResource(_OfIndicators):
    table_name = _("Valeurs relevées (une ligne par date)")
    file_name = "valeurs-relevees"
    sheet = ("Valeurs relevées", "Readings")
    example = {"indicator": "I1", "as_of": "30/06/2024", "value": "5"}
    parent, same = "indicator", ("as_of",)
    form_fields = ("indicator", "as_of", "value", "basis", "source", "note_fr", "note_en")
    errors_at = {"duplicate_reading": "as_of"}

    indicator = FieldColumn(
        "indicateur",
        "indicator",
        fixed=True,
        help=_("Identifiant du programme et code : « just-future / R1.2 »."),
    )
    as_of = FieldColumn("relevé le", "as of", "date", fixed=True)
    value = FieldColumn("valeur", "value", "valeur atteinte")
    basis = FieldColumn("fiabilité", "basis")
    source = FieldColumn("source", "source")
    note_fr = FieldColumn("comment elle a été relevée", "how it was measured", "commentaire")

    class Meta:
        model = IndicatorReading

    def owners_of(self, instance):
        return (instance.indicator.programme,)

    def to_import(self):
        return IndicatorReading.objects.select_related("indicator__programme", "source")

    def to_export(self, queryset):
        """The values of the listed indicators."""
        return self.to_import().filter(indicator__in=queryset.order_by().values("pk"))
