"""What the synthesis of a series says, as rows: its figures, and each recommendation once."""

from django.utils.translation import gettext_lazy as _

from organisations.enums import DatePrecision
from website.datasets.columns import Column, Dataset, Kind
from website.datasets.figures import figure_cells, figure_columns

REPORT_FIGURES = Dataset(
    "figures",
    _("Chiffres du document"),
    _("Les chiffres clés tels qu’imprimés, avec ce que chacun compte."),
    (
        Column("code", _("Code")),
        Column("label", _("Chiffre")),
        *figure_columns("value", _("Valeur"), "#indicator+value", Kind.NUMBER),
        Column("definition", _("Définition")),
    ),
    lambda item: (item.code, item.label, *figure_cells(item.figure), item.definition),
)


def _gathered(item):
    return (
        item.text,
        tuple(name for name in item.addressees if name),
        item.theme,
        item.due_on if item.due_precision == DatePrecision.DAY else None,
        item.status,
        item.status_label,
        len(item.backers),
        tuple(backer.reference for backer in item.backers),
    )


GATHERED = Dataset(
    "gathered_recommendations",
    _("Recommandations réunies"),
    _("Une recommandation par ligne, avec tous les événements qui la portent."),
    (
        Column("text", _("Texte")),
        Column("addressees", _("Destinataires"), Kind.LIST, "#org+name+list"),
        Column("theme", _("Thème"), hxl="#subsector"),
        Column("due_on", _("Échéance"), Kind.DATE, "#date+due"),
        Column("status", _("Suite (code)"), hxl="#status+code"),
        Column("status_label", _("Suite")),
        Column("events_count", _("Événements qui la portent"), Kind.INTEGER, "#activity+num"),
        Column("events", _("Références des événements"), Kind.LIST, "#activity+id+list"),
    ),
    _gathered,
)
