"""The indicators of programmes with their targets, as the pages of programmes show them."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from publication.questions.indicators import IndicatorLine
from website.datasets.columns import Column, Dataset, Kind
from website.datasets.figures import figure_cells, figure_columns


def _indicator(line: IndicatorLine) -> tuple:
    indicator, reached = line.indicator, line.reached
    programme = indicator.programme
    return (
        programme.slug,
        programme.name,
        indicator.code,
        indicator.label,
        line.unit,
        indicator.measure,
        indicator.get_measure_display(),
        indicator.direction,
        line.baseline.value,
        indicator.baseline_on,
        line.target.value,
        indicator.target_on,
        *figure_cells(reached.figure),
        reached.as_of,
        line.progress.value,
        line.standing.value,
        str(line.standing.label),
        reached.definition,
        indicator.source.title if indicator.source else "",
        f"{settings.PUBLIC_URL}{programme.get_absolute_url()}",
    )


INDICATORS = Dataset(
    "indicators",
    _("Indicateurs"),
    _("Les indicateurs des programmes : départ, cible, valeur atteinte, avec la définition de chacun."),
    (
        Column("programme", _("Programme (identifiant)"), hxl="#activity+programme+code"),
        Column("programme_name", _("Programme"), hxl="#activity+programme+name"),
        Column("code", _("Code"), hxl="#indicator+code"),
        Column("label", _("Indicateur"), hxl="#indicator+name"),
        Column("unit", _("Unité"), hxl="#indicator+unit", note=_("Vide : un nombre.")),
        Column("measure", _("Mesure (code)"), note=_("reported : valeur relevée par l’équipe.")),
        Column("measure_label", _("Mesure")),
        Column("direction", _("Sens voulu"), note=_("increase : à augmenter ; decrease : à réduire.")),
        Column(
            "baseline",
            _("Valeur de départ"),
            Kind.NUMBER,
            "#indicator+baseline+num",
            _("Vide : non communiquée."),
        ),
        Column("baseline_on", _("Départ relevé le"), Kind.DATE, "#date+baseline"),
        Column("target", _("Cible"), Kind.NUMBER, "#targeted+num", _("Vide : non fixée.")),
        Column("target_on", _("Échéance"), Kind.DATE, "#date+target"),
        *figure_columns("reached", _("Valeur atteinte"), "#reached+num", Kind.NUMBER),
        Column("as_of", _("Valeur au"), Kind.DATE, "#date+reached", _("Vide : au jour du fichier.")),
        Column(
            "progress",
            _("Part du chemin, en %"),
            Kind.INTEGER,
            "#indicator+progress+num",
            _("Du départ, ou de zéro pour ce qui se compte, à la cible."),
        ),
        Column("standing", _("Où il en est (code)"), hxl="#status+code"),
        Column("standing_label", _("Où il en est"), hxl="#status+name"),
        Column("definition", _("Définition"), hxl="#description"),
        Column("source", _("Source de la cible"), hxl="#meta+source"),
        Column("url", _("Adresse"), hxl="#meta+url"),
    ),
    _indicator,
)
