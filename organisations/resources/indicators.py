"""Indicators in a table, and beside them the values that teams report: a line each."""

from django.utils.translation import gettext_lazy as _

from organisations.enums import Direction, IndicatorMeasure, ReadingBasis
from organisations.forms.records import IndicatorForm
from organisations.models import Indicator, IndicatorReading
from organisations.resources.indexes import indicator_key
from organisations.resources.records import OwnedResource
from rss_registry.exchange.columns import Amount, Choice, Day, Text, Whole
from rss_registry.exchange.links import Link


class _OfProgramme(OwnedResource):
    def refusal(self, instance):
        return _("Vous ne pouvez modifier que les indicateurs des programmes que votre équipe a saisis.")


class IndicatorResource(_OfProgramme):
    table_name = _("Indicateurs et cibles")
    file_name = "indicateurs"
    announced = ("indicators",)
    parent, same = "programme", ("code",)
    form_class = IndicatorForm

    programme = Link(
        "programme", "programme", index="programmes", required=True, fixed=True, aliases=("projet",)
    )
    code = Text("code", "code", required=True, fixed=True, aliases=("n°",))
    label_fr = Text("indicateur", "indicator", required=True, aliases=("libellé", "intitulé"))
    label_en = Text("indicateur (anglais)", "indicator (English)")
    measure = Choice(
        "mesuré par",
        "measured by",
        choices=IndicatorMeasure,
        default=IndicatorMeasure.REPORTED,
        help=_("Vide : l’équipe en relève la valeur."),
    )
    unit_fr = Text("unité", "unit")
    unit_en = Text("unité (anglais)", "unit (English)")
    direction = Choice(
        "sens voulu",
        "direction",
        choices=Direction,
        default=Direction.INCREASE,
        help=_("Vide : à augmenter."),
    )
    baseline = Amount("valeur de départ", "baseline", aliases=("référence", "valeur de base"))
    baseline_on = Day("départ relevé le", "baseline date")
    target = Amount("cible", "target", aliases=("valeur cible",))
    target_on = Day("échéance", "target date")
    source = Link("source", "source", index="sources")
    position = Whole("rang", "position")

    class Meta:
        model = Indicator

    def names_of(self, instance):
        return (indicator_key(instance), instance.code)

    def complete(self, instance, values, is_new):
        if "position" in values:
            values["position"] = values["position"] or 0


class ReadingResource(_OfProgramme):
    table_name = _("Valeurs relevées (une ligne par date)")
    file_name = "valeurs-relevees"
    parent, same = "indicator", ("as_of",)
    form_fields = ("indicator", "as_of", "value", "basis", "source", "note_fr", "note_en")
    errors_at = {"duplicate_reading": "as_of"}

    indicator = Link(
        "indicateur",
        "indicator",
        index="indicators",
        required=True,
        fixed=True,
        help=_("Identifiant du programme et code : « just-future / R1.2 »."),
    )
    as_of = Day("relevé le", "as of", required=True, fixed=True, aliases=("date",))
    value = Amount("valeur", "value", required=True, aliases=("valeur atteinte",))
    basis = Choice(
        "fiabilité", "basis", choices=ReadingBasis, default=ReadingBasis.EXACT, help=_("Vide : exact.")
    )
    source = Link("source", "source", index="sources")
    note_fr = Text("comment elle a été relevée", "how it was measured", aliases=("commentaire",))
    note_en = Text("comment elle a été relevée (anglais)", "how it was measured (English)")

    class Meta:
        model = IndicatorReading

    def owners_of(self, instance):
        return (instance.indicator.programme,)

    def to_import(self):
        return IndicatorReading.objects.select_related("indicator__programme", "source")

    def to_export(self, queryset):
        """The values of the listed indicators."""
        return self.to_import().filter(indicator__in=queryset.order_by().values("pk"))
