"""The workbook that one fills in: a sheet for each table, what each column takes, and an example."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from rss_registry.exchange.exports import explained, sheet_to_fill
from rss_registry.exchange.references import References
from rss_registry.exchange.sheet_kinds import EXAMPLE, EXPLAINS, own_title
from rss_registry.workbooks import Sheet, write_xlsx


def blank_workbook(kinds, *, user) -> bytes:
    references = References()
    tables = [(own_title(kind.sheet), kind(user, references=references)) for kind in kinds]
    return write_xlsx(
        Sheet(
            own_title(EXPLAINS),
            (_("Feuille"), _("Colonne"), _("Code"), _("Obligatoire"), _("Explication"), _("Valeurs admises")),
            [
                *([_("Toutes"), "", "", "", advice, ""] for advice in _advice()),
                *([title, *line] for title, resource in tables for line in explained(resource)),
            ],
            widths=(24, 28, 22, 13, 60, 80),
            wrap=True,
        ),
        Sheet(
            own_title(EXAMPLE),
            (_("Feuille"), _("Colonne"), _("Exemple")),
            [
                [title, capfirst(resource.columns[code].header()), value]
                for title, resource in tables
                for code, value in resource.example.items()
            ],
            widths=(24, 28, 60),
        ),
        *(sheet_to_fill(resource, title) for title, resource in tables),
    )


def _advice():
    return (
        _("Remplissez les seules feuilles et les seules colonnes utiles ; leur ordre est libre."),
        _("Une ligne en désigne une autre par son nom, sa référence ou un code à vous : « E1 »."),
        _("Une case vide veut dire « non communiqué », jamais zéro."),
        _("Dates et nombres s’écrivent comme la source les dit : « mars 2023 », « une trentaine »."),
        _("Le registre montre tout avant d’importer, et importe tout ou rien."),
    )
